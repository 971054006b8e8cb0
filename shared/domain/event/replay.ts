import type { Instant, ResourceId } from '../id.ts';
import type { LogRecord } from '../log/record.ts';
import type { EventRule, RuleIndex } from './rule.ts';
import { subjectOf } from './subject.ts';

/** One record that a rule found. */
export interface ReplayedLine {
  readonly at: Instant;
  readonly resourceId: ResourceId | null;
  readonly source: string;
  readonly component: string;
  readonly line: string;
}

export interface ReplayCounts {
  /** Records that the rule would have found. */
  readonly hits: number;
  /** Of those, from addresses that are no resource. */
  readonly strangers: number;
  /** Records that it means, but a rule that is asked before it found first. */
  readonly shadowed: number;
  /** Alarms that would have been raised: those that began, or things to which something happened; of a rule that ends, those that it would have ended. */
  readonly alarms: number;
  readonly resources: number;
  /** Newest first. */
  readonly items: readonly ReplayedLine[];
  /** Hits by sender, most first. */
  readonly senders: readonly { readonly resourceId: ResourceId | null; readonly source: string; readonly hits: number }[];
}

export interface EventReplay {
  /** Takes a record in any order. False where too many were found for more to be kept. */
  look(record: LogRecord): boolean;
  counts(): ReplayCounts;
}

interface Deed {
  readonly at: Instant;
  readonly thing: string;
  readonly isOwn: boolean;
  readonly isEnd: boolean;
}

const SHOWN = 50;
const SENDERS = 20;
const MOST_DEEDS = 500_000;
const MOST_LINE = 500;

const isOneThing = (a: EventRule, b: EventRule): boolean => a.condition === b.condition && a.cause === b.cause;

/** Alarms in the order of time: one that is there is not raised again before it ended. */
function alarmsOf(deeds: readonly Deed[], rule: EventRule): number {
  const active = new Set<string>();
  let count = 0;
  for (const { thing, isOwn, isEnd } of deeds.toSorted((a, b) => a.at - b.at)) {
    if (isEnd) {
      if (active.delete(thing) && isOwn) count += 1;
    } else if (!active.has(thing)) {
      active.add(thing);
      if (isOwn && rule.effect !== 'ends') count += 1;
    }
  }
  return count;
}

/** What one of these rules would have found in records, and the alarms it would have raised with the others as they are. */
export function createEventReplay(rules: RuleIndex, rule: EventRule, alone: RuleIndex): EventReplay {
  const deeds: Deed[] = [];
  const senders = new Map<string, { resourceId: ResourceId | null; source: string; hits: number }>();
  const resources = new Set<ResourceId>();
  let items: readonly ReplayedLine[] = [];
  let hits = 0;
  let strangers = 0;
  let shadowed = 0;

  function own(record: LogRecord, component: string): void {
    const { receivedAt: at, resourceId, source, line, textFrom } = record;
    hits += 1;
    if (resourceId === null) strangers += 1;
    else resources.add(resourceId);
    const key = `${resourceId ?? ''} ${source}`;
    const sender = senders.get(key) ?? { resourceId, source, hits: 0 };
    sender.hits += 1;
    senders.set(key, sender);
    if (items.length < SHOWN || at > (items.at(-1)?.at ?? 0)) {
      const shown = { at, resourceId, source, component, line: line.slice(textFrom, textFrom + MOST_LINE) };
      items = [...items, shown].sort((a, b) => b.at - a.at).slice(0, SHOWN);
    }
  }

  return {
    look: (record) => {
      const subject = subjectOf(record);
      const hit = subject && rules.hit(subject);
      if (!hit || !isOneThing(hit.rule, rule)) {
        if (subject && alone.hit(subject)) shadowed += 1;
        return true;
      }
      const isOwn = hit.rule.id === rule.id;
      if (isOwn) own(record, hit.component);
      else if (alone.hit(subject)) shadowed += 1;
      if (record.resourceId === null) return true;
      const thing = `${record.resourceId}\n${hit.component}`;
      deeds.push({ at: record.receivedAt, thing, isOwn, isEnd: hit.rule.effect === 'ends' });
      return deeds.length < MOST_DEEDS;
    },
    counts: () => ({
      ...{ hits, strangers, shadowed, resources: resources.size, items, alarms: alarmsOf(deeds, rule) },
      senders: [...senders.values()].sort((a, b) => b.hits - a.hits).slice(0, SENDERS),
    }),
  };
}
