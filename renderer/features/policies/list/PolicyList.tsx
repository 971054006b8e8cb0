import { getRouteApi } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyList as Policies, Policy } from '../../../../shared/contracts/policies.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { SearchInput } from '../../../components/Input/Input.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { FilteredState } from '../../../components/StateBlock/StateBlock.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useKeys } from '../../../lib/keys.ts';
import { found } from '../model.ts';
import styles from '../policies.module.css';
import rows from './list.module.css';

const route = getRouteApi('/shell/policies');

interface Props {
  readonly list: Policies;
  readonly currentId: string | null;
  readonly onOpen: (id: string) => void;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
}

/** Every policy with how many resources it has the say about, applied ones first, those that win before others. */
export function PolicyList({ list, currentId, onOpen, ticked, onTick }: Props) {
  const { t } = useTranslation(['policies', 'common']);
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const search = (words: string) => void navigate({ search: (old) => ({ ...old, q: words || undefined }), replace: true });
  useKeys([
    { id: 'policies.search', keys: 'Slash', title: t('policies:key.search'), group: t('policies:title'), run: () => box.current?.focus() },
  ]);
  const shown = found(list.items, q);
  const groups = [
    { key: 'applied', items: shown.filter(({ isApplied }) => isApplied) },
    { key: 'withdrawn', items: shown.filter(({ isApplied }) => !isApplied) },
  ] as const;
  const tick = (id: string) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onTick(next);
  };
  return (
    <div className={styles.fill}>
      <Panel
        title={t('policies:list.title')}
        meta={t('common:list.partial', { shown: shown.length, total: list.items.length })}
        age={<Age at={list.at} intervalMs={5000} />}
        padded={false}
        footer={<span>{t('policies:list.total', { total: formatCount(list.resources) })}</span>}
      >
        <div className={rows.search}>
          <SearchInput
            ref={box}
            label={t('policies:list.search')}
            placeholder={t('policies:list.search.placeholder')}
            value={q}
            onChange={search}
            kbd="/"
            width={286}
          />
        </div>
        {shown.length === 0 ? (
          <FilteredState
            title={t('policies:list.filtered', { text: q })}
            conditions={t('policies:list.condition', { text: q })}
            unfiltered={t('policies:list.filtered.total', { total: list.items.length })}
            onClear={() => search('')}
          />
        ) : (
          <div className={rows.list}>
            <div className={rows.listHead} aria-hidden="true">
              <span />
              <span>{t('policies:list.title')}</span>
              <span className={rows.figure}>{t('policies:list.resources')}</span>
              <span className={rows.figure}>{t('policies:list.alarms')}</span>
            </div>
            {groups.map(
              ({ key, items }) =>
                items.length > 0 && (
                  <Group key={key} label={t(`policies:list.${key}`, { count: items.length })}>
                    {items.map((policy) => (
                      <Row
                        key={policy.id}
                        policy={policy}
                        isCurrent={policy.id === currentId}
                        isTicked={ticked.has(policy.id)}
                        onOpen={() => onOpen(policy.id)}
                        onTick={() => tick(policy.id)}
                      />
                    ))}
                  </Group>
                ),
            )}
          </div>
        )}
      </Panel>
    </div>
  );
}

function Group({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <div className={rows.band}>{label}</div>
      {children}
    </>
  );
}

interface RowProps {
  readonly policy: Policy;
  readonly isCurrent: boolean;
  readonly isTicked: boolean;
  readonly onOpen: () => void;
  readonly onTick: () => void;
}

function Row({ policy, isCurrent, isTicked, onOpen, onTick }: RowProps) {
  const { t } = useTranslation('policies');
  const { name, governing, targeted, activeAlarms, isApplied } = policy;
  return (
    <div className={rows.row} data-current={isCurrent || undefined}>
      <span className={rows.tick}>
        <Checkbox checked={isTicked} onChange={onTick} aria-label={t('list.tick', { name })} />
      </span>
      <button
        type="button"
        className={rows.name}
        aria-current={isCurrent || undefined}
        aria-label={t('list.count', { name, governing, targeted, alarms: activeAlarms })}
        title={name}
        onClick={onOpen}
      >
        {name}
      </button>
      <span className={rows.figure}>{formatCount(isApplied ? governing : targeted)}</span>
      <span className={activeAlarms === 0 ? `${rows.figure} ${rows.quiet}` : rows.figure}>{formatCount(activeAlarms)}</span>
    </div>
  );
}
