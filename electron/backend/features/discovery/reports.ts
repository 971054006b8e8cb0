import { DiscoveryReport } from '../../../../shared/contracts/discoveryLink.ts';
import type { Finding } from '../../../../shared/domain/discovery/finding.ts';
import { readRanges } from '../../../../shared/domain/discovery/ranges.ts';
import { type Candidate, type KnownResource, missingOf, reviewOf } from '../../../../shared/domain/discovery/review.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { ResourceBook } from '../resources/index.ts';
import type { DiscoveryBook, DiscoveryRecord } from './book.ts';
import { addFindings, addRows, readIdentities, takeFindings } from './repository.ts';

interface Parts {
  readonly book: DiscoveryBook;
  readonly resources: ResourceBook;
  readonly clock: Clock;
}

export interface Reports {
  /** What the poller tells of a run, in the transaction that stores its sequence number; what does not fit any more is left out. True when the run does not go on. */
  take(work: Work, payload: unknown): Promise<boolean>;
  /** Ends the asking: what answered becomes rows of a review. */
  end(work: Work, record: DiscoveryRecord, state: 'reviewing' | 'cancelled'): Promise<DiscoveryRecord>;
  /** Rows from findings that are at hand. */
  review(work: Work, record: DiscoveryRecord, findings: readonly Finding[], adjust?: (candidate: Candidate) => Candidate): Promise<void>;
}

const missingRow = ({ id, name, address }: KnownResource): Candidate => ({
  verdict: 'missing',
  findings: [],
  score: 0,
  evidence: [],
  resourceId: id,
  hasSharedName: false,
  proposal: { name, resourceClass: 'RC3', importance: 'general', address, domain: '', location: '' },
});

const interrupted = (record: DiscoveryRecord, problem: string): DiscoveryRecord => ({
  ...record,
  state: 'interrupted',
  progress: { ...record.progress, problem },
  version: record.version + 1,
});

/** Turns what the poller reports into findings, progress and, at the end, rows. */
export function createReports({ book, resources, clock }: Parts): Reports {
  async function knownIn(work: Work): Promise<readonly KnownResource[]> {
    const identities = await readIdentities(work.db);
    return resources
      .within(work)
      .monitored()
      .map(({ id, name, address }) => ({ id, name, address, identity: identities.get(id) ?? null }));
  }

  async function review(
    work: Work,
    record: DiscoveryRecord,
    findings: readonly Finding[],
    adjust: (candidate: Candidate) => Candidate = (candidate) => candidate,
  ): Promise<void> {
    const known = await knownIn(work);
    const spans = record.definition.spans.flatMap((text) => readRanges(text).flatMap(({ span }) => span ?? []));
    const isWhole = record.progress.asked === record.definition.total;
    const missing = isWhole ? missingOf(known, spans, findings).map(missingRow) : [];
    const rows = [...reviewOf(findings, known).map(adjust), ...missing];
    const now = clock.now();
    await addRows(
      work.db,
      record.id,
      rows.map((candidate, position) => ({ id: newId(now), position, candidate })),
    );
  }

  async function end(work: Work, record: DiscoveryRecord, state: 'reviewing' | 'cancelled'): Promise<DiscoveryRecord> {
    await review(work, record, await takeFindings(work.db, record.id));
    return { ...record, state, endedAt: clock.now(), version: record.version + 1 };
  }

  return {
    review,
    end,
    take: async (work, payload) => {
      const report = DiscoveryReport.safeParse(payload);
      const record = report.success ? book.within(work).byId(report.data.runId) : undefined;
      if (!report.success || !record || (record.state !== 'running' && record.state !== 'paused')) return false;
      const { progress, definition } = record;
      if ('problem' in report.data) {
        const { problem } = report.data;
        await book.save(work, interrupted(record, problem));
        return true;
      }
      const { from, count, findings, packets, trials } = report.data;
      // Asked twice, over a pause or a restart: the first report counted.
      if (from < progress.asked) return false;
      if (from > progress.asked) {
        await book.save(work, interrupted(record, 'gap'));
        return true;
      }
      await addFindings(work.db, record.id, findings);
      const next: DiscoveryRecord = {
        ...record,
        progress: {
          asked: Math.min(definition.total, from + count),
          answered: progress.answered + findings.length,
          opened: progress.opened + findings.filter(({ gap }) => gap === null).length,
          packets: progress.packets + packets,
          mostRequests: Math.max(progress.mostRequests, ...findings.map(({ requests }) => requests)),
          trials,
          problem: null,
        },
      };
      const isOver = next.progress.asked >= definition.total;
      await book.save(work, isOver ? await end(work, next, 'reviewing') : next);
      return isOver;
    },
  };
}
