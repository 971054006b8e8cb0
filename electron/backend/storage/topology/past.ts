import { createHash } from 'node:crypto';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { askedMs, isLost } from '../../../../shared/domain/topology/linkState.ts';
import { type ResourcePast, turnover } from '../../../../shared/domain/topology/past.ts';
import type { Sqlite } from '../sqlite.ts';
import { type Span, type ToldEvidence, type ToldLink, TopologyError } from './store.ts';

/** What the past needs of the file; rows that still hold end at `OPEN`. */
export const PAST_SCHEMA = `
  create table span (from_at integer primary key, until_at integer not null) strict;
  create table past (
    kind text not null,
    id text not null,
    from_at integer not null,
    until_at integer not null,
    value text not null,
    primary key (kind, id, from_at)
  ) strict, without rowid;
  create index past_until on past (kind, until_at, from_at)`;

const OPEN = Number.MAX_SAFE_INTEGER;
/** Told less often than this nobody was there to tell. */
const SPAN_GAP_MS = 60_000;
/** As long as samples (R-8.4.3-f1-2). */
const KEEP_MS = 184 * 86_400_000;
const CLEAN_EVERY = 2000;
/** A clock that stays behind what was written for so long is believed, and what lies ahead of it is no past. */
const BELIEVED_MS = 86_400_000;

/** How the network stood at a moment; links ascending by id. */
export interface Recorded {
  readonly at: Instant;
  readonly links: readonly ToldLink[];
  /** Of those links the ones that were not seen any more. */
  readonly lost: ReadonlySet<string>;
  readonly resources: readonly (ResourcePast & { readonly id: ResourceId })[];
}

/** What is written down of the network so that it can be told again. */
export interface Past {
  links(at: Instant, links: readonly ToldLink[]): void;
  /** Null: it is not monitored any more. `isWhole`: what is not named is none. False where nothing was written, for the clock is behind what was. */
  resources(at: Instant, told: readonly (readonly [ResourceId, ResourcePast | null])[], isWhole: boolean): boolean;
  /** Rejects with `topology.notRecorded` where nobody wrote anything down. */
  asOf(at: Instant): Recorded;
  /** Ascending. */
  spans(): readonly Span[];
}

/** What tells one version of a link from the next: who speaks for it, not when nor how much was learned. */
function markOf({ confidence, conflicts, a, b, evidence }: ToldLink, lost: boolean): string {
  const said = (one: ToldEvidence): unknown => {
    const { at: _at, ...rest } = one;
    return rest.kind === 'fdb' ? { ...rest, addresses: 0 } : rest;
  };
  return createHash('sha1')
    .update(JSON.stringify([confidence, conflicts, a, b, lost, evidence.map(said)]))
    .digest('base64');
}

interface LinkValue {
  readonly isLost: boolean;
  readonly mark: string;
  readonly link: ToldLink;
}

interface Row {
  readonly id: string;
  readonly value: string;
}

type Kind = 'link' | 'resource';

