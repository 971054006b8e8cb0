import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRule, EventRuleView } from '../../../../shared/contracts/eventRules.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { SearchInput, Select } from '../../../components/Input/Input.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { FilteredState } from '../../../components/StateBlock/StateBlock.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { formatCount, formatWhen } from '../../../lib/format.ts';
import { useKeys } from '../../../lib/keys.ts';
import rows from '../list/list.module.css';
import styles from '../policies.module.css';
import own from './events.module.css';
import { found, groupsOf } from './model.ts';
import { LIST_MS } from './queries.ts';

const route = getRouteApi('/shell/policies');

interface Props {
  readonly list: EventRuleView;
  readonly currentId: string | null;
  readonly onOpen: (id: string) => void;
}

/** Every rule in the order in which it is asked, with what it found in a day. */
export function EventList({ list, currentId, onOpen }: Props) {
  const { t } = useTranslation(['eventRules', 'policies', 'common']);
  const { q = '', origin, on, family } = route.useSearch();
  const navigate = route.useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const filter = (change: object) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  useKeys([
    { id: 'events.search', keys: 'Slash', title: t('eventRules:key.search'), group: t('policies:title'), run: () => box.current?.focus() },
  ]);
  const shown = found(list.items, { q, origin, on, family });
  const families = groupsOf(list.items).flatMap((group) => (group.family === '' ? [] : [group.family]));
  const conditions = [
    ...(q === '' ? [] : [t('eventRules:list.condition.text', { text: q })]),
    ...(origin === undefined ? [] : [t(`eventRules:filter.origin.${origin}`)]),
    ...(on === undefined ? [] : [t(`eventRules:filter.on.${on}`)]),
    ...(family === undefined ? [] : [family]),
  ];
  return (
    <div className={styles.fill}>
      <Panel
        title={t('eventRules:list.title')}
        meta={t('common:list.partial', { shown: shown.length, total: list.items.length })}
        age={<Age at={list.at} intervalMs={LIST_MS} />}
        padded={false}
        footer={<span>{t('eventRules:list.foot', { since: formatWhen(list.countedSince, stationClock.now()) })}</span>}
      >
        <div className={own.filters}>
          <SearchInput
            ref={box}
            label={t('eventRules:list.search')}
            placeholder={t('eventRules:list.search.placeholder')}
            value={q}
            onChange={(words) => filter({ q: words || undefined })}
            kbd="/"
            width={286}
          />
          <div className={own.filterRow}>
            <Segmented
              label={t('eventRules:filter.origin')}
              segments={(['all', 'own', 'builtIn'] as const).map((value) => ({ value, label: t(`eventRules:filter.origin.${value}`) }))}
              value={origin ?? 'all'}
              onChange={(value) => filter({ origin: value === 'all' ? undefined : value })}
            />
            <Segmented
              label={t('eventRules:filter.on')}
              segments={(['all', 'on', 'off'] as const).map((value) => ({ value, label: t(`eventRules:filter.on.${value}`) }))}
              value={on ?? 'all'}
              onChange={(value) => filter({ on: value === 'all' ? undefined : value })}
            />
          </div>
          <Select
            label={t('eventRules:filter.family')}
            value={family ?? ''}
            options={[{ value: '', label: t('eventRules:filter.family.all') }, ...families.map((value) => ({ value, label: value }))]}
            onChange={(value) => filter({ family: value || undefined })}
          />
        </div>
        {shown.length === 0 ? (
          <FilteredState
            title={t('eventRules:list.filtered')}
            conditions={conditions.join(t('common:list.separator'))}
            unfiltered={t('eventRules:list.filtered.total', { total: list.items.length })}
            onClear={() => filter({ q: undefined, origin: undefined, on: undefined, family: undefined })}
          />
        ) : (
          <div className={rows.list}>
            <div className={rows.listHead} aria-hidden="true">
              <span />
              <span>{t('eventRules:list.title')}</span>
              <span className={rows.figure}>{t('eventRules:list.hits')}</span>
              <span className={rows.figure}>{t('eventRules:list.alarms')}</span>
            </div>
            {groupsOf(shown).map((group) => (
              <Group key={group.family} family={group.family} items={group.items} currentId={currentId} onOpen={onOpen} />
            ))}
          </div>
        )}
      </Panel>
    </div>
  );
}

interface GroupProps extends Omit<Props, 'list'> {
  readonly family: string;
  readonly items: readonly EventRule[];
}

function Group({ family, items, currentId, onOpen }: GroupProps) {
  const { t } = useTranslation('eventRules');
  const count = items.length;
  return (
    <>
      <div className={rows.band}>{family === '' ? t('list.own', { count }) : t('list.family', { family, count })}</div>
      {items.map((rule) => (
        <Row key={rule.id} rule={rule} isCurrent={rule.id === currentId} onOpen={() => onOpen(rule.id)} />
      ))}
    </>
  );
}

function Row({ rule, isCurrent, onOpen }: { readonly rule: EventRule; readonly isCurrent: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation('eventRules');
  const { name, effect, isOn, hits, activeAlarms } = rule;
  const state = t(isOn ? 'state.on' : 'state.off');
  const figure = (value: number) => (value === 0 ? `${rows.figure} ${rows.quiet}` : rows.figure);
  return (
    <div className={rows.row} data-current={isCurrent || undefined} data-off={!isOn || undefined}>
      <span className={own.effect} aria-hidden="true">
        {t(`effect.${effect}`)}
      </span>
      <button
        type="button"
        className={isOn ? rows.name : `${rows.name} ${rows.quiet}`}
        aria-current={isCurrent || undefined}
        aria-label={t('list.row', { name, hits: hits.day, alarms: activeAlarms, state })}
        title={name}
        onClick={onOpen}
      >
        {name}
        {!isOn && <span className="meta"> {t('list.off')}</span>}
      </button>
      <span className={figure(hits.day)}>{formatCount(hits.day)}</span>
      <span className={figure(activeAlarms)}>{formatCount(activeAlarms)}</span>
    </div>
  );
}
