import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { ResourceDetail } from '../../../../shared/contracts/resources.ts';
import type { LinkEnd } from '../../../../shared/contracts/topology.ts';
import type { Quality } from '../../../../shared/domain/observation/quality.ts';
import type { Socket } from '../../../../shared/domain/panel/panel.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { qualityText } from '../../../components/Chart/index.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatValue } from '../../../lib/format.ts';
import { beyondPort, ownLinks, useResourceLinks } from '../../neighbours/index.ts';
import { frontOf, type PortView, portViews, socketsOf } from '../panel/panelModel.ts';
import { stateOf } from '../panel/words.ts';
import { hardwareQuery } from '../queries.ts';
import type { MetricLatest } from './metricGroups.ts';
import styles from './ports.module.css';
import { PORT_STATES, type PortState } from './ports.ts';

const route = getRouteApi('/shell/resources/$id');

export interface PortsPanelProps {
  readonly resourceId: string;
  readonly facts: ResourceDetail['facts'];
  readonly latest: readonly MetricLatest[];
  readonly latestAt: number;
  readonly alarms: readonly Alarm[];
}

const SIGNS: Readonly<Record<PortState, string>> = { up: '', down: '', fault: '!', off: '', unknown: '?' };

/** 设备面板: every port of the device as it stands, with its state (R-8.4.2-c2-5); one opens its curves. Nothing for a resource without ports. */
export function PortsPanel({ resourceId, facts, latest, latestAt, alarms }: PortsPanelProps) {
  const { t } = useTranslation(['resources', 'panel']);
  const hardware = useQuery(hardwareQuery(resourceId)).data ?? null;
  const front = useMemo(() => frontOf(hardware, facts), [hardware, facts]);
  const ports = useMemo(() => portViews(facts, latest, alarms, hardware, latestAt), [facts, latest, alarms, hardware, latestAt]);
  const links = useResourceLinks(resourceId).data?.items;
  const own = useMemo(() => ownLinks(resourceId, links ?? []), [resourceId, links]);
  if (front.sockets === 0) return null;
  const up = latest.find(({ metric }) => metric === 'interface.up');
  const present = new Set(socketsOf(front).map(({ component }) => stateOf(ports.get(component))));
  const tally = t(front.logical === 0 ? 'resources:ports.count' : 'resources:ports.count.logical', {
    total: front.sockets,
    logical: front.logical,
  });
  return (
    <Panel
      title={t('resources:ports')}
      meta={front.source === 'entities' ? t('panel:meta', { tally, source: t('panel:source.entities') }) : tally}
      actions={
        <Link to="/resources/$id/panel" params={{ id: resourceId }}>
          {t('resources:ports.open')}
        </Link>
      }
      age={up && <Age at={up.at} intervalMs={up.intervalMs} />}
    >
      <div className={styles.panel}>
        {front.units.map((unit) =>
          unit.slots.map((slot) =>
            slot.blocks.map((block) => {
              const name = [unit.part?.component ?? '', slot.part?.component ?? '', block.prefix].filter((one) => one !== '').join(' ');
              return (
                <section
                  key={`${unit.part?.index ?? ''} ${slot.part?.index ?? slot.name} ${block.prefix}`}
                  className={styles.slot}
                  aria-label={name || t('resources:ports')}
                >
                  <span className={styles.name} title={name}>
                    {block.prefix || slot.name}
                  </span>
                  <ul className={styles.ports} style={{ gridTemplateColumns: `repeat(${block.columns}, minmax(8px, 20px))` }}>
                    {block.places.map(({ item, row, column }) => (
                      <li key={item.key} style={{ gridRow: row + 1, gridColumn: column + 1 }}>
                        <PortButton socket={item} port={ports.get(item.component)} remote={beyondPort(own, item.component)} />
                      </li>
                    ))}
                  </ul>
                </section>
              );
            }),
          ),
        )}
        <ul className={styles.legend}>
          {PORT_STATES.filter((state) => present.has(state)).map((state) => (
            <li key={state}>
              <span className={styles.port} data-state={state} aria-hidden="true">
                {SIGNS[state]}
              </span>
              {t(`resources:port.${state}`)}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

interface PortButtonProps {
  readonly socket: Socket;
  readonly port: PortView | undefined;
  readonly remote: LinkEnd | null;
}

function PortButton({ socket, port, remote }: PortButtonProps) {
  const { t } = useTranslation('resources');
  const navigate = route.useNavigate();
  const { t: ofChart } = useTranslation(['chart', 'terms']);
  const rate = (value: number | null, quality: Quality | null): string => {
    const text = value === null ? t('ports.noRate') : formatValue(value, 'bit/s', 0);
    return quality === null ? text : ofChart('chart:cursor.noted', { value: text, note: qualityText(ofChart, quality) });
  };
  const state = stateOf(port);
  const label =
    port === undefined
      ? t('ports.free', { name: socket.name })
      : t('ports.label', {
          name: port.alias === '' ? port.component : t('ports.named', { name: port.component, alias: port.alias }),
          state: t(`port.${state}`),
          speed: port.speed === null ? '' : t('ports.speed', { speed: formatValue(port.speed, 'bit/s', 0) }),
          in: rate(port.inRate, port.inQuality),
          out: rate(port.outRate, port.outQuality),
          remote: remote === null ? '' : t('ports.remote', { name: remote.name, port: remote.port }).trim(),
        });
  return (
    <button
      type="button"
      className={styles.port}
      data-state={state}
      aria-label={label}
      title={label}
      onClick={() => {
        if (port) void navigate({ search: (old) => ({ ...old, group: 'interface', only: [port.component] }), replace: true });
      }}
    >
      {SIGNS[state]}
    </button>
  );
}
