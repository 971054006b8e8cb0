import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkEnd } from '../../../../shared/contracts/topology.ts';
import type { Part } from '../../../../shared/domain/hardware/part.ts';
import { type Block, endOf } from '../../../../shared/domain/panel/block.ts';
import type { Panel as PanelModel, PanelUnit, Slot, Socket } from '../../../../shared/domain/panel/panel.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import styles from './front.module.css';
import { neighbourOf, type Overlay, type PortView, socketsOf, type Way } from './panelModel.ts';
import { overlayText, partText, portLabel, stateOf } from './words.ts';

export interface FrontProps {
  readonly panel: PanelModel;
  readonly ports: ReadonlyMap<string, PortView>;
  readonly overlay: Overlay;
  /** Key of the port that is looked at. */
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  remoteOf(component: string): LinkEnd | null;
  /** What the device says of a part by its name: it works, it failed. */
  readonly health: ReadonlyMap<string, boolean>;
}

const WAYS: Readonly<Record<string, Way>> = {
  ...{ ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' },
};
const SIGNS = { up: '', down: '', fault: '!', off: '', unknown: '?' } as const;
/** A port is busy from here on, per cent: the limit of links. */
const BUSY = 80;

interface Drawn extends FrontProps {
  /** The port that Tab leads to; arrows lead to the others. */
  readonly current: string;
}

/** Every chassis of a device with its boards and ports (R-8.4.2-c2-5). One Tab leads to the ports, arrows from one to the next as they stand. */
export function Front(props: FrontProps) {
  const { panel, selected } = props;
  const [walked, walk] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const all = socketsOf(panel);
  const isThere = (key: string | null): key is string => key !== null && all.some((one) => one.key === key);
  const current = isThere(walked) ? walked : isThere(selected) ? selected : (all[0]?.key ?? '');

  function onKeyDown(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    if (way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = neighbourOf(panel, current, way);
    walk(next);
    frame.current?.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(next)}"]`)?.focus();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys of the ports in it, which are buttons
    <div ref={frame} className={styles.front} onKeyDown={onKeyDown}>
      {panel.units.map((unit) => (
        <Unit key={unit.part?.index ?? 'none'} unit={unit} {...props} current={current} />
      ))}
      <Reported panel={panel} health={props.health} />
    </div>
  );
}

function Unit({ unit, ...drawn }: { readonly unit: PanelUnit } & Drawn) {
  const { t } = useTranslation(['panel', 'resources']);
  const { part, slots, others } = unit;
  const { panel, health } = drawn;
  const title =
    part === null
      ? t(panel.source === 'interfaces' ? 'panel:unit.device' : 'panel:unit.none')
      : t(panel.isStack ? 'panel:unit.member' : 'panel:unit.chassis', { name: part.component });
  return (
    <Panel title={title} meta={part ? partText(t, part) : undefined}>
      <div className={styles.slots}>
        {slots.map((slot) => (
          <SlotRow key={slot.part?.index ?? slot.name} slot={slot} isInChassis={part !== null} {...drawn} />
        ))}
        {others.length > 0 && (
          <ul className={styles.others} aria-label={t('panel:others')}>
            {others.map((one) => (
              <Other key={one.index} part={one} health={health.get(one.component) ?? null} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function Sign({ children }: { readonly children: string }) {
  return (
    <span className={styles.sign} aria-hidden="true">
      {children}
    </span>
  );
}

/** States of parts that the device tells under names that none of its parts has. */
function Reported({ panel, health }: Pick<FrontProps, 'panel' | 'health'>) {
  const { t } = useTranslation('panel');
  const known = new Set(
    panel.units.flatMap(({ others, slots }) => [...others, ...slots.flatMap(({ part }) => part ?? [])].map(({ component }) => component)),
  );
  const rest = [...health].filter(([component]) => !known.has(component));
  if (rest.length === 0) return null;
  return (
    <Panel title={t('reported')} meta={panel.source === 'entities' ? t('reported.meta') : undefined}>
      <ul className={styles.others}>
        {rest.map(([component, isSound]) => (
          <li key={component} className={styles.other} data-health={isSound ? 'sound' : 'failed'}>
            {!isSound && <Sign>!</Sign>}
            <span className="ellipsis" title={component}>
              {component}
            </span>
            <span className={styles.told}>{t(isSound ? 'health.sound' : 'health.failed')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Other({ part, health }: { readonly part: Part; readonly health: boolean | null }) {
  const { t } = useTranslation(['panel', 'resources']);
  const state = health === null ? 'unknown' : health ? 'sound' : 'failed';
  return (
    <li className={styles.other} data-health={state}>
      {health !== true && <Sign>{health === null ? '?' : '!'}</Sign>}
      <span className="ellipsis" title={part.component}>
        {t(`panel:class.${part.class}`)} {part.component}
      </span>
      <span className={styles.told}>{t(`panel:health.${state}`)}</span>
      <span className={styles.told}>{partText(t, part)}</span>
    </li>
  );
}

function SlotRow({ slot, isInChassis, ...drawn }: { readonly slot: Slot; readonly isInChassis: boolean } & Drawn) {
  const { t } = useTranslation(['panel', 'resources']);
  const { part, name, blocks } = slot;
  const health = part === null ? undefined : drawn.health.get(part.component);
  const title = part?.component ?? (isInChassis ? t('panel:slot.chassis') : name);
  return (
    <section
      className={styles.slot}
      data-health={health === false ? 'failed' : undefined}
      aria-label={title === '' ? t('panel:front') : title}
    >
      <div className={styles.board}>
        <span title={title}>{title}</span>
        {part !== null && <span className={styles.told}>{partText(t, part)}</span>}
        {health !== undefined && (
          <span className={styles.told}>
            {!health && <Sign>!</Sign>} {t(health ? 'panel:health.sound' : 'panel:health.failed')}
          </span>
        )}
      </div>
      {blocks.length === 0 ? (
        <span className={styles.told}>{t('panel:slot.empty')}</span>
      ) : (
        <div className={styles.blocks}>
          {blocks.map((block) => (
            <BlockGrid key={block.prefix} block={block} {...drawn} />
          ))}
        </div>
      )}
    </section>
  );
}

function BlockGrid({ block, ...drawn }: { readonly block: Block<Socket> } & Drawn) {
  return (
    <div className={styles.block}>
      <span className={styles.prefix}>{block.prefix}</span>
      <ul className={styles.ports} data-overlay={drawn.overlay}>
        {block.places.map(({ item, row, column }) => (
          <li key={item.key} style={{ gridRow: row + 1, gridColumn: column + 1 }}>
            <PortButton socket={item} isShort={endOf(item.name).number !== null} {...drawn} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PortButton({
  socket,
  isShort,
  ports,
  overlay,
  selected,
  current,
  onSelect,
  remoteOf,
}: { readonly socket: Socket; readonly isShort: boolean } & Drawn) {
  const { t } = useTranslation(['panel', 'resources']);
  const view = ports.get(socket.component);
  const remote = socket.component === '' ? null : remoteOf(socket.component);
  const state = stateOf(view);
  const label = portLabel(t, socket, view, remote);
  const text = overlayText(overlay, view, remote);
  const load = overlay === 'load' ? (view?.load ?? null) : null;
  return (
    <button
      type="button"
      className={styles.port}
      data-key={socket.key}
      data-state={state}
      data-media={socket.media ?? undefined}
      data-empty={(socket.media === 'pluggable' && socket.transceiver === null) || undefined}
      aria-pressed={socket.key === selected}
      title={label}
      tabIndex={socket.key === current ? 0 : -1}
      onClick={() => onSelect(socket.key)}
    >
      <span className="visually-hidden">{label}</span>
      <span className={styles.number} aria-hidden="true">
        {isShort ? endOf(socket.name).number : socket.name}
      </span>
      <span className={styles.text} aria-hidden="true">
        {text === '' ? SIGNS[state] : text}
      </span>
      {load !== null && (
        <span className={styles.load} data-busy={load >= BUSY || undefined} style={{ inlineSize: `${Math.min(100, load)}%` }} />
      )}
      {view?.worst && (
        <span className={styles.mark}>
          <SeverityMark level={view.worst} size={14} decorative />
        </span>
      )}
    </button>
  );
}
