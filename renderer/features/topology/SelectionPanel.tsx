import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MapPlaces, NetworkAround, NetworkLink, NetworkLinkLoad } from '../../../shared/contracts/topology.ts';
import type { LinkState } from '../../../shared/domain/topology/linkState.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { formatDateTime, formatNumber, formatValue } from '../../lib/format.ts';
import { alarmTitle, causeText } from '../alarms/index.ts';
import { Evidence } from '../neighbours/index.ts';
import { LinkLoadSection } from '../network/index.ts';
import { ToolsKeyLink, ToolsLink } from '../tools/index.ts';
import type { NetworkMarks } from './marks.ts';
import { shareText, stateOf } from './model.ts';
import { PathLink } from './paths/PathLink.tsx';
import styles from './topology.module.css';
import type { MapResource } from './world.ts';

interface Props {
  readonly around: NetworkAround;
  readonly link: string | null;
  readonly node: string | null;
  /** The device the map is around; null where it is around none. */
  readonly from: string | null;
  /** The alarm one came from. */
  readonly alarm: string | null;
  readonly marks: NetworkMarks;
  loadOf(link: string): NetworkLinkLoad | undefined;
  /** Who moved what on the map; null while it is not known. */
  readonly places: MapPlaces | null;
  readonly undoReason: string | null;
  onUndo(version: number): void;
  resourceOf(id: string): MapResource | undefined;
  /** What is of now only is left out. */
  readonly isPast: boolean;
  linkStateOf(link: NetworkLink): LinkState;
  onLink(id: string): void;
  onDevice(id: string): void;
}

