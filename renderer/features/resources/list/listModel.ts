import type { TFunction } from 'i18next';
import { z } from 'zod';
import { Domain, type Resource, type ResourceList, Tag } from '../../../../shared/contracts/resources.ts';
import { FILTER_STATES } from '../../../../shared/contracts/savedFilters.ts';
import { severityRank } from '../../../../shared/domain/alarm/severity.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { type Freshness, freshness } from '../../../../shared/domain/time/age.ts';
import { toCsv } from '../../../lib/csv.ts';
import { formatDateTime } from '../../../lib/format.ts';
import { matches, type Readings } from '../../../lib/pinyin.ts';
import type { TopicState } from '../../../lib/topic.ts';

export const SORT_KEYS = ['worst', 'name', 'class', 'importance', 'address', 'location', 'cpu', 'memory', 'rtt', 'age'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Filters of the list as they stand in the URL. A value this version does not know is left out, not an error. */
export const ListSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  class: z.enum(RESOURCE_CLASSES).optional().catch(undefined),
  importance: z.enum(IMPORTANCES).optional().catch(undefined),
  domain: Domain.min(1).optional().catch(undefined),
  tag: Tag.optional().catch(undefined),
  state: z.enum(FILTER_STATES).optional().catch(undefined),
  retired: z.boolean().optional().catch(undefined),
  sort: z.enum(SORT_KEYS).optional().catch(undefined),
  desc: z.boolean().optional().catch(undefined),
  saved: z.uuid().optional().catch(undefined),
  selected: z.string().max(40).optional().catch(undefined),
});
export type ListSearch = z.output<typeof ListSearch>;

/** True when anything narrows the list; showing retired ones widens it. */
export function isFiltered(search: ListSearch): boolean {
  return Boolean(search.q || search.class || search.importance || search.domain || search.tag || search.state);
}

const NO_FILTER: ListSearch = {
  q: undefined,
  class: undefined,
  importance: undefined,
  domain: undefined,
  tag: undefined,
  state: undefined,
  saved: undefined,
};

/** True when there is something to clear: a chosen filter can be left also when nothing narrows the list any more. */
export const isClearable = (search: ListSearch): boolean => isFiltered(search) || search.saved !== undefined;

/** What clearing changes. Retired ones stay listed as they were asked for by hand; with a saved filter they go, as it may have brought them. */
export const cleared = ({ saved }: ListSearch): ListSearch => (saved === undefined ? NO_FILTER : { ...NO_FILTER, retired: undefined });

/** Freshness of what is said of a resource: one that is down and was looked at just now is not stale. A retired one is not looked at. */
export function freshnessOf(resource: Pick<Resource, 'checkedAt' | 'effectiveIntervalS' | 'retiredAt'>, now: Instant): Freshness | null {
  if (resource.retiredAt !== null) return null;
  return freshness(resource.checkedAt === null ? null : now - resource.checkedAt, resource.effectiveIntervalS * 1000);
}

/** True once nothing was heard of a monitored resource for three intervals, or never. */
export function isSilent(resource: Pick<Resource, 'checkedAt' | 'effectiveIntervalS' | 'retiredAt'>, now: Instant): boolean {
  const state = freshnessOf(resource, now);
  return state === 'stale' || state === 'lost';
}

/** A figure of the list, or null where it is older than three intervals: a resource that is down is looked at and gives none. */
export function figureOf(
  resource: Pick<Resource, 'cpu' | 'memory' | 'rttMs' | 'dataAt' | 'effectiveIntervalS'>,
  figure: 'cpu' | 'memory' | 'rttMs',
  now: Instant,
): number | null {
  const state = freshness(resource.dataAt === null ? null : now - resource.dataAt, resource.effectiveIntervalS * 1000);
  return state === 'stale' ? null : resource[figure];
}

function isWanted(resource: Resource, search: ListSearch, now: Instant, readings: Readings | null): boolean {
  if (search.class && resource.resourceClass !== search.class) return false;
  if (search.importance && resource.importance !== search.importance) return false;
  if (search.domain && resource.domain !== search.domain) return false;
  if (search.tag && !resource.tags.includes(search.tag)) return false;
  if (search.state && !isIn(search.state, resource, now)) return false;
  if (!search.q) return true;
  return matches([resource.name, resource.address, resource.domain, resource.location, ...resource.tags].join('\n'), search.q, readings);
}

function isIn(state: (typeof FILTER_STATES)[number], resource: Resource, now: Instant): boolean {
  switch (state) {
    case 'abnormal':
      return resource.worst !== null;
    case 'unreachable':
      return resource.reachable === false;
    case 'stale':
      return isSilent(resource, now);
    default:
      return state satisfies never;
  }
}

const LAST = Number.POSITIVE_INFINITY;

