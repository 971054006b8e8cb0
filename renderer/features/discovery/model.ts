import type { TFunction } from 'i18next';
import type { Discovery, DiscoveryCandidate } from '../../../shared/contracts/discovery.ts';
import { valuesOf } from '../../../shared/contracts/problems.ts';
import { VERDICTS, type Verdict } from '../../../shared/domain/discovery/review.ts';
import type { Failure } from '../../lib/api.ts';
import { toCsv } from '../../lib/csv.ts';
import { formatCount, formatDuration, formatNumber } from '../../lib/format.ts';
import type { ReviewSearch, View } from './search.ts';

type T = TFunction<['discovery', 'common', 'terms']>;

/** Rows of these verdicts only tell: nobody has to decide them. */
const TELLING: ReadonlySet<Verdict> = new Set(['known', 'missing']);

/** True for a row that waits for a person. */
export function isOpen({ decision, verdict }: Pick<DiscoveryCandidate, 'decision' | 'verdict'>): boolean {
  return (decision === 'open' || decision === 'later') && !TELLING.has(verdict);
}

function isIn(view: View, row: DiscoveryCandidate): boolean {
  if (view === 'all') return true;
  return view === 'open' ? isOpen(row) : row.verdict === view;
}

function contains({ name, addresses, serial, model, proposal, resource }: DiscoveryCandidate, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [name, ...addresses, serial, model, proposal.name, resource?.name ?? ''].join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** The rows of a view in the order of the verdicts, what people put off behind the others of its verdict. */
export function shownRows(rows: readonly DiscoveryCandidate[], { view = 'open', q = '' }: ReviewSearch): readonly DiscoveryCandidate[] {
  const rank = (row: DiscoveryCandidate): number => VERDICTS.indexOf(row.verdict) * 2 + (row.decision === 'later' ? 1 : 0);
  return rows.filter((row) => isIn(view, row) && contains(row, q)).sort((a, b) => rank(a) - rank(b));
}

/** Rows with a band over each verdict. */
export function withBands(rows: readonly DiscoveryCandidate[], run: Discovery, t: T) {
  return VERDICTS.flatMap((verdict) => {
    const own = rows.filter((row) => row.verdict === verdict);
    if (own.length === 0) return [];
    const counts = t('discovery:band.open', { open: formatCount(run.open[verdict]), rows: formatCount(run.rows[verdict]) });
    const band = {
      kind: 'band' as const,
      id: `band ${verdict}`,
      label: `${t(`discovery:verdict.${verdict}`)} ${formatCount(run.rows[verdict])}`,
      note: TELLING.has(verdict)
        ? t(`discovery:band.${verdict}`)
        : t('discovery:band.note', { counts, note: t(`discovery:band.${verdict}`) }),
    };
    return [band, ...own.map((row) => ({ kind: 'row' as const, id: row.id, row }))];
  });
}

export const total = (counts: Readonly<Record<Verdict, number>>): number => VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);

/** How many rows a view has. */
export function countOf(run: Discovery, view: View): number {
  if (view === 'all') return total(run.rows);
  return view === 'open' ? total(run.open) : run.rows[view];
}

/** What a row can be made into now. */
export interface Possible {
  readonly accept: boolean;
  readonly merge: boolean;
  readonly separate: boolean;
  readonly later: boolean;
  readonly ignore: boolean;
  readonly reopen: boolean;
}

const NOTHING: Possible = { accept: false, merge: false, separate: false, later: false, ignore: false, reopen: false };

export function possibleFor({ verdict, decision, addresses, resource }: DiscoveryCandidate): Possible {
  if (decision === 'ignored') return { ...NOTHING, reopen: true };
  if (!isOpen({ verdict, decision })) return NOTHING;
  const isSeveral = addresses.length > 1;
  return {
    accept: !isSeveral || verdict === 'conflict',
    merge: isSeveral || resource !== null,
    separate: isSeveral || resource !== null,
    later: decision !== 'later',
    ignore: true,
    reopen: decision === 'later',
  };
}

export const nameOf = (t: T, { name, verdict, proposal, resource }: DiscoveryCandidate): string =>
  (verdict === 'missing' ? (resource?.name ?? proposal.name) : name) || t('discovery:row.unnamed');

export function addressesText(t: T, addresses: readonly string[]): string {
  const [first = ''] = addresses;
  return addresses.length <= 1 ? first : t('discovery:row.address.several', { first, n: addresses.length });
}

/** The model, else why there is none. */
export function modelText(t: T, { model, gap }: DiscoveryCandidate): string {
  return model === '' && gap !== null ? t(`discovery:gap.${gap}`) : model;
}

/** A score of a comparison; nothing was compared of a device alone. */
export const scoreText = ({ score, evidence }: Pick<DiscoveryCandidate, 'score' | 'evidence'>): string =>
  evidence.length === 0 ? '–' : formatNumber(score, 2);

/** Why a call about discovery did not succeed, with what it tells. */
export function failureText(t: T, failure: Failure): string {
  const busy = valuesOf(failure.problem, 'discovery.busy');
  if (busy) return t('discovery:failed.busy', { number: busy.number });
  const decided = valuesOf(failure.problem, 'discovery.decided');
  if (decided) return t('discovery:failed.decided', { n: decided.count });
  return t('discovery:failed', { problem: t(`terms:problem.${failure.code}`) });
}

export const timeText = (seconds: number): string => formatDuration(Math.max(1, seconds));

/** The review as a file for people who do not sit here. */
export function reviewCsv(rows: readonly DiscoveryCandidate[], t: T): string {
  const head = [
    t('discovery:row.device'),
    t('discovery:row.address'),
    t('discovery:row.model'),
    t('discovery:csv.serial'),
    t('discovery:column.state'),
    t('discovery:row.score'),
    t('discovery:row.evidence'),
    t('discovery:row.decision'),
    t('discovery:csv.resource'),
  ];
  const lines = rows.map((row) => [
    nameOf(t, row),
    row.addresses.join(' '),
    modelText(t, row),
    row.serial,
    t(`discovery:verdict.${row.verdict}`),
    scoreText(row),
    row.evidence.map(({ key, verdict }) => t(`discovery:evidence.${key}.${verdict}`)).join(t('common:list.clauses')),
    t(`discovery:decision.${row.decision}`),
    row.resource?.name ?? '',
  ]);
  return toCsv(head, lines);
}
