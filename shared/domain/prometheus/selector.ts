import type { PromSample } from './text.ts';

/** What chooses series: a name, and labels that must or must not have a value. */
export interface Selector {
  readonly name: string;
  readonly labels: readonly { readonly name: string; readonly value: string; readonly isEqual: boolean }[];
}

/** Source of the expression a selector matches: `name`, `name{a="b",c!="d"}`. */
export const SELECTOR_PATTERN = '[A-Za-z_:][A-Za-z0-9_:]*(?:\\{(?:[A-Za-z_][A-Za-z0-9_]*!?="(?:[^"\\\\]|\\\\[\\\\"n])*"(?:, ?)?)*\\})?';

const SELECTOR = new RegExp(`^${SELECTOR_PATTERN}$`);
const LABELS = /([A-Za-z_][A-Za-z0-9_]*)(!?=)"((?:[^"\\]|\\[\\"n])*)"/g;

const plain = (text: string): string => text.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));
const quoted = (text: string): string => text.replace(/["\\\n]/g, (one) => (one === '\n' ? '\\n' : `\\${one}`));

/** Reads a selector; null for a text that is none. */
export function parseSelector(text: string): Selector | null {
  if (!SELECTOR.test(text)) return null;
  const [name = '', labels = ''] = text.split(/\{(.*)/s);
  return {
    name,
    labels: [...labels.matchAll(LABELS)].map(([, label = '', operator, value = '']) => ({
      name: label,
      value: plain(value),
      isEqual: operator === '=',
    })),
  };
}

/** True for a series that the selector chooses; a label that is not there has an empty value, as in Prometheus. */
export function isSelected(selector: Selector, sample: PromSample): boolean {
  if (selector.name !== sample.name) return false;
  return selector.labels.every(({ name, value, isEqual }) => (labelOf(sample, name) === value) === isEqual);
}

/** The value of a label, '' where the series has no such label. */
export function labelOf(sample: PromSample, name: string): string {
  return sample.labels.find(([label]) => label === name)?.[1] ?? '';
}

/** A series by name and labels, these in alphabetical order: the same from cycle to cycle. */
export function seriesId({ name, labels }: PromSample): string {
  if (labels.length === 0) return name;
  const told = labels.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([label, value]) => `${label}="${quoted(value)}"`);
  return `${name}{${told.join(',')}}`;
}

/** True for a series that only grows while its process runs: its rate is told, not its value. */
export function isCounter(name: string, types: ReadonlyMap<string, string>): boolean {
  const own = types.get(name);
  if (own !== undefined) return own === 'counter';
  const [, family = '', part = ''] = /^(.+)_(total|created|count|sum|bucket)$/.exec(name) ?? [];
  const type = types.get(family);
  if (type === 'histogram' || type === 'summary') return ['count', 'sum', 'bucket'].includes(part);
  return part === 'total' && (type === undefined || type === 'counter' || type === 'unknown' || type === 'untyped');
}
