import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkAround, NetworkLink, NetworkNode } from '../../../shared/contracts/topology.ts';
import type { Position } from '../../../shared/domain/topology/layout.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Icon } from '../../components/Icon/Icon.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { causeText } from '../alarms/index.ts';
import type { Canvas } from './canvas.ts';
import type { NetworkMarks, RootMark } from './marks.ts';
import { placesOf, stateOf } from './model.ts';
import styles from './topology.module.css';
import { useCanvas } from './useCanvas.ts';
import { type Held, useDrag } from './useDrag.ts';
import type { MapResource } from './world.ts';

export interface NetworkMapProps {
  readonly around: NetworkAround;
  resourceOf(id: string): MapResource | undefined;
  /** Ages are of now; what was has none. */
  readonly isPast: boolean;
  readonly marks: NetworkMarks;
  linkStateOf(link: NetworkLink): string;
  /** What is written on a link. */
  linkNoteOf(link: NetworkLink, from: Position, to: Position): string;
  linkLooksOf(link: NetworkLink): readonly string[];
  readonly node: string | null;
  readonly link: string | null;
  readonly hasPorts: boolean;
  /** What the map is of: another is brought into sight as a whole. */
  readonly subject: string;
  /** Where people have put nodes. */
  readonly fixed: ReadonlyMap<string, Position>;
  /** Why nodes cannot be moved; null where they can. */
  readonly fixedReason: string | null;
  onMove(key: string, to: Position): void;
  onNode(key: string): void;
  onLink(id: string): void;
  onNothing(): void;
  /** Gives the page a hold on what can be done with the map. */
  onReady(canvas: Pick<Canvas, 'showAll' | 'zoom' | 'places'>): void;
}

/** Devices as buttons above the lines between them: read, reached and focused like any other. */
export function NetworkMap(props: NetworkMapProps) {
  const { around, resourceOf, marks, linkStateOf, linkNoteOf, linkLooksOf, node, link, hasPorts, subject } = props;
  const { t } = useTranslation('topology');
  const { field, layer, canvas } = useCanvas(props);
  const known = useRef<ReadonlyMap<string, Position>>(new Map());
  const laid = useMemo(() => placesOf(around, known.current), [around]);
  known.current = laid;
  const [held, hold] = useState<Held | null>(null);
  const fixed = props.fixed;
  const places = useMemo(() => new Map([...laid, ...fixed, ...(held ? [[held.node, held.at] as const] : [])]), [laid, fixed, held]);
  // Let go of once the page knows where it is, or that it may not be there.
  const [heldOver, holdOver] = useState(fixed);
  if (heldOver !== fixed) {
    holdOver(fixed);
    hold(null);
  }
  // While one is dragged only its lines follow: the others are not drawn anew.
  const drawnPlaces = useMemo(() => new Map([...laid, ...fixed]), [laid, fixed]);
  useEffect(() => {
    if (held) canvas?.move(held.node, held.at);
  }, [canvas, held]);
  const drag = useDrag({
    scale: () => canvas?.scale() ?? 1,
    isOff: props.fixedReason !== null,
    onHold: hold,
    onDrop: ({ node: key, at }) => props.onMove(key, at),
  });
  useEffect(() => {
    canvas?.draw({
      ...{ nodes: around.nodes.map(({ key }) => key), places: drawnPlaces, links: around.links },
      ...{ stateOf: linkStateOf, noteOf: linkNoteOf, looksOf: linkLooksOf, hasPorts, of: subject },
    });
    canvas?.select(link);
  }, [canvas, drawnPlaces, around, linkStateOf, linkNoteOf, linkLooksOf, hasPorts, link, subject]);

  return (
    <div className={styles.map} data-at={around.at}>
      <div className={styles.field} ref={field} aria-hidden="true" />
      <ul className={styles.nodes} ref={layer} aria-label={t('map.nodes')}>
        {around.nodes.map((one) => {
          const position = places.get(one.key);
          return (
            position && (
              <li key={one.key} style={{ left: position.x, top: position.y }} {...drag(one.key, position)}>
                <NodeButton
                  node={one}
                  resource={one.resourceId === null ? undefined : resourceOf(one.resourceId)}
                  root={one.resourceId === null ? null : marks.rootOf(one.resourceId)}
                  cause={one.resourceId === null ? null : marks.causeOf(one.resourceId)}
                  isChosen={one.key === node}
                  isFixed={fixed.has(one.key)}
                  isPast={props.isPast}
                  onClick={() => props.onNode(one.key)}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface NodeProps {
  readonly node: NetworkNode;
  readonly resource: MapResource | undefined;
  readonly isPast: boolean;
  readonly root: RootMark | null;
  readonly cause: ReturnType<NetworkMarks['causeOf']>;
  readonly isChosen: boolean;
  /** Somebody has put it where it is. */
  readonly isFixed: boolean;
  onClick(): void;
}

function NodeButton({ node, resource, isPast, root, cause, isChosen, isFixed, onClick }: NodeProps) {
  const { t } = useTranslation(['topology', 'common']);
  const state = stateOf(node, resource);
  return (
    <button
      type="button"
      className={styles.node}
      data-state={state}
      data-fixed={isFixed || undefined}
      data-center={node.hops === 0 || undefined}
      data-root={root !== null || undefined}
      data-held={cause !== null || undefined}
      aria-pressed={isChosen}
      onClick={onClick}
    >
      <span className={styles.device}>
        <Icon name={resource?.resourceClass === 'RC2' ? 'switch' : 'box'} size={20} />
        {resource?.worst && (
          <span className={styles.badge}>
            <SeverityMark level={resource.worst} size={18} state={cause === null ? 'acknowledged' : 'suppressed'} />
          </span>
        )}
      </span>
      <span className={styles.name}>
        {root !== null && <Tag look="solid">{t('topology:root')}</Tag>} {node.name}
      </span>
      <span className={styles.state}>
        {cause !== null ? (
          causeText(cause)
        ) : root !== null ? (
          t('topology:root.consequences', { count: root.consequences.length })
        ) : state === 'answers' && resource && !isPast ? (
          <Age at={resource.checkedAt} intervalMs={resource.effectiveIntervalS * 1000} />
        ) : (
          t(`topology:state.${state}`)
        )}
        {resource?.isSimulated && <Tag>{t('common:simulated')}</Tag>}
      </span>
    </button>
  );
}
