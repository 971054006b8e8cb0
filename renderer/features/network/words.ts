import { i18n } from '../../i18n/index.ts';
import { formatDateTime, formatValue } from '../../lib/format.ts';
import { type Tab, typeOf } from './model.ts';

/** Of what a list is, in a sentence. */
export const tabName = (tab: Tab): string => i18n.t(`tab.${tab}`, { ns: 'network' });

export const stateText = (state: 'up' | 'down' | 'off' | 'other' | null): string => i18n.t(`state.${state ?? 'none'}`, { ns: 'network' });

/** ifOperStatus where it says more than up and down (RFC 2863). */
export function operText(oper: number | null): string | null {
  return oper === 3 || oper === 4 || oper === 5 || oper === 6 ? i18n.t(`oper.${oper}`, { ns: 'network' }) : null;
}

export function typeText(type: number | null): string {
  if (type === null) return '';
  const known = typeOf(type);
  return known === null ? i18n.t('type.other', { ns: 'network', type }) : i18n.t(`type.${known}`, { ns: 'network' });
}

export const speedText = (speed: number | null): string => (speed === null ? '' : formatValue(speed, 'bit/s', 0));
export const whenText = (at: number | null): string => (at === null ? '' : formatDateTime(at));
export const portText = (port: string): string => (port === '' ? i18n.t('unknown.port', { ns: 'network' }) : port);

/** Addresses of a subnet of IPv6 are told as the power of two they are. */
export function sizeText(size: string): string {
  const digits = BigInt(size);
  if (digits < 10_000_000n) return digits.toLocaleString('zh-CN');
  return `2^${digits.toString(2).length - 1}`;
}
