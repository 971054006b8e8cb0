import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventReplay } from '../../../../shared/contracts/eventRules.ts';
import type { EventEffect } from '../../../../shared/domain/event/rule.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { formatCount, formatDateTime, formatNumber, formatWhen } from '../../../lib/format.ts';
import { ResourceLink } from '../NamedResource.tsx';
import styles from '../policies.module.css';
import own from './events.module.css';
import { type EventDraft, eventReplayQuery, isReplaying, useStartEventReplay, useStopEventReplay } from './queries.ts';

const SPANS = ['1', '7', '30'] as const;

/** 「近 30 天将触发 N 次」: stored records asked by the draft, with progress, and said when it was cut. */
export function EventReplayPanel({ draft, isSound }: { readonly draft: EventDraft; readonly isSound: boolean }) {
  const { t } = useTranslation(['eventRules', 'terms']);
  const [days, setDays] = useState<(typeof SPANS)[number]>('30');
  const [run, setRun] = useState<{ readonly id: string; readonly of: string } | null>(null);
  const start = useStartEventReplay();
  const stop = useStopEventReplay();
  const hindered = useActionReason('policy.edit');
  const { data, error } = useQuery({ ...eventReplayQuery(run?.id ?? ''), enabled: run !== null });
  const now = JSON.stringify([draft, days]);
  const reason = hindered ?? (isSound ? null : t('eventRules:replay.unsound'));
  const failure = start.error ?? error;
  const isRunning = data !== undefined && isReplaying(data, error as never);
  // Of a run that was forgotten while it ran nothing is true any more.
  const isLost = data?.state === 'running' && !isRunning;
  const begin = () => start.mutate({ draft, days: Number(days) }, { onSuccess: ({ id }) => setRun({ id, of: now }) });
  return (
    <Panel
      title={t('eventRules:replay.title', { days })}
      padded={false}
      actions={
        <>
          <Segmented
            label={t('eventRules:replay.days.label')}
            segments={SPANS.map((value) => ({ value, label: t('eventRules:replay.days', { days: value }) }))}
            value={days}
            onChange={setDays}
          />
          {isRunning ? (
            <Button onClick={() => stop.mutate(data.id)}>{t('eventRules:replay.stop')}</Button>
          ) : (
            <Button busy={start.isPending} reason={reason} reasonAt="hidden" onClick={begin}>
              {t(run ? 'eventRules:replay.again' : 'eventRules:replay.run')}
            </Button>
          )}
        </>
      }
    >
      {failure && (
        <p role="alert" className={styles.note}>
          {t(`terms:problem.${(failure as { code: 'replay.notFound' }).code}`)}
        </p>
      )}
      {run && data && !isLost ? (
        <ReplayOutcome replay={data} effect={draft.rule.effect} isStale={run.of !== now} />
      ) : (
        <p className={styles.note}>{reason ?? t('eventRules:replay.none')}</p>
      )}
    </Panel>
  );
}

function stateText(t: TFunction<'eventRules'>, { state, scanned, tookMs }: EventReplay): string {
  return t(`replay.${state}`, { scanned: formatCount(scanned), seconds: formatNumber(tookMs / 1000, 1) });
}

/** How far back there are records at all, where that is less than was asked for. */
function keptText(t: TFunction<'eventRules'>, { keptFrom, from, state }: EventReplay): string {
  if (keptFrom === null) return state === 'running' ? '' : t('replay.kept.none');
  return keptFrom > from ? t('replay.kept', { at: formatDateTime(keptFrom) }) : '';
}

interface OutcomeProps {
  readonly replay: EventReplay;
  readonly effect: EventEffect;
  readonly isStale: boolean;
}

/** Figures and lines of a run; while it runs they grow. */
export function ReplayOutcome({ replay, effect, isStale }: OutcomeProps) {
  const { t } = useTranslation('eventRules');
  const { hits, alarms, resources, strangers, shadowed, damaged, items } = replay;
  const figures = [
    ['hits', t('replay.hits'), hits],
    ['alarms', t(`replay.alarms.${effect}`), alarms],
    ['resources', t('replay.resources'), resources],
    ['strangers', t('replay.strangers'), strangers],
    ['shadowed', t('replay.shadowed'), shadowed],
  ] as const;
  return (
    <>
      <p className={styles.note} role="status">
        {isStale && <b>{t('replay.stale')} </b>}
        {stateText(t, replay)} {keptText(t, replay)} {damaged > 0 && t('replay.damaged', { count: damaged })}
      </p>
      <div className={styles.stats}>
        {figures.map(([key, name, value]) => (
          <div key={key} className={styles.stat}>
            <span>{name}</span>
            <b>{formatCount(value)}</b>
          </div>
        ))}
      </div>
      {items.length > 0 && <Lines items={items} />}
      {hits > 0 && <p className={`meta ${styles.note}`}>{t('replay.shown', { shown: items.length, total: formatCount(hits) })}</p>}
    </>
  );
}

function Lines({ items }: Pick<EventReplay, 'items'>) {
  const { t } = useTranslation('eventRules');
  const now = stationClock.now();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('replay.column.at')}</th>
          <th scope="col">{t('replay.column.from')}</th>
          <th scope="col">{t('replay.column.component')}</th>
          <th scope="col">{t('replay.column.line')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ at, resourceId, resourceName, source, component, line }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two records may be the same in everything
          <tr key={place} data-quiet={resourceId === null || undefined}>
            <td>{formatWhen(at, now)}</td>
            <td>{resourceId === null ? source : <ResourceLink id={resourceId} name={resourceName ?? source} />}</td>
            <td>{component}</td>
            <td className={own.code}>{line}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