/** Beside the map: what is selected, else all links that are drawn, by name, for whoever does not see the lines. */
export function SelectionPanel({
  around,
  link: linkId,
  node: nodeKey,
  from,
  alarm,
  marks,
  loadOf,
  places,
  undoReason,
  onUndo,
  resourceOf,
  isPast,
  linkStateOf,
  onLink,
  onDevice,
}: Props) {
  const { t } = useTranslation('topology');
  const link = around.links.find(({ id }) => id === linkId);
  const node = around.nodes.find(({ key }) => key === nodeKey);
  const nameOf = (id: string): string => around.nodes.find(({ resourceId }) => resourceId === id)?.name ?? '';
  if (link) {
    return (
      <aside className={styles.side} aria-label={t('selection')}>
        <Panel title={t('link.title', { a: link.a.name, b: link.b.name })}>
          <p>{t('link.ports', { a: portOf(link.a.port), b: portOf(link.b.port) })}</p>
          {!isPast && <Load link={link} load={loadOf(link.id)} />}
          <p className={styles.confidence}>{t('link.confidence', { value: formatNumber(link.confidence, 2) })}</p>
          {marks.downSince(link) !== null && <p>{t('down.since', { at: formatDateTime(marks.downSince(link) ?? 0) })}</p>}
          <p className={styles.actions}>
            {[link.a, link.b].map(
              ({ resourceId, name }) => resourceId !== null && <ToolsLink key={resourceId} id={resourceId} name={name} />,
            )}
          </p>
          <Evidence link={link} />
          {!isPast && <LinkLoadSection a={link.a} b={link.b} />}
        </Panel>
      </aside>
    );
  }
  const shown = node ? around.links.filter(({ a, b }) => a.node === node.key || b.node === node.key) : around.links;
  const resource = node?.resourceId ? resourceOf(node.resourceId) : undefined;
  const standing = (one: NetworkLink) => {
    const state = linkStateOf(one);
    return state !== 'seen' && <Tag look="dashed">{t(state === 'doubtful' ? 'conflict' : state)}</Tag>;
  };
  function portOf(port: string): string {
    return port === '' ? t('port.unknown') : port;
  }
  return (
    <aside className={styles.side} aria-label={t('selection')}>
      {node && (
        <Panel title={node.name} meta={t(`state.${stateOf(node, resource)}`)}>
          {resource ? (
            <div className={styles.about}>
              <p>
                {resource.worst && <SeverityMark level={resource.worst} size={18} />} {t('node.alarms', { count: resource.activeAlarms })}
              </p>
              {!isPast && (
                <p>
                  {resource.address} <Age at={resource.checkedAt} intervalMs={resource.effectiveIntervalS * 1000} />
                </p>
              )}
              <p className={styles.actions}>
                <Link to="/resources/$id" params={{ id: resource.id }}>
                  {t('node.open')}
                </Link>
                <Button onClick={() => onDevice(resource.id)}>{t('node.center')}</Button>
                {!isPast && from !== null && from !== resource.id && <PathLink from={from} to={resource.id} name={nameOf(from)} />}
                <ToolsKeyLink id={resource.id} name={node.name} />
              </p>
            </div>
          ) : (
            <p>{t('node.strange')}</p>
          )}
        </Panel>
      )}
      {resource && <Why resource={resource} alarm={alarm} marks={marks} />}
      <Panel title={t(node ? 'links.of' : 'links')} meta={t('links.count', { count: shown.length })} padded={false}>
        {shown.length === 0 ? (
          <p className={styles.note}>{t('links.none')}</p>
        ) : (
          <ul className={styles.links}>
            {shown.map((one) => (
              <li key={one.id}>
                <button type="button" className={styles.link} onClick={() => onLink(one.id)}>
                  {textOf(one, portOf)} {standing(one)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {!node && !isPast && places && places.changes.length > 0 && <Moves places={places} reason={undoReason} onUndo={onUndo} />}
    </aside>
  );
}

const MOVES_LISTED = 10;

/** Who moved what on the map, each change with the way back (R-8.4.2-c2-2). */
function Moves({
  places,
  reason,
  onUndo,
}: {
  readonly places: MapPlaces;
  readonly reason: string | null;
  readonly onUndo: Props['onUndo'];
}) {
  const { t } = useTranslation('topology');
  return (
    <Panel title={t('moved')} meta={t('moved.version', { version: places.version })}>
      <ul className={styles.flows}>
        {places.changes.slice(0, MOVES_LISTED).map(({ version, at, byName, moved, undoes }) => (
          <li key={version}>
            <span>
              {undoes === null
                ? t('moved.by', { name: byName, count: moved, at: formatDateTime(at) })
                : t('moved.undone', { name: byName, version: undoes, at: formatDateTime(at) })}
            </span>
            <Button look="quiet" reason={reason} onClick={() => onUndo(version)}>
              {t('moved.undo.label', { version })}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What a link carries in both directions, with the age of each figure. */
function Load({ link: { a, b }, load }: { readonly link: NetworkLink; readonly load: NetworkLinkLoad | undefined }) {
  const { t } = useTranslation('topology');
  if (!load || (load.aToB === null && load.bToA === null)) return <p className={styles.confidence}>{t('load.none')}</p>;
  const flows = [
    [a.name, b.name, load.aToB],
    [b.name, a.name, load.bToA],
  ] as const;
  return (
    <ul className={styles.flows}>
      {flows.map(([from, to, flow]) => (
        <li key={from}>
          <span>{t('load.way', { from, to })}</span>
          {flow === null ? (
            <span className="meta">{t('load.unknown')}</span>
          ) : (
            <>
              <b>
                {formatValue(flow.bits, 'bit/s', 1)}
                {flow.share !== null && ` · ${shareText(flow)}`}
              </b>
              <Age at={flow.at} intervalMs={flow.intervalMs} />
            </>
          )}
        </li>
      ))}
      <li>
        <span>{t('load.speed')}</span>
        <b>{load.speed === null ? t('load.unknown') : formatValue(load.speed, 'bit/s', 0)}</b>
      </li>
      {load.errors !== null && (
        <li>
          <span>{t('load.errors')}</span>
          <b>{formatValue(load.errors, '1/s', 2)}</b>
        </li>
      )}
    </ul>
  );
}

const MOST_LISTED = 20;

/** Why a device is the root, or held to be silent by another; and the way back to the alarm one came from. */
function Why({ resource, alarm, marks }: { readonly resource: MapResource; readonly alarm: string | null; readonly marks: NetworkMarks }) {
  const { t } = useTranslation('topology');
  const root = marks.rootOf(resource.id);
  const cause = marks.causeOf(resource.id);
  const back = root?.alarm.id ?? alarm;
  const certainty = root?.consequences[0]?.cause?.certainty ?? 1;
  const more = (root?.consequences.length ?? 0) - MOST_LISTED;
  return (
    <>
      {root && (
        <Panel title={t('root.title')}>
          <p>{t('root.silent', { title: alarmTitle(root.alarm), at: formatDateTime(root.alarm.activeAt) })}</p>
          <p>{certainty < 1 ? t('root.maybe', { value: formatNumber(certainty, 2) }) : t('root.sure')}</p>
          <p className={styles.confidence}>{t('root.held', { count: root.consequences.length })}</p>
          <ul className={styles.held}>
            {root.consequences.slice(0, MOST_LISTED).map((one) => (
              <li key={one.id}>
                <SeverityMark level={one.severity} state="suppressed" size={16} /> {one.resourceName} {alarmTitle(one)}
              </li>
            ))}
          </ul>
          {more > 0 && <p>{t('root.more', { count: more })}</p>}
        </Panel>
      )}
      {cause && (
        <Panel title={t('held.title')}>
          <p>{causeText(cause)}</p>
        </Panel>
      )}
      {back !== null && (
        <p className={styles.actions}>
          <Link to="/alarms" search={{ alarm: back }}>
            {t('toAlarm')}
          </Link>
        </p>
      )}
    </>
  );
}

const textOf = ({ a, b }: NetworkLink, portOf: (port: string) => string): string =>
  `${a.name} ${portOf(a.port)} — ${b.name} ${portOf(b.port)}`;
