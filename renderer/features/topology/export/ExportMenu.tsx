import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkAround, NetworkLink } from '../../../../shared/contracts/topology.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { Position } from '../../../../shared/domain/topology/layout.ts';
import type { LinkState } from '../../../../shared/domain/topology/linkState.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { iconPath } from '../../../components/Icon/Icon.tsx';
import { Popover } from '../../../components/Popover/Popover.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { formatDateTime } from '../../../lib/format.ts';
import { useKeys } from '../../../lib/keys.ts';
import { saveBytes, saveText } from '../../../lib/platform.ts';
import { useSession, useStation } from '../../../lib/session.ts';
import { stateOf } from '../model.ts';
import type { MapResource } from '../world.ts';
import { drawingOf, type Palette, toSvg } from './drawing.ts';
import own from './export.module.css';
import { mapCsv, mapJson, type SavedMap } from './mapFile.ts';
import { toPng } from './paint.ts';

interface Props {
  /** What the map is of, in words. */
  readonly scope: string;
  /** Of when its state is. */
  readonly at: Instant;
  readonly around: NetworkAround;
  /** How much is drawn and how much is not, in words. */
  readonly drawn: string;
  resourceOf(id: string): MapResource | undefined;
  linkStateOf(link: NetworkLink): LinkState;
  linkNoteOf(link: NetworkLink, from: Position, to: Position): string;
  isEmphasised(link: NetworkLink): boolean;
  /** Where everything lies now; asked when something is saved. */
  places(): ReadonlyMap<string, Position>;
}

const FORMATS = ['svg', 'png', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];
const ORIGIN: Position = { x: 0, y: 0 };

/** Colours and letters of the skin that is worn. */
function worn(): { readonly palette: Palette; readonly family: string } {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    palette: {
      ...{ field: of('--field'), panel: of('--panel'), ink: of('--ink'), inkSecondary: of('--ink-2') },
      ...{ inkOff: of('--ink-off'), line: of('--line') },
    },
    family: getComputedStyle(document.body).fontFamily,
  };
}

/** Saves the map as it is seen: as a picture of lines or points, as a table, as data; each says what it is of and what is not in it (R-8.4.2-c2-3). */
export function ExportMenu(props: Props) {
  const { t } = useTranslation(['topology', 'common', 'terms']);
  const [isOpen, setOpen] = useState(false);
  const [told, tell] = useState<string | null>(null);
  const by = useSession()?.name ?? '';
  const station = useStation()?.name ?? '';
  useKeys([{ id: 'topology.export', keys: 'KeyE', title: t('topology:export.key'), group: t('topology:title'), run: () => setOpen(true) }]);

  function mapNow(): { readonly map: SavedMap; readonly facts: readonly string[] } {
    const { around, scope, at } = props;
    const savedAt = stationClock.now();
    const nodes = around.nodes.map((node) => {
      const resource = node.resourceId === null ? undefined : props.resourceOf(node.resourceId);
      return { ...node, address: resource?.address ?? '', state: stateOf(node, resource), isSimulated: resource?.isSimulated ?? false };
    });
    const simulated = nodes.filter(({ isSimulated }) => isSimulated).length;
    const facts = [
      t('topology:export.fact.scope', { scope, station }),
      t('topology:export.fact.at', { at: formatDateTime(at) }),
      props.drawn,
      ...(simulated > 0 ? [t('topology:export.fact.simulated', { count: simulated })] : []),
      t('topology:export.fact.legend'),
      t('topology:export.fact.by', { name: by, at: formatDateTime(savedAt) }),
    ];
    const links = around.links.map((link) => ({ ...link, state: props.linkStateOf(link) }));
    return {
      facts,
      map: { scope, at, savedAt, savedBy: by, station, notDrawn: { ...around.beyond, cut: around.cut }, nodes, links },
    };
  }

  const stateText = (state: LinkState): string =>
    t(`topology:${state === 'seen' ? 'export.seen' : state === 'doubtful' ? 'conflict' : state}`);

  async function save(format: Format): Promise<boolean> {
    const { map, facts } = mapNow();
    const name = `${t('topology:export.file', { scope: props.scope, at: formatDateTime(props.at) }).replaceAll(/[/\\:]/g, '-')}.${format}`;
    if (format === 'json') return saveText(name, mapJson(map));
    if (format === 'csv') {
      const heads = ['kind', 'name', 'address', 'port', 'other', 'otherPort', 'state', 'confidence', 'seen', 'evidence'] as const;
      const [kind, ...rest] = heads.map((head) => t(`topology:export.column.${head}`));
      return saveText(
        name,
        mapCsv(map, facts, {
          heads: [kind, ...rest] as never,
          ...{ device: t('topology:export.device'), link: t('topology:export.link'), fact: t('topology:export.fact') },
          nodeState: (state) => t(`topology:state.${state}`),
          linkState: stateText,
          simulated: (one) => t('topology:export.simulated', { name: one }),
        }),
      );
    }
    const { palette, family } = worn();
    const iconOf = (id: string | null): string => iconPath(id !== null && props.resourceOf(id)?.resourceClass === 'RC2' ? 'switch' : 'box');
    const places = props.places();
    const drawing = drawingOf({
      ...{ title: props.scope, facts, places, palette },
      nodes: map.nodes.map(({ key, name: called, state, hops, isSimulated, resourceId }) => ({
        ...{ key, state, isCenter: hops === 0, name: called, icon: iconOf(resourceId) },
        note: [...(state === 'answers' ? [] : [t(`topology:state.${state}`)]), ...(isSimulated ? [t('common:simulated')] : [])].join(' '),
      })),
      links: map.links.map((link) => ({
        ...{ id: link.id, a: link.a.node, b: link.b.node, state: link.state, isEmphasised: props.isEmphasised(link) },
        note: props.linkNoteOf(link, places.get(link.a.node) ?? ORIGIN, places.get(link.b.node) ?? ORIGIN),
      })),
    });
    if (format === 'svg') return saveText(name, toSvg(drawing, family, props.scope));
    const bytes = await toPng(drawing, family);
    if (bytes === null) {
      tell(t('topology:export.failed'));
      return false;
    }
    saveBytes(name, bytes, 'image/png');
    return true;
  }

  return (
    <span className={own.host}>
      <Button kbd="e" controls={{ 'aria-expanded': isOpen, 'aria-haspopup': 'dialog' }} onClick={() => setOpen(!isOpen)}>
        {t('topology:export')}
      </Button>
      {isOpen && (
        <Popover align="start" label={t('topology:export.menu')} onClose={() => setOpen(false)}>
          <div className={own.menu}>
            <p className="meta">{t('topology:export.note')}</p>
            <div className={own.formats}>
              {FORMATS.map((format) => (
                <Button
                  key={format}
                  onClick={() =>
                    void save(format).then((isSaved) => {
                      if (isSaved) tell(t('topology:export.saved', { name: t(`topology:export.${format}`) }));
                    })
                  }
                >
                  {t(`topology:export.${format}`)}
                </Button>
              ))}
            </div>
            {told !== null && (
              <p role="status" className="meta">
                {told}
              </p>
            )}
          </div>
        </Popover>
      )}
    </span>
  );
}
