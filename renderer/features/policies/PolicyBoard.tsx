import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyList as Policies, Policy } from '../../../shared/contracts/policies.ts';
import { ErrorState, LoadingState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { stationTime } from '../../lib/clock.ts';
import { GonePolicy, PolicyDesk } from './editor/PolicyDesk.tsx';
import { PolicyList } from './list/PolicyList.tsx';
import { copyOf, inputOf, NEW_POLICY } from './model.ts';
import styles from './policies.module.css';
import { policiesQuery } from './queries.ts';
import { NEW } from './search.ts';
import { BulkPanel } from './side/BulkPanel.tsx';

const route = getRouteApi('/shell/policies');

/** The list, the chosen policy and what follows from it. */
export function PolicyBoard() {
  const { t } = useTranslation('policies');
  const list = useQuery(policiesQuery);
  if (list.data) return <Board list={list.data} />;
  return list.error ? (
    <ErrorState what={t('what')} failure={list.error as never} at={stationTime(list.errorUpdatedAt)} onRetry={() => void list.refetch()} />
  ) : (
    <LoadingState what={t('what')} />
  );
}

function Board({ list }: { readonly list: Policies }) {
  const { id } = route.useSearch();
  const navigate = route.useNavigate();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = list.items.filter((policy) => ticked.has(policy.id));
  const isAside = chosen.length > 0;
  const untick = () => setTicked(new Set());
  const open = (next: string) => void navigate({ search: (old) => ({ ...old, id: next, from: undefined }) });
  // Where a step that was taken leads: nothing is unsaved then, though the page may not have been drawn anew yet.
  const follow = (next: string) => void navigate({ search: (old) => ({ ...old, id: next, from: undefined }), ignoreBlocker: true });
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <PolicyList list={list} currentId={id ?? null} onOpen={open} ticked={ticked} onTick={setTicked} />
      </div>
      {isAside && <BulkPanel policies={chosen} onDone={untick} />}
      <div className={styles.desk} hidden={isAside}>
        <Desk list={list} id={id ?? null} isAside={isAside} onReturn={untick} onOpen={follow} />
      </div>
    </div>
  );
}

interface DeskProps extends Pick<ComponentProps<typeof PolicyDesk>, 'isAside' | 'onReturn' | 'onOpen'> {
  readonly list: Policies;
  readonly id: string | null;
}

function Desk({ list, id, ...steps }: DeskProps) {
  const { t } = useTranslation('policies');
  const { from } = route.useSearch();
  const listed = list.items.find((one) => one.id === id);
  // Another seat may remove it, and a draft of it must not go with it.
  const [held, hold] = useState<Policy | null>(null);
  if (listed && listed !== held) hold(listed);
  const names = list.items.map(({ name }) => name);
  if (id === NEW) {
    const source = list.items.find((policy) => policy.id === from);
    return (
      <PolicyDesk key={`new ${from ?? ''}`} seen={null} isGone={false} initial={source ? copyOf(source, names) : NEW_POLICY} {...steps} />
    );
  }
  const policy = listed ?? (held?.id === id ? held : undefined);
  if (policy) return <PolicyDesk key={policy.id} seen={policy} isGone={!listed} initial={inputOf(policy)} {...steps} />;
  if (id !== null) return <GonePolicy />;
  return (
    <StateBlock icon="sliders" title={t('none.title')}>
      <p>{t('none.text')}</p>
    </StateBlock>
  );
}
