import type { EventReport } from '../../../../shared/contracts/eventLink.ts';
import { compileRules, type EventRuleDefinition } from '../../../../shared/domain/event/definition.ts';
import { type EventHit, MOST_LINE } from '../../../../shared/domain/event/hit.ts';
import type { EventRule, RuleHit, RuleIndex } from '../../../../shared/domain/event/rule.ts';
import { subjectOf } from '../../../../shared/domain/event/subject.ts';
import type { LogRecord } from '../../../../shared/domain/log/record.ts';

type ToldRule = Omit<EventRuleDefinition, 'isOn'> & { readonly id: string };

export interface EventWatch {
  /** The rules from the next record on. */
  follow(rules: { readonly version: string; readonly items: readonly ToldRule[] }): void;
  look(record: LogRecord): void;
  flush(): void;
  /** Records that rules found since the start, and those of them from addresses that are no resource. */
  stats(): { readonly version: string | null; readonly rules: number; readonly hits: number; readonly strangers: number };
}

interface Options {
  send(report: EventReport): void;
  monotonic(): number;
}

/** After a quiet second a hit is told nearly at once; in a storm once a second, so that what repeats is one. */
const GATHER_MS = 50;
const PACE_MS = 1000;
/** Most that waits; what comes then is told before its time. */
const MOST_GATHERED = 500;

type Gathered = { -readonly [K in keyof EventHit]: EventHit[K] };

/** What begins and ends: two hits of one thing are in order, others may pass each other. */
const thingOf = ({ condition, cause }: EventRule, source: string, component: string): string =>
  [source, condition, cause, component].join('\n');

/** Asks the rules of every record, and tells what they found: hits that follow each other and say the same as one, in their order. */
export function createEventWatch({ send, monotonic }: Options): EventWatch {
  let index: RuleIndex = compileRules([]);
  let known: { readonly version: string | null; readonly rules: number } = { version: null, rules: 0 };
  let gathered: Gathered[] = [];
  const newest = new Map<string, Gathered>();
  let timer: NodeJS.Timeout | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let hits = 0;
  let strangers = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    toldAt = monotonic();
    send({ hits: gathered });
    gathered = [];
    newest.clear();
  }

  function gather({ rule, component }: RuleHit, { receivedAt, resourceId, source, line, textFrom }: LogRecord): void {
    // Of who is no resource only how often is told: its parts are nobody's.
    const part = resourceId === null ? '' : component;
    const thing = thingOf(rule, source, part);
    const before = newest.get(thing);
    const words = line.slice(textFrom, textFrom + MOST_LINE);
    if (before && before.ruleId === rule.id && before.resourceId === resourceId) {
      before.count += 1;
      before.lastAt = Math.max(before.lastAt, receivedAt);
      before.line = words;
      return;
    }
    // Of one thing no two moments are the same: what came later is later.
    const at = before ? Math.max(receivedAt, before.lastAt + 1) : receivedAt;
    const hit: Gathered = {
      ruleId: rule.id,
      resourceId,
      source,
      component: part,
      effect: rule.effect,
      at,
      lastAt: at,
      count: 1,
      line: words,
    };
    newest.set(thing, hit);
    gathered.push(hit);
  }

  return {
    follow: ({ version, items }) => {
      index = compileRules(items.map((rule) => ({ ...rule, isOn: true })));
      known = { version, rules: items.length };
    },
    look: (record) => {
      const subject = subjectOf(record);
      const hit = subject && index.hit(subject);
      if (!hit) return;
      hits += 1;
      if (record.resourceId === null) strangers += 1;
      gather(hit, record);
      if (gathered.length >= MOST_GATHERED) flush();
      else timer ??= setTimeout(flush, Math.max(GATHER_MS, toldAt + PACE_MS - monotonic()));
    },
    flush,
    stats: () => ({ ...known, hits, strangers }),
  };
}