function sortValue(resource: Resource, key: SortKey): string | number {
  switch (key) {
    case 'worst':
      return resource.worst === null ? LAST : severityRank(resource.worst);
    case 'name':
      return resource.name;
    case 'class':
      return RESOURCE_CLASSES.indexOf(resource.resourceClass);
    case 'importance':
      return IMPORTANCES.indexOf(resource.importance);
    case 'address':
      return resource.address;
    case 'location':
      return resource.location;
    case 'cpu':
      return resource.cpu ?? LAST;
    case 'memory':
      return resource.memory ?? LAST;
    case 'rtt':
      return resource.rttMs ?? LAST;
    case 'age':
      return resource.checkedAt === null ? LAST : -resource.checkedAt;
    default:
      return key satisfies never;
  }
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Order of two values; a missing one comes last in both directions. */
function compare(a: string | number, b: string | number, isDescending: boolean): number {
  if (a === LAST || b === LAST) return Number(a === LAST) - Number(b === LAST);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return isDescending ? -order : order;
}

/** The rows to show: filtered, by pinyin too where there are readings, then ordered; without a chosen order the abnormal first, equals by name. */
export function rowsOf(
  items: readonly Resource[],
  search: ListSearch,
  now: Instant,
  readings: Readings | null = null,
): readonly Resource[] {
  const key = search.sort ?? 'worst';
  return items
    .filter((resource) => isWanted(resource, search, now, readings))
    .sort((a, b) => compare(sortValue(a, key), sortValue(b, key), search.desc ?? false) || collator.compare(a.name, b.name));
}

/** What the list can be narrowed to: the domains and tags that resources have, and the one that is chosen although none has it. */
export function choicesOf(
  items: readonly Resource[],
  search: ListSearch,
): { readonly domains: readonly string[]; readonly tags: readonly string[] } {
  const ordered = (found: readonly string[], chosen: string | undefined) =>
    [...new Set(chosen === undefined ? found : [...found, chosen])].filter((one) => one !== '').sort(collator.compare);
  return {
    domains: ordered(
      items.map(({ domain }) => domain),
      search.domain,
    ),
    tags: ordered(
      items.flatMap(({ tags }) => tags),
      search.tag,
    ),
  };
}

/** Next order after a press on a column head: ascending, descending, back to the abnormal first. */
export function nextSort(search: ListSearch, key: SortKey): Pick<ListSearch, 'sort' | 'desc'> {
  if (search.sort !== key) return { sort: key, desc: undefined };
  return search.desc ? { sort: undefined, desc: undefined } : { sort: key, desc: true };
}

/** The list after a message of the topic `resources`, which holds the monitored ones; retired ones of the old list stay. */
export function applyResources(old: ResourceList | undefined, state: TopicState<Resource>): ResourceList | undefined {
  if (old === undefined || old.at > state.at) return old;
  const monitored = new Set(state.items.map(({ id }) => id));
  const retired = old.items.filter((resource) => resource.retiredAt !== null && !monitored.has(resource.id));
  const items = [...state.items, ...retired];
  return { version: state.version, at: state.at, total: items.length, items };
}

/** The rows as a CSV file, figures without units so that they can be calculated with. */
export function listCsv(rows: readonly Resource[], t: TFunction<['resources', 'terms', 'common']>): string {
  const head = [
    'name',
    'simulated',
    'class',
    'importance',
    'address',
    'domain',
    'location',
    'tags',
    'interval',
    'cpu',
    'memory',
    'rtt',
    'worst',
    'alarms',
    'points',
    'dataAt',
    'retiredAt',
  ] as const;
  return toCsv(
    head.map((column) => t(`resources:csv.${column}`)),
    rows.map((resource) => [
      resource.name,
      resource.isSimulated ? t('common:simulated') : '',
      t(`terms:class.${resource.resourceClass}`),
      t(`terms:importance.${resource.importance}`),
      resource.address,
      resource.domain,
      resource.location,
      resource.tags.join(' '),
      resource.effectiveIntervalS,
      resource.cpu,
      resource.memory,
      resource.rttMs,
      resource.worst === null ? null : t(`terms:severity.${resource.worst}`),
      resource.activeAlarms,
      resource.points,
      resource.dataAt === null ? null : formatDateTime(resource.dataAt),
      resource.retiredAt === null ? null : formatDateTime(resource.retiredAt),
    ]),
  );
}

/** How many monitored resources are late (1.5 intervals) and how many stale (3 intervals, or never answered). */
export function staleCounts(items: readonly Resource[], now: Instant): { readonly late: number; readonly stale: number } {
  let late = 0;
  let stale = 0;
  for (const resource of items) {
    const state = freshnessOf(resource, now);
    if (state === 'late') late += 1;
    if (isSilent(resource, now)) stale += 1;
  }
  return { late, stale };
}

/**
 * What decides the order of the rows. While it is the same, rows keep their places although their figures move: a list
 * sorted by a figure is sorted when somebody asks for it, not under the hand.
 */
export function orderKey(rows: readonly Resource[], search: ListSearch): string {
  const order = `${search.sort ?? 'worst'} ${search.desc ?? false}`;
  return [order, ...rows.map(({ id, worst }) => (search.sort === undefined ? `${id}:${worst ?? ''}` : id)).sort()].join('\n');
}

/** The rows in the order of `ids`; rows that are not named come last. */
export function inOrder(rows: readonly Resource[], ids: readonly string[]): readonly Resource[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  return [...rows].sort((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length));
}
