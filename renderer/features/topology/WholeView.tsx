import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkWhole } from '../../../shared/contracts/networkWhole.ts';
import { SEVERITIES, type Severity } from '../../../shared/domain/alarm/severity.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import { useSkinStore } from '../../lib/skin.ts';
import { ChangesPanel } from './ChangesPanel.tsx';
import { marksOf } from './marks.ts';
import { ofMoment } from './model.ts';
import { useNetworkWhole } from './queries.ts';
import topology from './topology.module.css';
import styles from './WholeView.module.css';
import { createWholeCanvas, type WholeCanvas } from './wholeCanvas.ts';
import { abnormalOf, countDots, DOTS, type Dot, dotsOf, drawingOf, placingOf } from './wholeModel.ts';
import { type MapResource, useWorld, type World } from './world.ts';
import { Zooming } from './Zooming.tsx';

const route = getRouteApi('/shell/topology');
const MOST_LISTED = 100;

/** 全部设备: every device as a dot, by place, with all links between them; nothing is left out (R-8.4.2-c1-1, -c2-2). */
export function WholeView() {
  const { t } = useTranslation('topology');
  const search = route.useSearch();
  const query = useNetworkWhole(search.at);
  const world = useWorld(search.at);
  return (
    <Loaded permission="resource.read" what={t('what')} query={query}>
      {(whole) => (
        <Loaded permission="resource.read" what={t('what')} query={world.asked}>
          {() => world.resources && <Whole whole={whole} world={world} resources={world.resources} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface WholeProps {
  readonly whole: NetworkWhole;
  readonly world: World;
  readonly resources: readonly MapResource[];
}

function Whole({ whole, world, resources }: WholeProps) {
  const { t } = useTranslation('topology');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { alarms, at } = world;
  const byId = useMemo(() => new Map(resources.map((one) => [one.id, one])), [resources]);
  const marks = useMemo(() => marksOf(alarms ?? []), [alarms]);
  // Where dots stand depends on who is where, not on how they stand: that changes several times a second.
  const placing = useMemo(() => placingOf(resources), [resources]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `placing` is what it needs of `byId`
  const drawing = useMemo(() => drawingOf(whole, byId), [whole, placing]);
  // Ages are looked at every few seconds, not with every tick.
  const moment = at ?? Math.floor(world.now / 5000) * 5000;
  const dots = useMemo(() => dotsOf(drawing, byId, (id) => marks.causeOf(id) !== null, moment), [drawing, byId, marks, moment]);
  const abnormal = useMemo(() => abnormalOf(drawing, dots), [drawing, dots]);
  const chosen = search.node === undefined ? -1 : drawing.keys.indexOf(search.node);
  const choose = (index: number | null) =>
    void navigate({ search: (old) => ({ ...old, node: index === null ? undefined : drawing.keys[index] }), replace: true });
  const open = (index: number) => {
    const id = drawing.resourceIds[index] ?? null;
    if (id !== null) void navigate({ search: (old) => ({ ...ofMoment(old), device: id }) });
  };
  const canvas = useRef<WholeCanvas | null>(null);
  const isLost = useIsLost();
  const group = t('title');
  useKeys([
    {
      ...{ id: 'topology.open', keys: 'Enter', title: t('key.whole'), group, reason: chosen < 0 ? t('whole.nothing') : null },
      run: () => open(chosen),
    },
    { id: 'topology.close', keys: 'Escape', title: t('key.close'), group, run: () => choose(null) },
  ]);
  return (
    <>
      <FilterBar
        label={t('bar')}
        shown={t('whole.shown', {
          nodes: formatCount(whole.nodes.length),
          links: formatCount(whole.links),
          places: formatCount(drawing.grid.blocks.length),
        })}
      >
        <Zooming canvas={canvas} />
      </FilterBar>
      <div className={topology.body}>
        <Dots
          isOld={isLost && at === null}
          at={whole.at}
          drawing={drawing}
          dots={dots}
          chosen={chosen}
          onNode={choose}
          onOpen={open}
          onReady={(made) => {
            canvas.current = made;
          }}
        />
        {at !== null && search.compare === 'yes' ? (
          <ChangesPanel at={at} onDevice={(id) => void navigate({ search: (old) => ({ ...ofMoment(old), device: id }) })} />
        ) : (
          <aside className={topology.side} aria-label={t('selection')}>
            {chosen >= 0 && (
              <Panel title={drawing.names[chosen]} meta={t(`dot.${DOTS[dots[chosen] ?? 0] ?? 'unknown'}`)}>
                <p className={topology.actions}>
                  {drawing.resourceIds[chosen] == null ? (
                    t('node.strange')
                  ) : (
                    <Button look="primary" kbd="Enter" onClick={() => open(chosen)}>
                      {t('node.center')}
                    </Button>
                  )}
                </p>
              </Panel>
            )}
            <Legend dots={dots} />
            <Panel title={t('whole.abnormal')} meta={t('places.count.devices', { count: abnormal.length })} padded={false}>
              {abnormal.length === 0 ? (
                <p className={topology.note}>{t('whole.calm')}</p>
              ) : (
                <ul className={topology.links}>
                  {abnormal.slice(0, MOST_LISTED).map((index) => (
                    <li key={drawing.keys[index]}>
                      <button
                        type="button"
                        className={topology.link}
                        aria-pressed={index === chosen}
                        onClick={() => {
                          choose(index);
                          canvas.current?.show(index);
                        }}
                      >
                        <Sample dot={DOTS[dots[index] ?? 0] ?? 'unknown'} /> {drawing.names[index]}
                      </button>
                    </li>
                  ))}
                </ul>
              )}
              {abnormal.length > MOST_LISTED && (
                <p className={topology.note}>{t('whole.more', { count: abnormal.length - MOST_LISTED })}</p>
              )}
            </Panel>
          </aside>
        )}
      </div>
    </>
  );
}

interface DotsProps {
  /** The station is away: what is drawn is of before. */
  readonly isOld: boolean;
  readonly at: number;
  readonly drawing: ReturnType<typeof drawingOf>;
  readonly dots: Uint8Array;
  readonly chosen: number;
  onNode(index: number | null): void;
  onOpen(index: number): void;
  onReady(canvas: WholeCanvas): void;
}

function Dots(props: DotsProps) {
  const { at, drawing, dots, chosen, isOld } = props;
  const { t } = useTranslation('topology');
  const field = useRef<HTMLCanvasElement>(null);
  const [canvas, setCanvas] = useState<WholeCanvas | null>(null);
  const [hovered, hover] = useState<{ readonly index: number; readonly x: number; readonly y: number } | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!field.current) return;
    const made = createWholeCanvas(field.current, {
      onNode: (index) => latest.current.onNode(index),
      onOpen: (index) => latest.current.onOpen(index),
      onNothing: () => latest.current.onNode(null),
      onHover: (index, x, y) => hover((old) => (index === null ? null : old?.index === index ? old : { index, x, y })),
    });
    setCanvas(made);
    latest.current.onReady(made);
    return () => made.destroy();
  }, []);
  const skin = useSkinStore((state) => state.chosen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another skin has other colours
  useEffect(() => canvas?.wear(), [canvas, skin]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: how dots look is painted, not drawn
  useEffect(() => canvas?.draw(drawing, dots, t('places.none')), [canvas, drawing]);
  useEffect(() => canvas?.paint(dots), [canvas, dots]);
  useEffect(() => canvas?.choose(chosen < 0 ? null : chosen), [canvas, chosen]);
  return (
    <div className={topology.map} data-at={at} data-old={isOld || undefined}>
      <canvas ref={field} className={styles.field} role="img" aria-label={t('whole.map', { nodes: drawing.keys.length })} />
      {hovered && (
        <span className={styles.tip} style={{ left: hovered.x + 14, top: hovered.y + 10 }} aria-hidden="true">
          {drawing.names[hovered.index]} {t(`dot.${DOTS[dots[hovered.index] ?? 0] ?? 'unknown'}`)}
        </span>
      )}
    </div>
  );
}

const isSeverity = (dot: Dot): dot is Severity => (SEVERITIES as readonly string[]).includes(dot);

function Sample({ dot }: { readonly dot: Dot }) {
  return isSeverity(dot) ? <SeverityMark level={dot} size={14} state="acknowledged" /> : <i className={styles.sample} data-dot={dot} />;
}

/** What the dots mean, and how many there are of each: together as many as are drawn. */
function Legend({ dots }: { readonly dots: Uint8Array }) {
  const { t } = useTranslation('topology');
  const counts = useMemo(() => countDots(dots), [dots]);
  return (
    <Panel title={t('whole.legend')}>
      <ul className={styles.legend}>
        {DOTS.toReversed()
          .filter((dot) => (counts.get(dot) ?? 0) > 0)
          .map((dot) => (
            <li key={dot}>
              <Sample dot={dot} /> {t(`dot.${dot}`)} <b>{formatCount(counts.get(dot) ?? 0)}</b>
            </li>
          ))}
      </ul>
    </Panel>
  );
}
