import type { TFunction } from 'i18next';
import type { LinkEnd } from '../../../../shared/contracts/topology.ts';
import type { Part, PowerPort } from '../../../../shared/domain/hardware/part.ts';
import type { Socket } from '../../../../shared/domain/panel/panel.ts';
import { formatNumber, formatValue } from '../../../lib/format.ts';
import type { PortState } from '../page/ports.ts';
import type { Overlay, PortView } from './panelModel.ts';

type T = TFunction<['panel', 'resources']>;

const STEPS = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** A speed as it is written on a port: 1G, 2.5G, 100M. */
export function shortSpeed(bits: number): string {
  const [factor, letter] = STEPS.find(([step]) => bits >= step) ?? [1, ''];
  return `${Number((bits / factor).toFixed(1))}${letter}`;
}

/** The state of a socket: that of its interface; unknown where it is none, for nothing is told of it. */
export const stateOf = (view: PortView | undefined): PortState => view?.state ?? 'unknown';

/** What a port gives to what is plugged in. */
export function powerText(t: T, { state, deviceClass, watts }: PowerPort): string {
  if (state === null) return t('panel:value.none');
  const text = t(`panel:power.${state}`);
  const told = deviceClass === null ? text : t('panel:power.class', { state: text, number: deviceClass });
  return watts === null || state !== 'delivering' ? told : `${formatValue(watts, 'W', 1)} ${told}`;
}

/** Errors and discards a second. */
export const errorText = (t: T, errors: number): string => t('panel:errors.value', { value: formatNumber(errors, errors < 10 ? 2 : 0) });

/** Model and serial number of a part, as far as it tells them. */
export function partText(t: T, { model, serial }: Part): string {
  const told = [
    ...(model === '' ? [] : [t('panel:part.model', { model })]),
    ...(serial === '' ? [] : [t('panel:part.serial', { serial })]),
  ];
  return told.join(' · ');
}

/** What stands in a port; '' for nothing, and where nothing recent is known. */
export function overlayText(overlay: Overlay, view: PortView | undefined, remote: LinkEnd | null): string {
  if (view === undefined) return '';
  switch (overlay) {
    case 'state':
      return '';
    case 'speed':
      return view.speed === null ? '' : shortSpeed(view.speed);
    case 'load':
      return view.load === null ? '' : `${formatNumber(view.load, view.load < 10 ? 1 : 0)}%`;
    case 'errors':
      return view.errors === null ? '' : formatNumber(view.errors, view.errors > 0 && view.errors < 10 ? 1 : 0);
    case 'power':
      return view.power?.state === 'delivering' && view.power.watts !== null ? `${formatNumber(view.power.watts, 1)}W` : '';
    case 'light':
      return view.rx === null ? '' : formatNumber(view.rx, 1);
    case 'remote':
      return remote?.name ?? '';
    default:
      return overlay satisfies never;
  }
}

/** Everything about a port in one sentence, for a reader and a hint. */
export function portLabel(t: T, socket: Socket, view: PortView | undefined, remote: LinkEnd | null): string {
  const state = view === undefined ? t('panel:label.free') : t(`resources:port.${view.state}`);
  const alias = view !== undefined && view.alias !== '' ? t('panel:label.alias', { alias: view.alias }) : '';
  const more = (what: Overlay, value: string): string =>
    value === '' ? '' : t('panel:label.more', { what: t(`panel:overlay.${what}`), value });
  return [
    t('panel:label.state', { name: `${socket.name}${alias}`, state }),
    ...(view === undefined
      ? []
      : [
          more('speed', view.speed === null ? '' : formatValue(view.speed, 'bit/s', 0)),
          more('load', view.load === null ? '' : formatValue(view.load, '%', 1)),
          more('errors', view.errors === null || view.errors === 0 ? '' : errorText(t, view.errors)),
          more('power', view.power === null ? '' : powerText(t, view.power)),
          more('light', view.rx === null ? '' : formatValue(view.rx, 'dBm', 1)),
        ]),
    more('remote', remote === null ? '' : `${remote.name} ${remote.port}`.trim()),
  ].join('');
}
