import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type LinkEnd, MOST_MOVES, type NetworkAround, type NetworkLink } from '../../../shared/contracts/topology.ts';
import type { Position } from '../../../shared/domain/topology/layout.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar, PageHead } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatCount, formatTime } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useAlarms } from '../alarms/index.ts';
import { askedMs } from '../neighbours/index.ts';
import { useResources } from '../resources/index.ts';
import type { Canvas } from './canvas.ts';
import { DeviceList } from './DeviceList.tsx';
import { marksOf } from './marks.ts';
import {
  arrowsOf,
  fixedPlaces,
  freshLoad,
  HOPS,
  isBusy,
  lastDone,
  linkState,
  shareText,
  type TopologySearch,
  USUAL_HOPS,
  widthOf,
} from './model.ts';
import { NetworkMap } from './NetworkMap.tsx';
import { EVERY_MS, useAround, useLoad, useMapChange, useMapPlaces, useNetwork } from './queries.ts';
import { SelectionPanel } from './SelectionPanel.tsx';
import styles from './topology.module.css';

const route = getRouteApi('/shell/topology');
const STEP = 1.25;
const NO_MOVES: readonly { readonly node: string; readonly to: Position | null }[] = [];
/** On more lines than this nothing is written: nobody could read it. */
const MOST_WRITTEN = 100;

/** 拓扑: what is around a device, and why each link is believed in (R-8.4.2-c2-1, -c2-2); without a device, which ones there are to begin with. */
export function TopologyPage() {
  const { device } = route.useSearch();
  return device === undefined ? <Overview /> : <Focus key={device} device={device} />;
}

function Overview() {
  const { t } = useTranslation('topology');
  const network = useNetwork();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHead title={t('title')} actions={network.data && <Age at={network.data.at} intervalMs={EVERY_MS} label={t('age')} />} />
      <Loaded permission="resource.read" what={t('what')} query={network}>
        {(data) => (
          <DeviceList
            network={data}
            q={search.q ?? ''}
            onSearch={(q) => void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true })}
            onOpen={(id) => void navigate({ search: { device: id } })}
          />
        )}
      </Loaded>
    </>
  );
}

