import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkAround, NetworkLink, NetworkPaths } from '../../../../shared/contracts/topology.ts';
import { askedMs, linkState } from '../../../../shared/domain/topology/linkState.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { FilterBar, PageHead } from '../../../components/Page/Page.tsx';
import { formatCount, formatTime } from '../../../lib/format.ts';
import { useKeys } from '../../../lib/keys.ts';
import type { Canvas } from '../canvas.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { marksOf } from '../marks.ts';
import { stateOf } from '../model.ts';
import { NetworkMap } from '../NetworkMap.tsx';
import { EVERY_MS, usePaths } from '../queries.ts';
import styles from '../topology.module.css';
import { useWorld } from '../world.ts';
import { Zooming } from '../Zooming.tsx';
import { PathPanel } from './PathPanel.tsx';
import { waysOf } from './pathModel.ts';

const route = getRouteApi('/shell/topology');
const NOWHERE: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map();

/** Ways between two devices over the links that are known: the shortest, those that share nothing, and what all of them pass (R-8.4.2-c2-3). */
export function PathView({ from, to }: { readonly from: string; readonly to: string }) {
  const { t } = useTranslation('topology');
  const navigate = route.useNavigate();
  const query = usePaths(from, to);
  const { resources } = useWorld(undefined);
  const nameOf = (id: string): string => resources?.find((one) => one.id === id)?.name ?? '';
  const title = t('path.title', { from: nameOf(from), to: nameOf(to) });
  const back = () => void navigate({ search: { device: from } });
  const turn = () => void navigate({ search: { device: to, path: from } });
  useKeys([
    { id: 'topology.turn', keys: 'KeyW', title: t('path.turn'), group: t('title'), run: turn },
    { id: 'topology.close', keys: 'Escape', title: t('path.back'), group: t('title'), run: back },
  ]);
  return (
    <>
      <PageHead
        title={t('title')}
        crumbs={[
          <Button key="all" look="quiet" onClick={() => void navigate({ search: {} })}>
            {t('view.places')}
          </Button>,
          <Button key="from" look="quiet" onClick={back}>
            {nameOf(from)}
          </Button>,
          title,
        ]}
        actions={
          <>
            <Button kbd="w" onClick={turn}>
              {t('path.turn')}
            </Button>
            {query.data && <Age at={query.data.at} intervalMs={EVERY_MS} label={t('age')} />}
          </>
        }
      />
      <Loaded permission="resource.read" what={t('path.what')} query={query}>
        {(data) => <Ways paths={data} scope={title} onTarget={(id) => void navigate({ search: { device: from, path: id } })} />}
      </Loaded>
    </>
  );
}

function Ways({
  paths,
  scope,
  onTarget,
}: {
  readonly paths: NetworkPaths;
  readonly scope: string;
  readonly onTarget: (id: string) => void;
}) {
  const { t } = useTranslation('topology');
  const { resources, alarms, now } = useWorld(undefined);
  const [chosen, choose] = useState(0);
  const [selected, select] = useState<{ readonly node?: string; readonly link?: string }>({});
  const canvas = useRef<Pick<Canvas, 'showAll' | 'zoom' | 'places'> | null>(null);
  const ways = useMemo(() => waysOf(paths), [paths]);
  const around = useMemo(
    (): NetworkAround => ({ at: paths.at, nodes: paths.nodes, links: paths.links, beyond: { nodes: 0, links: 0 }, cut: 0 }),
    [paths],
  );
  const marks = useMemo(() => marksOf(alarms ?? []), [alarms]);
  const byId = useMemo(() => new Map(resources?.map((one) => [one.id, one])), [resources]);
  const minute = Math.floor(now / 60_000) * 60_000;
  const states = paths.links.map((link) => {
    const isHeard = [link.a, link.b].some(({ resourceId }) => resourceId !== null && byId.get(resourceId)?.reachable === true);
    const since = marks.downSince(link);
    const state = since !== null ? ('down' as const) : isHeard ? linkState(link, askedMs(link), minute) : ('unheard' as const);
    return [link.id, { state, since }] as const;
  });
  const shape = JSON.stringify(states);
  // Resources and alarms change several times a second, how links stand hardly ever: only then the map is drawn anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in it is said by its shape
  const standing = useMemo(() => new Map(states), [shape]);
  const linkStateOf = useCallback((link: NetworkLink) => standing.get(link.id)?.state ?? 'unheard', [standing]);
  const linkNoteOf = useCallback(
    (link: NetworkLink) => {
      const since = standing.get(link.id)?.since ?? null;
      return since === null ? '' : t('down.since', { at: formatTime(since) });
    },
    [standing, t],
  );
  const current = Math.min(chosen, Math.max(0, ways.length - 1));
  const along = useMemo(() => new Set(ways[current]?.links), [ways, current]);
  const linkLooksOf = useCallback((link: NetworkLink) => (along.has(link.id) ? ['way'] : []), [along]);
  useKeys(
    ways.slice(0, 9).map((_, index) => ({
      ...{ id: `topology.way${index}`, keys: `Digit${index + 1}`, title: t('path.key', { number: index + 1 }), group: t('title') },
      run: () => choose(index),
    })),
  );
  const drawn = t('path.drawn', {
    nodes: formatCount(paths.nodes.length),
    links: formatCount(paths.links.length),
    ways: formatCount(ways.length),
  });
  return (
    <>
      <FilterBar label={t('bar')} shown={drawn}>
        <Zooming canvas={canvas} />
        <ExportMenu
          scope={scope}
          at={paths.at}
          around={around}
          drawn={drawn}
          resourceOf={(id) => byId.get(id)}
          linkStateOf={linkStateOf}
          linkNoteOf={linkNoteOf}
          isEmphasised={(link) => along.has(link.id)}
          places={() => canvas.current?.places() ?? new Map()}
        />
      </FilterBar>
      <div className={styles.body}>
        <NetworkMap
          isPast={false}
          around={around}
          resourceOf={(id) => byId.get(id)}
          marks={marks}
          linkStateOf={linkStateOf}
          linkNoteOf={linkNoteOf}
          linkLooksOf={linkLooksOf}
          node={selected.node ?? null}
          link={selected.link ?? null}
          hasPorts={false}
          subject={`${paths.from} ${paths.to}`}
          fixed={NOWHERE}
          fixedReason={t('path.fixed')}
          onMove={() => undefined}
          onNode={(node) => select({ node })}
          onLink={(link) => select({ link })}
          onNothing={() => select({})}
          onReady={(made) => {
            canvas.current = made;
          }}
        />
        <PathPanel
          paths={paths}
          ways={ways}
          chosen={current}
          link={selected.link ?? null}
          resources={resources ?? []}
          linkStateOf={linkStateOf}
          stateTextOf={(resourceId) => t(`state.${stateOf({ resourceId }, resourceId === null ? undefined : byId.get(resourceId))}`)}
          onWay={choose}
          onLink={(link) => select({ link })}
          onTarget={onTarget}
        />
      </div>
    </>
  );
}
