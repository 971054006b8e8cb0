import type { RemoteWriteState } from '../../../shared/contracts/remoteWrite.ts';
import type { RetentionUse } from '../../../shared/contracts/retention.ts';
import { FIGURES } from '../../../shared/domain/health/figures.ts';
import { RESOURCE_CLASSES, type ResourceClass } from '../../../shared/domain/inventory/resource.ts';
import { weeksThatGo } from '../../../shared/domain/retention/estimate.ts';
import {
  type Keeping,
  LEAST_ROLLUP_DAYS,
  LEAST_SAMPLE_DAYS,
  type LongerKept,
  MAX_CLASSES,
  MOST_DAYS,
  type Shortening,
} from '../../../shared/domain/retention/keeping.ts';

/** Days as they are typed, so that nothing typed is lost. */
export interface ClassDraft {
  readonly key: number;
  readonly resourceClass: ResourceClass | '';
  readonly metric: string;
  readonly days: string;
}
export interface Draft {
  readonly samplesDays: string;
  readonly rollupsDays: string;
  readonly longer: readonly ClassDraft[];
}

export function draftOf({ samplesDays, rollupsDays, longer }: Keeping): Draft {
  return {
    samplesDays: String(samplesDays),
    rollupsDays: String(rollupsDays),
    longer: longer.map(({ resourceClass, metric, days }, key) => ({
      ...{ key, resourceClass: resourceClass ?? ('' as const), metric: metric ?? '', days: String(days) },
    })),
  };
}

/** One more class, a year longer than the others. */
export function withClass(draft: Draft): Draft {
  const key = Math.max(-1, ...draft.longer.map((one) => one.key)) + 1;
  const days = String(Math.min(MOST_DAYS, (wholeOf(draft.samplesDays) ?? LEAST_SAMPLE_DAYS) + 365));
  return { ...draft, longer: [...draft.longer, { key, resourceClass: '', metric: '', days }] };
}

export type Issue = 'number' | 'samplesFloor' | 'rollupsFloor' | 'most' | 'nothing' | 'twice';
/** By place: `samplesDays`, `rollupsDays`, and of a class by its key `days 3`, `of 3`. */
export type Issues = Readonly<Record<string, Issue>>;

const wholeOf = (text: string): number | null => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : null);

function daysIssue(text: string, least: number, floor: Issue): Issue | null {
  const days = wholeOf(text);
  if (days === null) return 'number';
  if (days < least) return floor;
  return days > MOST_DAYS ? 'most' : null;
}

/** What has to be put right before it can be saved; empty where nothing has. */
export function issuesOf({ samplesDays, rollupsDays, longer }: Draft): Issues {
  const found: Record<string, Issue> = {};
  const note = (place: string, issue: Issue | null) => {
    if (issue !== null) found[place] = issue;
  };
  note('samplesDays', daysIssue(samplesDays, LEAST_SAMPLE_DAYS, 'samplesFloor'));
  note('rollupsDays', daysIssue(rollupsDays, LEAST_ROLLUP_DAYS, 'rollupsFloor'));
  const seen = new Set<string>();
  for (const { key, resourceClass, metric, days } of longer) {
    note(`days ${key}`, daysIssue(days, LEAST_SAMPLE_DAYS, 'samplesFloor'));
    const of = `${resourceClass} ${metric}`;
    note(`of ${key}`, resourceClass === '' && metric === '' ? 'nothing' : seen.has(of) ? 'twice' : null);
    seen.add(of);
  }
  return found;
}

/** The draft as a setting; null while something has to be put right. */
export function settingOf(draft: Draft): Keeping | null {
  if (Object.keys(issuesOf(draft)).length > 0) return null;
  return {
    samplesDays: Number(draft.samplesDays),
    rollupsDays: Number(draft.rollupsDays),
    longer: draft.longer.map(({ resourceClass, metric, days }) => ({
      ...{ resourceClass: resourceClass === '' ? null : resourceClass, metric: metric === '' ? null : metric, days: Number(days) },
    })),
  };
}

/** True for a class that is kept no longer than all samples are. */
export function isIdle({ days }: ClassDraft, { samplesDays }: Draft): boolean {
  const [own, all] = [wholeOf(days), wholeOf(samplesDays)];
  return own !== null && all !== null && own <= all;
}

export const isFull = ({ longer }: Draft): boolean => longer.length >= MAX_CLASSES;
export const CLASS_CHOICES: readonly (ResourceClass | '')[] = ['', ...RESOURCE_CLASSES];

/** The same setting, whatever the order of its classes. */
export function isSame(a: Keeping, b: Keeping): boolean {
  const text = (one: LongerKept) => JSON.stringify([one.resourceClass, one.metric, one.days]);
  return (
    a.samplesDays === b.samplesDays &&
    a.rollupsDays === b.rollupsDays &&
    JSON.stringify(a.longer.map(text).sort()) === JSON.stringify(b.longer.map(text).sort())
  );
}

/** Files that a shortening removes at `at`; null for a class, whose weeks are kept as long as was promised when they were put apart. */
export function goneBy(shortening: Shortening, use: RetentionUse, at: number) {
  if (shortening.what === 'class') return null;
  const weeks = weeksThatGo(shortening.what === 'samples' ? use.samples : use.rollups, shortening.to, at);
  const [first] = weeks;
  const last = weeks.at(-1);
  return { weeks: weeks.length, bytes: weeks.reduce((sum, { bytes }) => sum + bytes, 0), from: first?.from ?? null, to: last?.to ?? null };
}

/** The oldest and the size of a kind of files; `oldest` null where there is none yet. */
export function spanOf(weeks: readonly { readonly from: number; readonly bytes: number }[]) {
  return { oldest: weeks[0]?.from ?? null, bytes: weeks.reduce((sum, { bytes }) => sum + bytes, 0) };
}

export type RemoteCondition = 'off' | 'idle' | 'well' | 'slow' | 'waits' | 'refused';

const LONGEST_WAIT_MS = FIGURES.queueOldest.above * 1000;

/** How passing on goes; `idle`: on, and nothing was sent yet; `slow`: what is taken is less than what comes. */
export function conditionOf(url: string | null, { at, problem, refused, sentAt, waiting, oldestAt }: RemoteWriteState): RemoteCondition {
  if (url === null) return 'off';
  if (problem === null && oldestAt !== null && at - oldestAt > LONGEST_WAIT_MS) return 'slow';
  if (problem === null) return sentAt === null ? 'idle' : 'well';
  return waiting > 0 || refused === 0 ? 'waits' : 'refused';
}
