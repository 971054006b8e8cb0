import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type LinkEnd, MOST_MOVES, type NetworkAround, type NetworkLink } from '../../../shared/contracts/topology.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { Position } from '../../../shared/domain/topology/layout.ts';
import { askedMs, type LinkState, linkState } from '../../../shared/domain/topology/linkState.ts';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { formatCount, formatTime } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { ChangesPanel } from './ChangesPanel.tsx';
import type { Canvas } from './canvas.ts';
import { ExportMenu } from './export/ExportMenu.tsx';
import { marksOf } from './marks.ts';
import { arrowsOf, fixedPlaces, freshLoad, HOPS, isBusy, lastDone, shareText, type TopologySearch, USUAL_HOPS, widthOf } from './model.ts';
import { NetworkMap } from './NetworkMap.tsx';
import { useLoad, useMapChange, useMapPlaces } from './queries.ts';
import { SelectionPanel } from './SelectionPanel.tsx';
import styles from './topology.module.css';
import { useWorld } from './world.ts';
import { Zooming } from './Zooming.tsx';

const NO_MOVES: readonly { readonly node: string; readonly to: Position | null }[] = [];
/** On more lines than this nothing is written: nobody could read it. */
const MOST_WRITTEN = 100;

interface BoardProps {
  readonly around: NetworkAround;
  /** Null where it is of a place. */
  readonly device: string | null;
  readonly search: TopologySearch;
  readonly hops: number | null;
  /** What the map is of, in words. */
  readonly scope: string;
  onChange(next: Partial<TopologySearch>): void;
  onDevice(id: string): void;
}

/** How a link stands; `since` it has been down. */
interface Standing {
  readonly state: LinkState;
  readonly since: Instant | null;
}

/** The value of the last time as long as its content, said by `key`, is the same. */
function useSteady<T>(value: T, key: string): T {
  const kept = useRef({ key, value });
  if (kept.current.key !== key) kept.current = { key, value };
  return kept.current.value;
}

/** What is drawn of a network, and beside it what is chosen. */
export function Board({ around, device, search, hops, scope, onChange, onDevice }: BoardProps) {
  const { t } = useTranslation('topology');
  const { t: tOf } = useTranslation('terms');
  const { resources, alarms, now, at, asked: world } = useWorld(search.at);
  const { data: load } = useLoad(at === null ? device : null, hops ?? USUAL_HOPS);
  const isLoadShown = at === null && search.load !== 'no' && around.links.length <= MOST_WRITTEN;
  const marks = useMemo(() => marksOf(alarms ?? []), [alarms]);
  const canvas = useRef<Pick<Canvas, 'showAll' | 'zoom' | 'places'> | null>(null);
  const minute = at ?? Math.floor(now / 60_000) * 60_000;
  const loads = useMemo(() => new Map(load?.items.map((one) => [one.id, freshLoad(one, minute)])), [load, minute]);
  const byId = useMemo(() => new Map(resources?.map((one) => [one.id, one])), [resources]);
  const resourceOf = (id: string) => byId.get(id);
  const isHeard = ({ resourceId }: LinkEnd) => resourceId !== null && byId.get(resourceId)?.reachable === true;
  const standings = around.links.map((link): readonly [string, Standing] => {
    const since = marks.downSince(link);
    const state = isHeard(link.a) || isHeard(link.b) ? linkState(link, askedMs(link), minute) : 'unheard';
    return [link.id, { state: since === null ? state : 'down', since }];
  });
  // Resources and alarms change several times a second, how links stand hardly ever: only then the map is drawn anew.
  const standing = useSteady(new Map(standings), JSON.stringify(standings));
  const linkStateOf = useCallback((link: NetworkLink) => standing.get(link.id)?.state ?? 'unheard', [standing]);
  const linkNoteOf = useCallback(
    (link: NetworkLink, from: Position, to: Position) => {
      const since = standing.get(link.id)?.since ?? null;
      if (since !== null) return t('down.since', { at: formatTime(since) });
      const load = isLoadShown ? loads.get(link.id) : undefined;
      const [there, back] = arrowsOf(from, to);
      const flows = [
        [there, load?.aToB],
        [back, load?.bToA],
      ] as const;
      return flows.flatMap(([arrow, flow]) => (flow ? [`${arrow}${shareText(flow)}`] : [])).join(' ');
    },
    [standing, loads, isLoadShown, t],
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
  const mayEdit = useActionReason('topology.edit');
  // Places of nodes are kept for the map around a device, and they are of now.
  const editReason = at !== null ? t('moved.past') : device === null ? t('moved.nowhere') : mayEdit;
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
  const counts = {
    nodes: formatCount(nodes.length),
    links: formatCount(links.length),
    beyond: formatCount(beyond.nodes),
    cut: formatCount(cut),
  };
  const drawn = t(device === null ? (cut === 0 ? 'place.drawn' : 'place.cut') : cut === 0 ? 'drawn' : 'drawn.cut', counts);
  // Nothing is drawn of which nobody knows yet how it stands.
  if (resources === undefined)
    return (
      <Loaded permission="resource.read" what={t('what')} query={world}>
        {() => null}
      </Loaded>
    );
  return (
    <>
      <FilterBar label={t('bar')} shown={drawn}>
        {hops !== null && (
          <Segmented
            label={t('hops')}
            segments={HOPS.map((count) => ({ value: String(count), label: t('hops.count', { count }) }))}
            value={String(hops)}
            onChange={(value) => onChange({ hops: Number(value) })}
          />
        )}
        {device !== null && at === null && (
          <Button pressed={search.load !== 'no'} onClick={() => onChange({ load: search.load === 'no' ? undefined : 'no' })}>
            {t('load')}
          </Button>
        )}
        <Button pressed={search.ports === 'yes'} onClick={() => onChange({ ports: search.ports === 'yes' ? undefined : 'yes' })}>
          {t('ports')}
        </Button>
        <Zooming canvas={canvas} />
        <ExportMenu
          scope={scope}
          at={at ?? around.at}
          around={around}
          drawn={drawn}
          resourceOf={resourceOf}
          linkStateOf={linkStateOf}
          linkNoteOf={linkNoteOf}
          isEmphasised={(link) => link.id === search.link}
          places={() => canvas.current?.places() ?? new Map()}
        />
        {device !== null && at === null && (
          <Button kbd="u" reason={undoReason} busy={undo.isPending} onClick={takeBack}>
            {t('moved.undo')}
          </Button>
        )}
        {fixed.size > 0 && at === null && (
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
          isPast={at !== null}
          around={around}
          resourceOf={resourceOf}
          marks={marks}
          linkNoteOf={linkNoteOf}
          linkLooksOf={linkLooksOf}
          linkStateOf={linkStateOf}
          node={chosen}
          link={search.link ?? null}
          subject={`${nodes[0]?.key} ${Math.max(...nodes.map((one) => one.hops))}`}
          hasPorts={search.ports === 'yes' && links.length <= MOST_WRITTEN}
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
        {at !== null && search.compare === 'yes' ? (
          <ChangesPanel at={at} onDevice={onDevice} />
        ) : (
          <SelectionPanel
            isPast={at !== null}
            around={around}
            link={search.link ?? null}
            node={chosen}
            from={device}
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
        )}
      </div>
    </>
  );
}
