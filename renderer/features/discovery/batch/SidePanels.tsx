import { useTranslation } from 'react-i18next';
import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import { MOST_REQUESTS } from '../../../../shared/domain/discovery/plan.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatCount, formatDateTime, formatTime } from '../../../lib/format.ts';
import common from '../discovery.module.css';
import styles from './batch.module.css';
import { UndoPanel } from './UndoPanel.tsx';

/** Left of a review: what was asked, how that went, and what acceptance means. */
export function SidePanels({ run }: { readonly run: Discovery }) {
  return (
    <div className={common.side}>
      {run.kind === 'scan' && <ScopePanel run={run} />}
      <ScanPanel run={run} />
      <UndoPanel run={run} />
    </div>
  );
}

function ScopePanel({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation(['discovery', 'common']);
  return (
    <Panel
      title={t('discovery:panel.scope')}
      meta={t('discovery:panel.scope.meta', { at: formatDateTime(run.createdAt), by: run.createdBy })}
    >
      <dl className={common.facts}>
        <dt>{t('discovery:scope.ranges')}</dt>
        <dd className={styles.lines}>{run.ranges}</dd>
        <dt>{t('discovery:scope.exclusions')}</dt>
        <dd className={styles.lines}>{run.exclusions || t('common:value.none')}</dd>
        <dt>{t('discovery:scope.pace')}</dt>
        <dd>{t('discovery:form.pace.option', { pace: run.pace })}</dd>
        <dt>{t('discovery:scope.how')}</dt>
        <dd>{run.sets.length === 0 ? t('discovery:scope.how.icmp') : t('discovery:scope.how.value', { port: run.port })}</dd>
        <dt>{t('discovery:scope.sets')}</dt>
        <dd>{run.sets.length === 0 ? t('discovery:scope.sets.none') : <Sets run={run} />}</dd>
      </dl>
    </Panel>
  );
}

function Sets({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation('discovery');
  return (
    <ol className={styles.trials}>
      {run.sets.map(({ id, name, opened, refused, silent }) => (
        <li key={id}>
          <span>{name}</span>
          <span className="meta">
            {opened > 0
              ? t('trial.opened', { opened: formatCount(opened) })
              : refused + silent > 0
                ? t('trial.failed', { refused, silent })
                : t('trial.untried')}
          </span>
        </li>
      ))}
    </ol>
  );
}

function ScanPanel({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation('discovery');
  if (run.kind === 'import') {
    return (
      <Panel title={t('kind.import')} meta={t('panel.scope.meta', { at: formatDateTime(run.createdAt), by: run.createdBy })}>
        <p>{t('scan.import', { rows: formatCount(run.total) })}</p>
      </Panel>
    );
  }
  const when =
    run.endedAt === null
      ? t('scan.since', { from: formatTime(run.createdAt) })
      : t('scan.time', { from: formatTime(run.createdAt), to: formatTime(run.endedAt) });
  return (
    <Panel title={t('panel.scan')} meta={when}>
      <div className={styles.bars}>
        <Bar name={t('scan.asked')} value={run.asked} of={run.total} />
        <Bar name={t('scan.answered')} value={run.answered} of={run.total} />
        <Bar name={t('scan.opened')} value={run.opened} of={run.total} />
        <Bar name={t('scan.excluded')} value={run.excluded} of={run.total + run.excluded} isSkipped />
      </div>
      <p className="meta">
        {t('scan.packets', { packets: formatCount(run.packets), most: formatCount(run.mostRequests), limit: formatCount(MOST_REQUESTS) })}
      </p>
    </Panel>
  );
}

interface BarProps {
  readonly name: string;
  readonly value: number;
  readonly of: number;
  /** Hatched: it was not asked. */
  readonly isSkipped?: boolean;
}

function Bar({ name, value, of, isSkipped = false }: BarProps) {
  return (
    <>
      <span className="meta">{name}</span>
      <span className={styles.bar} aria-hidden="true">
        <i data-skipped={isSkipped || undefined} style={{ width: `${of === 0 ? 0 : Math.min(100, (100 * value) / of)}%` }} />
      </span>
      <b>{formatCount(value)}</b>
    </>
  );
}