function Focus({ device }: { readonly device: string }) {
  const { t } = useTranslation(['topology', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const hops = search.hops ?? USUAL_HOPS;
  const around = useAround(device, hops);
  const { data: resources } = useResources(false);
  const name = resources?.items.find(({ id }) => id === device)?.name ?? around.data?.nodes[0]?.name ?? '';
  const change = (next: Partial<TopologySearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const group = t('topology:title');
  useKeys([
    ...HOPS.map((count) => ({
      ...{ id: `topology.hops${count}`, keys: `Digit${count}`, title: t('topology:key.hops', { count }), group },
      run: () => change({ hops: count }),
    })),
    {
      id: 'topology.close',
      keys: 'Escape',
      title: t('common:action.close'),
      group,
      run: () => change({ node: undefined, link: undefined, alarm: undefined }),
    },
  ]);
  return (
    <>
      <PageHead
        title={t('topology:title')}
        crumbs={[
          <Button key="all" look="quiet" onClick={() => void navigate({ search: {} })}>
            {t('topology:all')}
          </Button>,
          t('topology:around', { name, hops }),
        ]}
        actions={around.data && <Age at={around.data.at} intervalMs={EVERY_MS} label={t('topology:age')} />}
      />
      <Loaded permission="resource.read" what={t('topology:what')} query={around}>
        {(data) => (
          <Board
            around={data}
            device={device}
            search={search}
            hops={hops}
            onChange={change}
            onDevice={(id) => void navigate({ search: { device: id, hops } })}
          />
        )}
      </Loaded>
    </>
  );
}

interface BoardProps {
  readonly around: NetworkAround;
  readonly device: string;
  readonly search: TopologySearch;
  readonly hops: number;
  onChange(next: Partial<TopologySearch>): void;
  onDevice(id: string): void;
}

function Board({ around, device, search, hops, onChange, onDevice }: BoardProps) {
  const { t } = useTranslation('topology');
  const { t: tOf } = useTranslation('terms');
  const { data: resources } = useResources(false);
  const { data: alarms } = useAlarms();
  const { data: load } = useLoad(device, hops);
  const isLoadShown = search.load !== 'no' && around.links.length <= MOST_WRITTEN;
  const marks = useMemo(() => marksOf(alarms?.items ?? []), [alarms]);
  const canvas = useRef<Pick<Canvas, 'showAll' | 'zoom'> | null>(null);
  const now = useNow();
  // How a link stands changes within minutes, and the map is drawn anew for it.
  const minute = Math.floor(now / 60_000) * 60_000;
  const loads = useMemo(() => new Map(load?.items.map((one) => [one.id, freshLoad(one, minute)])), [load, minute]);
  const byId = useMemo(() => new Map(resources?.items.map((one) => [one.id, one])), [resources]);
  const resourceOf = (id: string) => byId.get(id);
  const isHeard = useCallback(({ resourceId }: LinkEnd) => resourceId !== null && byId.get(resourceId)?.reachable === true, [byId]);
  const linkStateOf = useCallback(
    (link: NetworkLink) => {
      if (marks.downSince(link) !== null) return 'down';
      return isHeard(link.a) || isHeard(link.b) ? linkState(link, askedMs(link), minute) : 'unheard';
    },
    [marks, isHeard, minute],
  );
  const linkNoteOf = useCallback(
    (link: NetworkLink, from: Position, to: Position) => {
      const since = marks.downSince(link);
      if (since !== null) return t('down.since', { at: formatTime(since) });
      const load = isLoadShown ? loads.get(link.id) : undefined;
      const [there, back] = arrowsOf(from, to);
      const flows = [
        [there, load?.aToB],
        [back, load?.bToA],
      ] as const;
      return flows.flatMap(([arrow, flow]) => (flow ? [`${arrow}${shareText(flow)}`] : [])).join(' ');
    },
    [marks, loads, isLoadShown, t],
  );
  const linkLooksOf = useCallback(
    (link: NetworkLink) => {
      const load = loads.get(link.id);
      return load ? [widthOf(load.speed), ...(isBusy(load) ? ['busy'] : [])] : [];
    },
    [loads],
  );
  const { data: places } = useMapPlaces(device);
  const { move, undo } = useMapChange(device);
  const editReason = useActionReason('topology.edit');
  // What was just put somewhere is there at once, and goes back where the station refuses it.
  const asked = move.isPending ? move.variables : NO_MOVES;
  const fixed = useMemo(() => fixedPlaces(places?.places ?? [], asked), [places, asked]);
  const put = (moves: typeof NO_MOVES) => move.mutate(moves);
  const failure = move.error ?? undo.error;
  const last = lastDone(places?.changes ?? []);
  const undoReason = editReason ?? (last === undefined ? t('moved.none') : null);
  const takeBack = () => {
    if (last && !undo.isPending) undo.mutate(last.version);
  };
  useKeys([{ id: 'topology.undo', keys: 'KeyU', title: t('key.undo'), group: t('title'), reason: undoReason, run: takeBack }]);
  const { nodes, links, beyond, cut } = around;
  // Who comes from an alarm has its device before him until something else is chosen.
  const chosen = search.node ?? (search.alarm !== undefined && search.link === undefined ? (nodes[0]?.key ?? null) : null);
  const counts = { nodes: formatCount(nodes.length), links: formatCount(links.length), beyond: formatCount(beyond.nodes) };
  return (
    <>
      <FilterBar label={t('bar')} shown={cut === 0 ? t('drawn', counts) : t('drawn.cut', { ...counts, cut: formatCount(cut) })}>
        <Segmented
          label={t('hops')}
          segments={HOPS.map((count) => ({ value: String(count), label: t('hops.count', { count }) }))}
          value={String(hops)}
          onChange={(value) => onChange({ hops: Number(value) })}
        />
        <Button pressed={search.load !== 'no'} onClick={() => onChange({ load: search.load === 'no' ? undefined : 'no' })}>
          {t('load')}
        </Button>
        <Button onClick={() => canvas.current?.showAll()}>{t('fit')}</Button>
        <Button onClick={() => canvas.current?.zoom(STEP)}>{t('nearer')}</Button>
        <Button onClick={() => canvas.current?.zoom(1 / STEP)}>{t('farther')}</Button>
        <Button kbd="u" reason={undoReason} busy={undo.isPending} onClick={takeBack}>
          {t('moved.undo')}
        </Button>
        {fixed.size > 0 && (
          <Button
            reason={editReason}
            busy={move.isPending}
            onClick={() => put([...fixed.keys()].slice(0, MOST_MOVES).map((node) => ({ node, to: null })))}
          >
            {t('moved.free')}
          </Button>
        )}
        {failure && <span role="alert">{t('moved.failed', { problem: tOf(`problem.${failure.code}`) })}</span>}
      </FilterBar>
      <div className={styles.body}>
        <NetworkMap
          around={around}
          resourceOf={resourceOf}
          marks={marks}
          linkNoteOf={linkNoteOf}
          linkLooksOf={linkLooksOf}
          linkStateOf={linkStateOf}
          node={chosen}
          link={search.link ?? null}
          subject={`${nodes[0]?.key} ${Math.max(...nodes.map((one) => one.hops))}`}
          hasPorts={links.length <= MOST_WRITTEN}
          fixed={fixed}
          fixedReason={editReason}
          onMove={(node, to) => put([{ node, to }])}
          onNode={(node) => onChange({ node, link: undefined })}
          onLink={(link) => onChange({ link, node: undefined })}
          onNothing={() => onChange({ node: undefined, link: undefined })}
          onReady={(made) => {
            canvas.current = made;
          }}
        />
        <SelectionPanel
          around={around}
          link={search.link ?? null}
          node={chosen}
          alarm={search.alarm ?? null}
          loadOf={(id) => loads.get(id)}
          places={places ?? null}
          undoReason={editReason}
          onUndo={(version) => undo.mutate(version)}
          marks={marks}
          resourceOf={resourceOf}
          linkStateOf={linkStateOf}
          onLink={(link) => onChange({ link, node: undefined })}
          onDevice={onDevice}
        />
      </div>
    </>
  );
}
