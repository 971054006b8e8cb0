import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { ResourceDetail } from '../../../../shared/contracts/resources.ts';
import type { LinkEnd } from '../../../../shared/contracts/topology.ts';
import type { Quality } from '../../../../shared/domain/observation/quality.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { qualityText } from '../../../components/Chart/index.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatValue } from '../../../lib/format.ts';
import { beyondPort, ownLinks, useResourceLinks } from '../../neighbours/index.ts';
import type { MetricLatest } from './metricGroups.ts';
import styles from './ports.module.css';
import { PORT_STATES, type Port, type PortState, portPanelOf } from './ports.ts';

const route = getRouteApi('/shell/resources/$id');

export interface PortsPanelProps {
  readonly resourceId: string;
  readonly facts: ResourceDetail['facts'];
  readonly latest: readonly MetricLatest[];
  readonly latestAt: number;
  readonly alarms: readonly Alarm[];
}

const SIGNS: Readonly<Record<PortState, string>> = { up: '', down: '', fault: '!', off: '', unknown: '?' };

/** 设备面板: every port of the device with its state (R-8.4.2-c2-5); one opens its curves. Nothing for a resource without interfaces. */
export function PortsPanel({ resourceId, facts, latest, latestAt, alarms }: PortsPanelProps) {
  const { t } = useTranslation('resources');
  const panel = useMemo(() => portPanelOf(facts, latest, alarms, latestAt), [facts, latest, alarms, latestAt]);
  const links = useResourceLinks(resourceId).data?.items;
  const own = useMemo(() => ownLinks(resourceId, links ?? []), [resourceId, links]);
  if (panel === null) return null;
  const up = latest.find(({ metric }) => metric === 'interface.up');
  const states = PORT_STATES.filter((state) => panel.groups.some(({ ports }) => ports.some((port) => port.state === state)));
  return (
    <Panel
      title={t('ports')}
      meta={t(panel.logical === 0 ? 'ports.count' : 'ports.count.logical', { total: panel.total, logical: panel.logical })}
      actions={
        <Link to="/resources/$id/panel" params={{ id: resourceId }}>
          {t('ports.open')}
        </Link>
      }
      age={up && <Age at={up.at} intervalMs={up.intervalMs} />}
    >
      <div className={styles.panel}>
        {panel.groups.map(({ prefix, ports }) => (
          <section key={prefix} className={styles.slot} aria-label={prefix || t('ports')}>
            <span className={styles.name} title={prefix}>
              {prefix}
            </span>
            <ul className={styles.ports}>
              {ports.map((port) => (
                <li key={port.component}>
                  <PortButton port={port} remote={beyondPort(own, port.component)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <ul className={styles.legend}>
          {states.map((state) => (
            <li key={state}>
              <span className={styles.port} data-state={state} aria-hidden="true">
                {SIGNS[state]}
              </span>
              {t(`port.${state}`)}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function PortButton({ port, remote }: { readonly port: Port; readonly remote: LinkEnd | null }) {
  const { t } = useTranslation('resources');
  const navigate = route.useNavigate();
  const { t: ofChart } = useTranslation(['chart', 'terms']);
  const rate = (value: number | null, quality: Quality | null): string => {
    const text = value === null ? t('ports.noRate') : formatValue(value, 'bit/s', 0);
    return quality === null ? text : ofChart('chart:cursor.noted', { value: text, note: qualityText(ofChart, quality) });
  };
  const label = t('ports.label', {
    name: port.alias === '' ? port.component : t('ports.named', { name: port.component, alias: port.alias }),
    state: t(`port.${port.state}`),
    speed: port.speed === null ? '' : t('ports.speed', { speed: formatValue(port.speed, 'bit/s', 0) }),
    in: rate(port.inRate, port.inQuality),
    out: rate(port.outRate, port.outQuality),
    remote: remote === null ? '' : t('ports.remote', { name: remote.name, port: remote.port }).trim(),
  });
  return (
    <button
      type="button"
      className={styles.port}
      data-state={port.state}
      aria-label={label}
      title={label}
      onClick={() => void navigate({ search: (old) => ({ ...old, group: 'interface', only: [port.component] }), replace: true })}
    >
      {SIGNS[port.state]}
    </button>
  );
}
