import { isMoreSevere, type Severity } from '../alarm/severity.ts';
import type { Instant, ResourceId } from '../id.ts';
import type { ResourceClass } from '../inventory/resource.ts';

/** A resource as it stood at a moment, as far as a map shows it. */
export interface ResourcePast {
  readonly name: string;
  readonly location: string;
  readonly domain: string;
  readonly resourceClass: ResourceClass;
  readonly isSimulated: boolean;
  readonly effectiveIntervalS: number;
  /** Null: nobody knew. */
  readonly reachable: boolean | null;
  /** When it was last looked at where that was long ago, else null: it was looked at as often as it should be. */
  readonly lostAt: Instant | null;
}

/** What of a collection is no longer so, and what is so since now. */
export interface Turnover<T> {
  readonly ended: readonly string[];
  readonly begun: readonly (readonly [string, T])[];
}

/**
 * What has to be written down of a collection so that it can be told again: `open` is what was last written down, by key the mark of its
 * content. Where the mark is another the old one ends and the new one begins. Both in the order of their collections.
 */
export function turnover<T>(
  open: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, { readonly mark: string; readonly value: T }>,
): Turnover<T> {
  const ended = [...open].filter(([key, mark]) => now.get(key)?.mark !== mark).map(([key]) => key);
  const begun = [...now].filter(([key, { mark }]) => open.get(key) !== mark).map(([key, { value }]) => [key, value] as const);
  return { ended, begun };
}

/** The network at a moment, as far as two moments are compared. */
export interface Moment {
  readonly links: readonly { readonly id: string; readonly isDown: boolean; readonly isLost: boolean }[];
  readonly resources: readonly { readonly id: ResourceId; readonly reachable: boolean | null; readonly worst: Severity | null }[];
}

export const LINK_CHANGES = ['new', 'gone', 'down', 'up', 'lost', 'seen'] as const;
/** `down` and `up`: by the ports; `lost` and `seen`: by those who tell of it. */
export type LinkChange = (typeof LINK_CHANGES)[number];
export const RESOURCE_CHANGES = ['new', 'gone', 'silent', 'answers', 'unknown', 'worse', 'better'] as const;
export type ResourceChange = (typeof RESOURCE_CHANGES)[number];

/** What is otherwise at the later of two moments. */
export interface Differences {
  /** In the order of the later moment, then those that are gone. */
  readonly links: readonly { readonly id: string; readonly change: LinkChange }[];
  readonly resources: readonly { readonly id: ResourceId; readonly change: ResourceChange }[];
}

type LinkThen = Moment['links'][number];
type ResourceThen = Moment['resources'][number];

function linkChange(before: LinkThen | undefined, after: LinkThen): LinkChange | null {
  if (!before) return 'new';
  if (before.isDown !== after.isDown) return after.isDown ? 'down' : 'up';
  if (before.isLost !== after.isLost) return after.isLost ? 'lost' : 'seen';
  return null;
}

function resourceChange(before: ResourceThen | undefined, after: ResourceThen): ResourceChange | null {
  if (!before) return 'new';
  if (before.reachable !== after.reachable) return after.reachable === null ? 'unknown' : after.reachable ? 'answers' : 'silent';
  if (before.worst === after.worst) return null;
  if (after.worst === null) return 'better';
  return before.worst === null || isMoreSevere(after.worst, before.worst) ? 'worse' : 'better';
}

function changed<I extends string, T extends { readonly id: I }, C extends string>(
  before: readonly T[],
  after: readonly T[],
  change: (before: T | undefined, after: T) => C | null,
  gone: C,
): readonly { readonly id: I; readonly change: C }[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const left = new Set(after.map(({ id }) => id));
  const changes = after.flatMap((one) => {
    const what = change(known.get(one.id), one);
    return what === null ? [] : [{ id: one.id, change: what }];
  });
  return [...changes, ...before.filter(({ id }) => !left.has(id)).map(({ id }) => ({ id, change: gone }))];
}

/** What has changed from one moment to another, of each thing what weighs most: that it is there, that it answers, its alarms. */
export function differences(before: Moment, after: Moment): Differences {
  return {
    links: changed<string, LinkThen, LinkChange>(before.links, after.links, linkChange, 'gone'),
    resources: changed<ResourceId, ResourceThen, ResourceChange>(before.resources, after.resources, resourceChange, 'gone'),
  };
}
