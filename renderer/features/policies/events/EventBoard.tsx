import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRule, EventRuleView } from '../../../../shared/contracts/eventRules.ts';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import styles from '../policies.module.css';
import { NEW } from '../search.ts';
import { EventDesk } from './EventDesk.tsx';
import { EventList } from './EventList.tsx';
import { copyOf, inputOf, seeded } from './model.ts';
import { eventRulesQuery } from './queries.ts';
import { RemovedPanel } from './RemovedPanel.tsx';

const route = getRouteApi('/shell/policies');
const NO_SEED = { named: undefined, app: undefined, digest: undefined, sentence: undefined, oid: undefined, least: undefined };

/** 事件规则: the list, the chosen rule, what it finds and would have found. */
export function EventBoard() {
  const { t } = useTranslation('eventRules');
  const list = useQuery(eventRulesQuery);
  return (
    <Loaded permission="policy.read" what={t('what')} query={list as never}>
      {(view: EventRuleView) => <Board list={view} />}
    </Loaded>
  );
}

function Board({ list }: { readonly list: EventRuleView }) {
  const { rule } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (next: string) => void navigate({ search: (old) => ({ ...old, ...NO_SEED, rule: next, from: undefined }) });
  // Where a step that was taken leads: nothing is unsaved then, though the page may not have been drawn anew yet.
  const follow = (next: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, ...NO_SEED, rule: next, from: undefined }), ignoreBlocker: true });
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <EventList list={list} currentId={rule ?? null} onOpen={open} />
      </div>
      <div className={styles.desk}>
        <Desk list={list} id={rule ?? null} onOpen={follow} />
      </div>
    </div>
  );
}

interface DeskProps {
  readonly list: EventRuleView;
  readonly id: string | null;
  readonly onOpen: (id: string | undefined) => void;
}

function Desk({ list, id, onOpen }: DeskProps) {
  const { t } = useTranslation('eventRules');
  const { from, named, app, digest, sentence, oid, least } = route.useSearch();
  const listed = list.items.find((one) => one.id === id);
  // Another seat may remove it, and a draft of it must not go with it.
  const [held, hold] = useState<EventRule | null>(null);
  if (listed && listed !== held) hold(listed);
  if (id === NEW) {
    const source = list.items.find((one) => one.id === from);
    const names = list.items.filter(({ isBuiltIn }) => !isBuiltIn).map(({ name }) => name);
    const seed = { named, app, digest, sentence, oid, least };
    const initial = source ? copyOf(source, names) : seeded(seed);
    return <EventDesk key={`new ${from ?? ''} ${JSON.stringify(seed)}`} list={list} seen={null} initial={initial} onOpen={onOpen} />;
  }
  const rule = listed ?? (held?.id === id ? held : undefined);
  if (rule && listed) return <EventDesk key={rule.id} list={list} seen={rule} initial={inputOf(rule)} onOpen={onOpen} />;
  return (
    <>
      <div className={styles.column}>
        <StateBlock icon="sliders" title={t(id === null ? 'none.title' : 'gone.title')}>
          <p>{t(id === null ? 'none.text' : 'gone.text')}</p>
        </StateBlock>
      </div>
      <div className={styles.column}>
        <RemovedPanel removed={list.removed} onOpen={onOpen} />
      </div>
    </>
  );
}
