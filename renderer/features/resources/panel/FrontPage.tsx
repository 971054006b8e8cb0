import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { ResourceDetail } from '../../../../shared/contracts/resources.ts';
import { MOST_PARTS } from '../../../../shared/domain/hardware/part.ts';
import { portFinder } from '../../../../shared/domain/topology/portName.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { CursorProvider } from '../../../components/Chart/index.ts';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { PageHead } from '../../../components/Page/Page.tsx';
import { SimulatedTag } from '../../../components/ResourceName/ResourceName.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { useKeys } from '../../../lib/keys.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { beyondPort, ownLinks, useResourceLinks } from '../../neighbours/index.ts';
import { isDelivering, type MetricLatest } from '../page/metricGroups.ts';
import { PORT_STATES } from '../page/ports.ts';
import { hardwareQuery, latestQuery, resourceQuery, useLiveResource, useResourceAlarms } from '../queries.ts';
import { Front } from './Front.tsx';
import styles from './front.module.css';
import { ChangesPanel, PartsPanel } from './PartsPanel.tsx';
import { PortDetail } from './PortDetail.tsx';
import { type FrontSearch, frontOf, overlaysOf, portViews, socketsOf } from './panelModel.ts';
import { Summary } from './Summary.tsx';
import { stateOf } from './words.ts';

const route = getRouteApi('/shell/resources/$id/panel');
const NO_METRICS: readonly MetricLatest[] = [];
const NO_ALARMS: readonly Alarm[] = [];
/** Parts are told when a device is identified: once an hour. */
const PARTS_EVERY_MS = 3_600_000;
const SIGNS = { up: '', down: '', fault: '!', off: '', unknown: '?' } as const;

/** 设备面板: the front of one device, live; one port with its curves; its parts with serial numbers and what changed of them. */
export function FrontPage() {
  const { t } = useTranslation('panel');
  const { id } = route.useParams();
  const query = useQuery(resourceQuery(id));
  return (
    <CursorProvider>
      {query.data === undefined && <PageHead title={t('title')} />}
      <Loaded permission="resource.read" what={t('what')} query={query}>
        {(detail) => <Page key={id} id={id} detail={detail} />}
      </Loaded>
    </CursorProvider>
  );
}

