import type { LogCounts, LogLine, LogList } from '../../../../shared/contracts/logs.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { parseLogQuery } from '../../../../shared/domain/log/parse.ts';
import type { LogCondition, LogQuery } from '../../../../shared/domain/log/query.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { FACETS, LogError, type LogStore, type NumberedRecord } from '../../storage/logs/index.ts';

/** A resource as logs know it. */
export interface LogResource {
  readonly id: ResourceId;
  readonly name: string;
  readonly isSimulated: boolean;
}

export interface LogService {
  list(asked: Asked & { readonly before: number | null; readonly after: number | null; readonly limit: number }): Promise<LogList>;
  count(asked: Asked & { readonly buckets: number; readonly seat: string }): Promise<LogCounts>;
}

interface Asked {
  readonly query: string;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

interface Parts {
  readonly logs: LogStore;
  readonly clock: Clock;
  /** Every resource that was ever called something, retired ones too. */
  resources(): readonly LogResource[];
  resource(id: ResourceId): LogResource | undefined;
}

/** One page is looked for so long; the caller goes on from where it ended. */
const PAGE_MS = 400;
const COUNT_MS = 10_000;
const USUAL_MS = 3_600_000;
const FACET_VALUES = 12;
/** Stands for a device that no resource is called like. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

function isNamed(name: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = name.toLowerCase();
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}

/** Buckets of an even width, so that a histogram keeps its bars while time goes on. */
const WIDTHS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];

/** The narrowest even width in ms of which `most` cover a span. */
export function bucketWidth(spanMs: number, most: number): number {
  return 1000 * (WIDTHS_S.find((width) => spanMs / (width * 1000) <= most) ?? WIDTHS_S.at(-1) ?? 1);
}

/** Reads logs for people: questions as written in the box, devices by their names. */
export function createLogService({ logs, clock, resources, resource }: Parts): LogService {
  function byName(conditions: readonly LogCondition<string | null>[]): readonly LogCondition<ResourceId | null>[] {
    return conditions.map(({ values, isNot }) => {
      const ids = values.flatMap((value) =>
        value === null
          ? [null]
          : resources()
              .filter(({ id, name }) => id === value || isNamed(name, value))
              .map(({ id }) => id),
      );
      return { values: ids.length > 0 ? ids : [NOBODY], isNot };
    });
  }

  function queryOf({ query, from, to = clock.now() + 1 }: Asked): LogQuery {
    const { device, problems, ...parsed } = parseLogQuery(query);
    const [wrong] = problems;
    if (wrong) throw new Refusal('request.invalid', { fields: [{ path: `query.${wrong.field}`, message: 'unknown' }] });
    return { ...parsed, from: from ?? Math.max(0, to - USUAL_MS), to, resourceId: byName(device) };
  }

  function lineOf({ number, record }: NumberedRecord): LogLine {
    const from = record.resourceId === null ? undefined : resource(record.resourceId);
    return { number, ...record, marks: [...record.marks], resourceName: from?.name ?? null, isSimulated: from?.isSimulated ?? false };
  }

  /** A store that is being started again is a refusal that may be tried again, not a bug. */
  async function ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw error instanceof LogError ? new Refusal('storage.busy') : error;
    }
  }

  return {
    list: async ({ before, after, limit, ...asked }) => {
      const startedAt = clock.monotonic();
      const query = queryOf(asked);
      const page = await ask(() => logs.search({ query, before, after, limit, budgetMs: PAGE_MS }));
      return { ...page, items: page.records.map(lineOf), tookMs: clock.monotonic() - startedAt };
    },
    count: async ({ buckets, seat, ...asked }) => {
      const query = queryOf(asked);
      const bucketMs = bucketWidth(Math.max(1, query.to - query.from), buckets);
      const from = Math.floor(query.from / bucketMs) * bucketMs;
      const counting = { origin: from, bucketMs, values: FACET_VALUES, budgetMs: COUNT_MS };
      // A field that is asked for is told with what it would be without that: else only what was chosen could be chosen.
      const asking = FACETS.filter((facet) => query[facet].some(({ isNot }) => !isNot));
      const [counted, ...wider] = await ask(() =>
        Promise.all([
          logs.count(seat, { ...counting, query }),
          ...asking.map((facet) => logs.count(`${seat} ${facet}`, { ...counting, query: { ...query, [facet]: [] } })),
        ]),
      );
      const facets = Object.fromEntries(
        FACETS.map((facet) => {
          const { values, others } = (wider[asking.indexOf(facet)] ?? counted).facets[facet];
          const label = (value: string | null) => (facet === 'resourceId' && value !== null ? (resource(value)?.name ?? null) : null);
          return [facet, { others, values: values.map(({ value, count }) => ({ value, count, label: label(value) })) }];
        }),
      ) as LogCounts['facets'];
      return { ...counted, buckets: [...counted.buckets], errors: [...counted.errors], from, bucketMs, facets };
    },
  };
}
