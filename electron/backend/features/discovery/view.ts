import type { Discovery, DiscoveryCandidate } from '../../../../shared/contracts/discovery.ts';
import { undoableUntil } from '../../../../shared/domain/discovery/batch.ts';
import { NO_TRIAL } from '../../../../shared/domain/discovery/plan.ts';
import { VERDICTS, type Verdict } from '../../../../shared/domain/discovery/review.ts';
import type { ResourceShelf } from '../resources/index.ts';
import type { DiscoveryRecord } from './book.ts';
import type { SummaryRow, Tally } from './repository.ts';

const WAITING: ReadonlySet<string> = new Set(['open', 'later']);
/** Rows of these verdicts only tell: nobody has to decide them. */
const TELLING: ReadonlySet<Verdict> = new Set(['known', 'missing']);

function countsOf(tallies: readonly Tally[], isCounted: (tally: Tally) => boolean): Record<Verdict, number> {
  const sum = (verdict: Verdict): number =>
    tallies.filter((tally) => tally.verdict === verdict && isCounted(tally)).reduce((total, { count }) => total + count, 0);
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, sum(verdict)])) as Record<Verdict, number>;
}

/** A run as the interface shows it; `tallies` are its own. */
export function discoveryView(record: DiscoveryRecord, tallies: readonly Tally[]): Discovery {
  const { definition, progress } = record;
  const { ranges, exclusions, pace, port, total, excluded, previousId } = definition;
  const { asked, answered, opened, packets, mostRequests, problem } = progress;
  const { id, number, kind, name, state, createdAt, createdBy, endedAt, acceptedAt, undoneAt, version } = record;
  return {
    ...{ id, number, kind, name, state, ranges, exclusions, pace, port, total, excluded, previousId },
    ...{ asked, answered, opened, packets, mostRequests, problem },
    ...{ createdAt, createdBy, endedAt, acceptedAt, undoneAt, version },
    sets: definition.sets.map((set) => {
      const { refused, silent, opened: took } = progress.trials[set.id] ?? NO_TRIAL;
      return { ...set, refused, silent, opened: took };
    }),
    rows: countsOf(tallies, () => true),
    open: countsOf(tallies, ({ decision, verdict }) => state !== 'undone' && WAITING.has(decision) && !TELLING.has(verdict)),
    made: tallies.filter(({ decision }) => decision === 'accepted').reduce((sum, { made }) => sum + made, 0),
    undoableUntil: undoneAt === null ? undoableUntil(acceptedAt) : null,
  };
}

export function candidateView({ id, verdict, decision, resourceId, summary }: SummaryRow, resources: ResourceShelf): DiscoveryCandidate {
  const resource = resourceId === null ? undefined : resources.byId(resourceId);
  return {
    ...summary,
    id,
    verdict,
    decision,
    addresses: [...summary.addresses],
    evidence: [...summary.evidence],
    resource: resource ? { id: resource.id, name: resource.name, address: resource.address } : null,
  };
}