function Page({ id, detail }: { readonly id: string; readonly detail: ResourceDetail }) {
  const { t } = useTranslation(['panel', 'resources', 'common']);
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const isLost = useIsLost();
  const live = useLiveResource(id);
  const resource = live && live.version >= detail.resource.version ? live : detail.resource;
  const latestAnswer = useQuery(latestQuery(id, resource.effectiveIntervalS)).data;
  const latest = latestAnswer?.items ?? NO_METRICS;
  const at = latestAnswer?.at ?? 0;
  const alarms = useResourceAlarms(id).data ?? NO_ALARMS;
  const hardwareAnswer = useQuery(hardwareQuery(id));
  const hardware = hardwareAnswer.data ?? null;
  const links = useResourceLinks(id).data?.items;
  const own = useMemo(() => ownLinks(id, links ?? []), [id, links]);
  const panel = useMemo(() => frontOf(hardware, detail.facts), [hardware, detail.facts]);
  const ports = useMemo(() => portViews(detail.facts, latest, alarms, hardware, at), [detail.facts, latest, alarms, hardware, at]);
  const sockets = useMemo(() => socketsOf(panel), [panel]);
  const overlays = overlaysOf(ports, hardware);
  const overlay = overlays.find((one) => one === search.overlay) ?? 'state';
  // A neighbour may spell the name of a port otherwise.
  const wanted = search.port === undefined ? null : (portFinder(sockets.map(({ key }) => key))(search.port) ?? null);
  const socket = sockets.find(({ key }) => key === wanted) ?? null;
  const health = useMemo(
    () =>
      new Map(
        latest.flatMap((item) =>
          item.metric === 'hardware.up' && item.value !== null && isDelivering(item, at)
            ? [[item.component, item.value === 1] as const]
            : [],
        ),
      ),
    [latest, at],
  );
  const remoteOf = (component: string) => beyondPort(own, component);
  const change = (next: Partial<FrontSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const close = () => (search.port === undefined ? void navigate({ to: '/resources/$id', params: { id } }) : change({ port: undefined }));
  useKeys([
    ...overlays.map((one, place) => ({
      ...{ id: `panel.overlay.${one}`, keys: `Digit${place + 1}`, group: t('panel:title') },
      title: t('panel:key.overlay', { name: t(`panel:overlay.${one}`) }),
      run: () => change({ overlay: one === 'state' ? undefined : one }),
    })),
    { id: 'panel.close', keys: 'Escape', title: t('panel:back'), group: t('panel:title'), run: close },
  ]);
  const states = sockets.map(({ component }) => stateOf(ports.get(component)));
  const up = latest.find(({ metric }) => metric === 'interface.up');
  return (
    <>
      <PageHead
        title={t('panel:title')}
        crumbs={[
          <Link key="list" to="/resources">
            {t('resources:title')}
          </Link>,
          <Link key="one" to="/resources/$id" params={{ id }}>
            {resource.name}
          </Link>,
        ]}
        meta={
          <>
            {t('panel:meta', {
              tally: t(panel.logical === 0 ? 'panel:count' : 'panel:count.logical', { total: panel.sockets, logical: panel.logical }),
              source: t(`panel:source.${panel.source}`),
            })}{' '}
            {resource.isSimulated && <SimulatedTag />}
          </>
        }
        actions={
          <Button kbd="Esc" onClick={() => void navigate({ to: '/resources/$id', params: { id } })}>
            {t('panel:back')}
          </Button>
        }
      />
      <div className={styles.bar}>
        <Segmented
          label={t('panel:overlay')}
          value={overlay}
          onChange={(next) => change({ overlay: next === 'state' ? undefined : next })}
          segments={overlays.map((one) => ({ value: one, label: t(`panel:overlay.${one}`) }))}
        />
        <Legend />
        <span className={styles.barEnd}>
          {up && <Age at={up.at} intervalMs={up.intervalMs} label={t('panel:age.ports')} />}
          {hardware && hardware.at !== null && <Age at={hardware.at} intervalMs={PARTS_EVERY_MS} label={t('panel:age.parts')} />}
        </span>
      </div>
      {panel.isCut && <Banner kind="notice" title={t('panel:cut', { most: MOST_PARTS })} />}
      {search.port !== undefined && socket === null && sockets.length > 0 && (
        <Banner kind="notice" title={t('panel:port.unknown', { name: search.port })} />
      )}
      <div className={styles.layout} data-lost={isLost || undefined}>
        <div className={styles.main}>
          <Loaded permission="resource.read" what={t('panel:what')} query={hardwareAnswer}>
            {(told) =>
              sockets.length === 0 && told.parts.length === 0 ? (
                <StateBlock icon="box" title={t('panel:none.title')}>
                  <p>{t('panel:none.text')}</p>
                </StateBlock>
              ) : (
                <>
                  <Front
                    panel={panel}
                    ports={ports}
                    overlay={overlay}
                    selected={socket?.key ?? null}
                    onSelect={(port) => change({ port })}
                    remoteOf={remoteOf}
                    health={health}
                  />
                  <PartsPanel hardware={told} />
                  {told.at !== null && <ChangesPanel hardware={told} />}
                </>
              )
            }
          </Loaded>
        </div>
        <aside className={styles.side} aria-label={t(socket === null ? 'panel:summary' : 'panel:port.charts')}>
          {socket === null ? (
            <Summary states={states} hardware={hardware} />
          ) : (
            <PortDetail
              key={socket.key}
              resource={resource}
              socket={socket}
              view={ports.get(socket.component)}
              remote={socket.component === '' ? null : remoteOf(socket.component)}
              latest={latest}
              alarms={alarms}
              powerAt={hardware?.power?.at ?? null}
              range={search.range ?? '6h'}
              onRange={(range) => change({ range })}
              onClose={() => change({ port: undefined })}
            />
          )}
        </aside>
      </div>
    </>
  );
}

function Legend() {
  const { t } = useTranslation('resources');
  return (
    <ul className={styles.legend}>
      {PORT_STATES.map((state) => (
        <li key={state}>
          <span className={styles.port} data-state={state} aria-hidden="true">
            {SIGNS[state]}
          </span>
          {t(`port.${state}`)}
        </li>
      ))}
    </ul>
  );
}
