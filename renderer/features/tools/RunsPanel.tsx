import { useTranslation } from 'react-i18next';
import type { ToolRun, ToolRunList } from '../../../shared/contracts/tools.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatCount, formatWhen } from '../../lib/format.ts';
import { oidText } from './model.ts';
import { LIST_MS, type useRuns } from './queries.ts';
import styles from './tools.module.css';

type Listed = ToolRunList['items'][number];

interface Props {
  readonly query: ReturnType<typeof useRuns>;
  readonly shown: string | undefined;
  onOpen(run: Listed): void;
}

/** What was run against the resource lately, by whom, and how it ended. */
export function RunsPanel({ query, shown, onOpen }: Props) {
  const { t } = useTranslation('tools');
  const { data } = query;
  return (
    <Panel
      title={t('runs')}
      meta={data ? t('runs.count', { shown: formatCount(data.items.length), total: formatCount(data.total) }) : undefined}
      age={data && <Age at={data.at} intervalMs={LIST_MS} />}
      padded={false}
    >
      <Loaded permission="tool.read" what={t('what.runs')} query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="meta" style={{ padding: 'var(--s-3)' }}>
              {t('runs.none')}
            </p>
          ) : (
            <ul className={styles.runs}>
              {items.map((run) => (
                <li key={run.id}>
                  <RunButton run={run} isShown={run.id === shown} onOpen={() => onOpen(run)} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function RunButton({ run, isShown, onOpen }: { readonly run: Listed; readonly isShown: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation('tools');
  const now = useNow();
  return (
    <button type="button" aria-current={isShown || undefined} onClick={onOpen}>
      <span className={styles.what}>{useJobText(run)}</span>
      <span>{t(`state.${run.state}`)}</span>
      <span className="meta">{run.byName}</span>
      <span className="meta">{formatWhen(run.startedAt, now)}</span>
    </button>
  );
}

/** What a run was asked to do, in words. */
export function useJobText({ job, rows }: Pick<ToolRun, 'job' | 'rows'>): string {
  const { t } = useTranslation('tools');
  switch (job.tool) {
    case 'ping':
      return t('runs.ping', { count: job.count });
    case 'trace':
      return t('runs.trace', { count: job.maxHops });
    case 'port':
      return t('runs.port', { ports: job.ports.join(' ') });
    case 'snmp':
      return t('runs.snmp', { oid: oidText(job.oid), rows: formatCount(rows) });
    default:
      return job satisfies never;
  }
}
