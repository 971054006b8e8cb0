import type { PolicyDraft } from '../../../../shared/contracts/policyEffect.ts';
import type { Replay, ReplayEpisode } from '../../../../shared/contracts/policyReplay.ts';
import type { MetricThreshold } from '../../../../shared/domain/alarm/policy.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { type Comparison, compareReplays, NO_REPLAY, type ReplayState } from '../../../../shared/domain/policy/replay.ts';
import { createResolver } from '../../../../shared/domain/policy/resolve.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { TelemetryStore } from '../../storage/telemetry/index.ts';
import type { PolicyBook } from './book.ts';
import { appliedDraft, intended, type NamedSubject } from './effect.ts';
import { createReplayTally, type ReplayTally } from './replayTally.ts';

const DAY_MS = 86_400_000;
/** One call of the reading thread judges so much of one series: about 20 000 samples at 30 s, some tens of milliseconds. */
const SLICE_MS = 7 * DAY_MS;

export interface ReplayLimits {
  readonly samples: number;
  readonly ms: number;
}
const LIMITS: ReplayLimits = { samples: 20_000_000, ms: 60_000 };

export interface Replays {
  /** Begins a run; one that the owner began before is stopped and forgotten. */
  start(owner: string, draft: PolicyDraft, days: number): Replay;
  get(id: string): Replay;
  stop(id: string): Replay;
}

interface Parts {
  readonly book: PolicyBook;
  readonly telemetry: Pick<TelemetryStore, 'series' | 'replay'>;
  readonly clock: Clock;
  readonly log: Log;
  subjects(): readonly NamedSubject[];
  readonly limits?: ReplayLimits;
}

interface Judged {
  readonly subject: NamedSubject;
  readonly rules: readonly { readonly metric: string; readonly draft: MetricThreshold | null; readonly present: MetricThreshold | null }[];
}

interface Run {
  view: Omit<Replay, keyof ReturnType<ReplayTally['counts']>>;
  readonly tally: ReplayTally;
  readonly startedAt: number;
}

type Place = Pick<ReplayEpisode, 'resourceId' | 'resourceName' | 'metric' | 'component'>;

function told(place: Place, { both, missed, added }: Comparison): readonly ReplayEpisode[] {
  return [
    ...both.map(({ episode, laterMs }) => ({ ...place, ...episode, by: 'both' as const, laterMs })),
    ...missed.map((one) => ({ ...place, ...one, by: 'present' as const, laterMs: null })),
    ...added.map((one) => ({ ...place, ...one, by: 'draft' as const, laterMs: null })),
  ];
}

const shown = ({ view, tally }: Run): Replay => ({ ...view, ...tally.counts() });

/** Runs of drafts over stored samples: judged in the reading thread of telemetry, one slice of one series after the other, within limits. */
export function createReplays({ book, telemetry, clock, log, subjects, limits = LIMITS }: Parts): Replays {
  const runs = new Map<string, { readonly id: string; readonly run: Run }>();

  function judgedBy(draft: PolicyDraft): readonly Judged[] {
    const policies = book.all();
    const { id } = appliedDraft(draft);
    const before = createResolver(policies);
    const after = createResolver(intended(policies, { apply: [], withdraw: [], draft }));
    return subjects().flatMap((subject) => {
      const [were, are] = [before(subject).thresholds, after(subject).thresholds];
      const rules = [...new Set([...were.keys(), ...are.keys()])]
        .map((metric) => ({ metric, draft: are.get(metric) ?? null, present: were.get(metric) ?? null }))
        .filter(({ draft: is, present: was }) => is?.policyId === id || was?.policyId === id || is === null);
      return rules.length === 0 ? [] : [{ subject, rules }];
    });
  }

  function isAtLimit(run: Run): boolean {
    const cutBy = run.view.samples >= limits.samples ? 'samples' : clock.monotonic() - run.startedAt >= limits.ms ? 'time' : null;
    if (cutBy !== null && run.view.state === 'running') run.view = { ...run.view, state: 'cut', cutBy };
    return run.view.state !== 'running';
  }

  async function judgeSeries(run: Run, place: Place, rule: Judged['rules'][number]): Promise<void> {
    const { resourceId, metric, component } = place;
    let state: { readonly draft: ReplayState; readonly present: ReplayState } = { draft: NO_REPLAY, present: NO_REPLAY };
    for (let from: Instant = run.view.from; from < run.view.to && !isAtLimit(run); from += SLICE_MS) {
      const to = Math.min(from + SLICE_MS, run.view.to);
      const part = await telemetry.replay({ resourceId, metric, component, from, to, draft: rule.draft, present: rule.present, state });
      state = part.state;
      run.view = { ...run.view, samples: run.view.samples + part.samples, gaps: run.view.gaps + part.gaps };
    }
    const comparison = compareReplays(state.present, state.draft);
    run.tally.add(told(place, comparison));
    run.view = {
      ...run.view,
      series: run.view.series + 1,
      draft: run.view.draft + state.draft.count,
      present: run.view.present + state.present.count,
      uncompared: run.view.uncompared + (comparison.until === null ? 0 : 1),
    };
  }

  async function judgeResource(run: Run, { subject, rules }: Judged): Promise<void> {
    const known = await telemetry.series(subject.id);
    for (const rule of rules)
      for (const { component } of known.filter(({ metric }) => metric === rule.metric)) {
        if (isAtLimit(run)) return;
        await judgeSeries(run, { resourceId: subject.id, resourceName: subject.name, metric: rule.metric, component }, rule);
      }
  }

  async function play(run: Run, judged: readonly Judged[]): Promise<void> {
    try {
      for (const one of judged) {
        await judgeResource(run, one);
        if (isAtLimit(run)) break;
        run.view = { ...run.view, done: run.view.done + 1 };
      }
      if (run.view.state === 'running') run.view = { ...run.view, state: 'done' };
    } catch (error) {
      log.warn({ error: toLogFormat(error) }, 'replay failed');
      run.view = { ...run.view, state: 'failed' };
    }
    run.view = { ...run.view, tookMs: Math.round(clock.monotonic() - run.startedAt) };
  }

  function find(id: string): Run {
    const found = [...runs.values()].find((one) => one.id === id);
    if (!found) throw new Refusal('replay.notFound');
    return found.run;
  }

  function halt(run: Run | undefined): void {
    if (run?.view.state === 'running') run.view = { ...run.view, state: 'stopped' };
  }

  return {
    start: (owner, draft, days) => {
      const judged = judgedBy(draft);
      const now = clock.now();
      halt(runs.get(owner)?.run);
      const nothing = { done: 0, series: 0, samples: 0, gaps: 0, tookMs: 0, draft: 0, present: 0, uncompared: 0 };
      const run: Run = {
        view: { ...nothing, id: newId(now), state: 'running', cutBy: null, from: now - days * DAY_MS, to: now, total: judged.length },
        tally: createReplayTally(),
        startedAt: clock.monotonic(),
      };
      runs.set(owner, { id: run.view.id, run });
      void play(run, judged);
      return shown(run);
    },
    get: (id) => shown(find(id)),
    stop: (id) => {
      const run = find(id);
      halt(run);
      return shown(run);
    },
  };
}
