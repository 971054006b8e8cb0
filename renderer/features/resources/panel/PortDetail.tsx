import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import type { LinkEnd } from '../../../../shared/contracts/topology.ts';
import { POWER_ASKED_MS } from '../../../../shared/domain/hardware/part.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { Socket } from '../../../../shared/domain/panel/panel.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { stationClock, useNow } from '../../../lib/clock.ts';
import { formatValue, formatWhen } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import { alarmTitle, markStateOf } from '../../alarms/index.ts';
import { MetricChart } from '../page/MetricChart.tsx';
import { GROUP_SPECS, type MetricLatest } from '../page/metricGroups.ts';
import { RANGE_NAMES, RANGES, type Range } from '../page/pageModel.ts';
import styles from './front.module.css';
import type { PortView } from './panelModel.ts';
import { errorText, partText, powerText, stateOf } from './words.ts';

/** Charts of one port: all of those of interfaces. */
const CHARTS = GROUP_SPECS.find(({ id }) => id === 'interface')?.charts ?? [];

export interface PortDetailProps {
  readonly resource: Resource;
  readonly socket: Socket;
  readonly view: PortView | undefined;
  readonly remote: LinkEnd | null;
  readonly latest: readonly MetricLatest[];
  readonly alarms: readonly Alarm[];
  readonly powerAt: Instant | null;
  readonly range: Range;
  readonly onRange: (range: Range) => void;
  readonly onClose: () => void;
}

/** Everything of one port: what it is, what is plugged in and beyond, its alarms and its curves. */
export function PortDetail({ resource, socket, view, remote, latest, alarms, powerAt, range, onRange, onClose }: PortDetailProps) {
  const { t } = useTranslation(['panel', 'resources', 'common']);
  const newest = latest.filter(({ component, value }) => component === socket.component && value !== null);
  const own = alarms.filter(({ component, cleared }) => cleared === null && component !== '' && component === socket.component);
  const figure = (value: number | null | undefined, unit: 'bit/s' | '%' | 'dBm', decimals: number): string =>
    value === null || value === undefined ? t('panel:value.none') : formatValue(value, unit, decimals);
  const youngest = newest.reduce<MetricLatest | null>((best, one) => (best === null || one.at > best.at ? one : best), null);
  return (
    <>
      <Panel
        title={t('panel:port.title', { name: socket.name })}
        age={youngest && <Age at={youngest.at} intervalMs={youngest.intervalMs} />}
        actions={
          <Button look="quiet" kbd="Esc" onClick={onClose}>
            {t('panel:port.close')}
          </Button>
        }
      >
        <dl className={styles.facts}>
          <Row name={t('panel:port.state')}>{view ? t(`resources:port.${stateOf(view)}`) : t('panel:label.free')}</Row>
          {view && view.alias !== '' && <Row name={t('panel:port.alias')}>{view.alias}</Row>}
          {view && <Row name={t('panel:port.speed')}>{figure(view.speed, 'bit/s', 0)}</Row>}
          {socket.media !== null && <Row name={t('panel:port.media')}>{t(`panel:media.${socket.media}`)}</Row>}
          {socket.media === 'pluggable' && (
            <Row name={t('panel:port.transceiver')}>
              {socket.transceiver ? partText(t, socket.transceiver) || socket.transceiver.component : t('panel:cage.empty')}
            </Row>
          )}
          {view && (
            <>
              <Row name={t('panel:port.traffic')}>
                {t('panel:port.traffic.text', { in: figure(view.inRate, 'bit/s', 0), out: figure(view.outRate, 'bit/s', 0) })}
              </Row>
              <Row name={t('panel:port.load')}>{figure(view.load, '%', 1)}</Row>
              <Row name={t('panel:port.errors')}>{view.errors === null ? t('panel:value.none') : errorText(t, view.errors)}</Row>
              {(view.rx !== null || view.tx !== null) && (
                <Row name={t('panel:port.light')}>
                  {t('panel:port.light.text', { rx: figure(view.rx, 'dBm', 2), tx: figure(view.tx, 'dBm', 2) })}
                </Row>
              )}
              {view.power && (
                <Row name={t('panel:port.power')}>
                  {powerText(t, view.power)} {powerAt !== null && <Age at={powerAt} intervalMs={POWER_ASKED_MS} />}
                </Row>
              )}
            </>
          )}
          {remote && (
            <Row name={t('panel:port.remote')}>
              {remote.resourceId === null ? (
                remote.name
              ) : (
                <Link to="/resources/$id/panel" params={{ id: remote.resourceId }} search={remote.port === '' ? {} : { port: remote.port }}>
                  {remote.name}
                </Link>
              )}{' '}
              {remote.port}
            </Row>
          )}
          {socket.part !== null && socket.part.component !== socket.name && <Row name={t('panel:port.part')}>{socket.part.component}</Row>}
        </dl>
      </Panel>
      <PortAlarms alarms={own} />
      <PortCharts resource={resource} component={socket.component} latest={latest} alarms={alarms} range={range} onRange={onRange} />
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function PortAlarms({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const { t } = useTranslation('panel');
  const now = useNow();
  if (!useCan('alarm.read')) return null;
  return (
    <Panel title={t('port.alarms')}>
      {alarms.length === 0 ? (
        <p className={styles.told}>{t('port.alarms.none')}</p>
      ) : (
        <ul className={styles.alarms}>
          {alarms.map((alarm) => (
            <li key={alarm.id}>
              <SeverityMark level={alarm.severity} state={markStateOf(alarm)} size={18} />
              <span className={styles.told}>{formatWhen(alarm.firstAt, now)}</span>
              <Link to="/alarms" search={{ alarm: alarm.id }} className="ellipsis">
                {alarmTitle(alarm)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface PortChartsProps extends Pick<PortDetailProps, 'resource' | 'latest' | 'alarms' | 'range' | 'onRange'> {
  readonly component: string;
}

function PortCharts({ resource, component, latest, alarms, range, onRange }: PortChartsProps) {
  const { t } = useTranslation(['panel', 'resources']);
  const window = useMemo(() => {
    const to = Math.floor(resource.retiredAt ?? stationClock.now());
    return { from: to - RANGES[range], to, isLive: resource.retiredAt === null };
  }, [range, resource.retiredAt]);
  const specs = CHARTS.filter(({ metrics }) =>
    latest.some((item) => item.component === component && metrics.some((metric) => metric === item.metric)),
  );
  return (
    <Panel
      title={t('panel:port.charts')}
      actions={
        <Segmented
          label={t('panel:range')}
          value={range}
          onChange={onRange}
          segments={RANGE_NAMES.map((name) => ({ value: name, label: t(`resources:range.${name}`) }))}
        />
      }
    >
      {component === '' || specs.length === 0 ? (
        <p className={styles.told}>{t('panel:port.charts.none')}</p>
      ) : (
        <div className={styles.charts}>
          {specs.map((spec) => (
            <MetricChart
              key={`${spec.id} ${component} ${range}`}
              spec={spec}
              component={component}
              resource={resource}
              latest={latest}
              alarms={alarms}
              window={window}
              compare={null}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}