export function createPast(db: Sqlite): Past {
  const begin = db.prepare<[string, string, number, number, string]>('insert or replace into past values (?, ?, ?, ?, ?)');
  const end = db.prepare<[number, string, string, number]>('update past set until_at = ? where kind = ? and id = ? and until_at = ?');
  const standing = db.prepare<[string, number], Row>('select id, value from past where kind = ? and until_at = ?');
  const valid = db.prepare<[string, number, number], Row>('select id, value from past where kind = ? and until_at > ? and from_at <= ?');
  const lastSpan = db.prepare<[], { from_at: number; until_at: number }>(
    'select from_at, until_at from span order by from_at desc limit 1',
  );
  const putSpan = db.prepare<[number, number]>('insert or replace into span values (?, ?)');
  const spanAt = db.prepare<[number, number], number>('select 1 from span where from_at <= ? and until_at >= ?').pluck();
  const open: Record<Kind, Map<string, string> | null> = { link: null, resource: null };
  let [writes, behindSince] = [0, null as Instant | null];

  const marksOf = (kind: Kind): Map<string, string> => {
    const marks =
      open[kind] ??
      new Map(
        standing.all(kind, OPEN).map(({ id, value }) => [id, kind === 'link' ? (JSON.parse(value) as LinkValue).mark : value] as const),
      );
    open[kind] = marks;
    return marks;
  };

  const dropAhead = db.transaction((at: Instant) => {
    db.prepare('delete from past where from_at > ?').run(at);
    db.prepare('update past set until_at = ? where until_at > ?').run(OPEN, at);
    db.prepare('delete from span where from_at > ?').run(at);
    db.prepare('update span set until_at = ? where until_at > ?').run(at, at);
    open.link = null;
    open.resource = null;
  });

  /** True when something may be written down as of now. */
  function proceeds(at: Instant): boolean {
    const last = lastSpan.get();
    if (!last || at >= last.until_at) {
      behindSince = null;
      return true;
    }
    behindSince ??= at;
    if (at - behindSince < BELIEVED_MS) return false;
    dropAhead(at);
    behindSince = null;
    return true;
  }

  function extend(at: Instant): void {
    const last = lastSpan.get();
    putSpan.run(last && at - last.until_at <= SPAN_GAP_MS ? last.from_at : at, at);
  }

  const write = db.transaction(
    (
      kind: Kind,
      at: Instant,
      now: ReadonlyMap<string, { readonly mark: string; readonly value: string }>,
      gone: readonly string[] | null,
    ) => {
      const known = marksOf(kind);
      const changed = gone === null ? known : new Map([...known].filter(([id]) => now.has(id) || gone.includes(id)));
      const { ended, begun } = turnover(changed, now);
      for (const id of ended) end.run(at, kind, id, OPEN);
      for (const [id, value] of begun) begin.run(kind, id, at, OPEN, value);
      // In memory only what is on disk.
      return () => {
        for (const id of ended) known.delete(id);
        for (const [id] of begun) known.set(id, now.get(id)?.mark ?? '');
      };
    },
  );

  function put(...order: Parameters<typeof write>): void {
    write(...order)();
    writes += 1;
    if (writes % CLEAN_EVERY !== 0) return;
    db.prepare('delete from past where until_at < ?').run(order[1] - KEEP_MS);
    db.prepare('delete from span where until_at < ?').run(order[1] - KEEP_MS);
  }

  return {
    links: (at, links) => {
      if (!proceeds(at)) return;
      const now = links.map((link) => {
        const lost = isLost(link.seenAt, askedMs(link), at);
        const mark = markOf(link, lost);
        const value: LinkValue = { isLost: lost, mark, link };
        return [link.id, { mark, value: JSON.stringify(value) }] as const;
      });
      put('link', at, new Map(now), null);
    },
    resources: (at, told, isWhole) => {
      if (!proceeds(at)) return false;
      const now = new Map(
        told.flatMap(([id, value]) => {
          const text = JSON.stringify(value);
          return value === null ? [] : [[id, { mark: text, value: text }] as const];
        }),
      );
      const gone = told.flatMap(([id, value]) => (value === null ? [id] : []));
      if (isWhole || told.length > 0) put('resource', at, now, isWhole ? null : gone);
      extend(at);
      return true;
    },
    asOf: (at) => {
      if (spanAt.get(at, at) === undefined) throw new TopologyError('topology.notRecorded', `nothing was written down at ${at}`);
      const lost = new Set<string>();
      const links = valid.all('link', at, at).map(({ value }): ToldLink => {
        const { link, isLost: wasLost } = JSON.parse(value) as LinkValue;
        if (wasLost) lost.add(link.id);
        // What was seen as often as it is looked for is told as seen then.
        return wasLost ? link : { ...link, seenAt: at };
      });
      const resources = valid
        .all('resource', at, at)
        .map(({ id, value }) => ({ id: id as ResourceId, ...(JSON.parse(value) as ResourcePast) }));
      return { at, lost, links: links.sort((x, y) => (x.id < y.id ? -1 : 1)), resources };
    },
    spans: () => db.prepare<[], Span>('select from_at as "from", until_at as until from span order by from_at').all(),
  };
}
