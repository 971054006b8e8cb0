import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyDraft } from '../../../../shared/contracts/policyEffect.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import styles from '../policies.module.css';
import { isUnderWay, replayQuery, useStartReplay, useStopReplay } from '../queries.ts';
import { ReplayResult } from './ReplayResult.tsx';

const SPANS = ['1', '7', '30'] as const;

/** 「将触发 N 次」: the draft over stored samples, with progress, and said when it was cut. */
export function ReplayPanel({ draft, isSound }: { readonly draft: PolicyDraft; readonly isSound: boolean }) {
  const { t } = useTranslation(['policies', 'terms']);
  const [days, setDays] = useState<(typeof SPANS)[number]>('30');
  const [run, setRun] = useState<{ readonly id: string; readonly of: string } | null>(null);
  const start = useStartReplay();
  const stop = useStopReplay();
  const hindered = useActionReason('policy.edit');
  const { data, error } = useQuery({ ...replayQuery(run?.id ?? ''), enabled: run !== null });
  const now = JSON.stringify([draft, days]);
  // A policy that exists may also take away what it judges now.
  const hasRule = draft.id !== null || draft.policy.metrics.length > 0;
  const reason = hindered ?? (isSound ? (hasRule ? null : t('policies:replay.noRule')) : t('policies:effect.unsound'));
  const failure = start.error ?? error;
  const isRunning = data !== undefined && isUnderWay(data, error);
  // Of a run that was forgotten while it ran nothing is true any more.
  const isLost = data?.state === 'running' && !isRunning;
  const begin = () => start.mutate({ draft, days: Number(days) }, { onSuccess: ({ id }) => setRun({ id, of: now }) });
  return (
    <Panel
      title={t('policies:replay.title.days', { days })}
      padded={false}
      actions={
        <>
          <Segmented
            label={t('policies:replay.days.label')}
            segments={SPANS.map((value) => ({ value, label: t('policies:replay.days', { days: value }) }))}
            value={days}
            onChange={setDays}
          />
          {isRunning ? (
            <Button onClick={() => stop.mutate(data.id)}>{t('policies:replay.stop')}</Button>
          ) : (
            <Button busy={start.isPending} reason={reason} reasonAt="hidden" onClick={begin}>
              {t(run ? 'policies:replay.again' : 'policies:replay.run')}
            </Button>
          )}
        </>
      }
    >
      {failure && (
        <p role="alert" className={styles.note}>
          {t(`terms:problem.${failure.code}`)}
        </p>
      )}
      {run && data && !isLost ? (
        <ReplayResult replay={data} isStale={run.of !== now} />
      ) : (
        <p className={styles.note}>{reason ?? t('policies:replay.none')}</p>
      )}
    </Panel>
  );
}
