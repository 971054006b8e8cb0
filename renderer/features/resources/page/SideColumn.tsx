import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { Resource, ResourceDetail } from '../../../../shared/contracts/resources.ts';
import { NeighboursPanel } from '../../neighbours/index.ts';
import { AlarmsPanel } from './AlarmsPanel.tsx';
import { ChecksPanel } from './ChecksPanel.tsx';
import { FactsPanel } from './FactsPanel.tsx';
import type { MetricLatest } from './metricGroups.ts';
import { PolicyPanel } from './PolicyPanel.tsx';
import { PortsPanel } from './PortsPanel.tsx';
import styles from './page.module.css';
import { TopPanel } from './TopPanel.tsx';

const NO_ALARMS: readonly Alarm[] = [];

export interface SideColumnProps {
  readonly resource: Resource;
  readonly detail: ResourceDetail;
  readonly latest: readonly MetricLatest[];
  /** When `latest` was asked. */
  readonly latestAt: number;
  /** Null while they are not known. */
  readonly alarms: readonly Alarm[] | null;
}

/** Right column: what the resource is, how it is checked, what is wrong with it, what is busiest. */
export function SideColumn({ resource, detail, latest, latestAt, alarms }: SideColumnProps) {
  const { t } = useTranslation('resources');
  const isAsked = resource.retiredAt === null && resource.checks.some(({ protocol }) => protocol === 'snmp');
  return (
    <aside className={styles.side} aria-label={t('side')}>
      <FactsPanel resource={resource} facts={detail.facts} />
      <ChecksPanel resource={resource} checks={detail.checks} />
      <PortsPanel resourceId={resource.id} facts={detail.facts} latest={latest} latestAt={latestAt} alarms={alarms ?? NO_ALARMS} />
      {isAsked && <NeighboursPanel resourceId={resource.id} />}
      <AlarmsPanel alarms={alarms} />
      <PolicyPanel resource={resource} />
      <TopPanel title={t('top.filesystem')} metric="filesystem.utilisation" latest={latest} at={latestAt} limit={100} />
      <TopPanel title={t('top.interface')} metric="interface.in" latest={latest} at={latestAt} limit={null} />
    </aside>
  );
}
