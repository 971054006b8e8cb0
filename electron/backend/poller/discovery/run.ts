import { isIPv6 } from 'node:net';
import type { DiscoveryOrder, DiscoveryReport } from '../../../../shared/contracts/discoveryLink.ts';
import type { Finding } from '../../../../shared/domain/discovery/finding.ts';
import { ECHOES } from '../../../../shared/domain/discovery/plan.ts';
import { addressesAt, readRanges } from '../../../../shared/domain/discovery/ranges.ts';
import { findFping, ping } from '../../collectors/icmp/fping.ts';
import type { SharedSockets } from '../../collectors/snmp/sockets.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import { createLimiter } from './limiter.ts';
import { type OpenSet, probe } from './probe.ts';
import { createTrials } from './trials.ts';

export interface RunParts {
  readonly sockets: SharedSockets;
  readonly clock: Clock;
  readonly log: Log;
  /** The set as it is now, or null where it is gone or cannot be opened. */
  openSet(id: string): OpenSet | null;
  report(report: DiscoveryReport): void;
}

export interface Run {
  /** Asks nothing more; what is being asked is given up. */
  stop(): void;
  /** When the run has ended by itself or was stopped: whether it asked everything. */
  readonly ended: Promise<boolean>;
}

/** Addresses that are asked and reported together. */
const PART = 32;
/** Parts that are being asked at a time: silent devices of one do not hold up the next. */
const PARTS_AT_A_TIME = 6;

class Halted extends Error {
  readonly problem: string;

  constructor(problem: string) {
    super(problem);
    this.problem = problem;
  }
}

interface Asked {
  readonly findings: readonly Finding[];
  readonly packets: number;
}

/** Round-trip times of the addresses that answered. */
async function sweep(addresses: readonly string[], gapMs: number, signal: AbortSignal, log: Log): Promise<ReadonlyMap<string, number>> {
  const program = await findFping();
  if (program === null) throw new Halted('tool.fping');
  const answered = new Map<string, number>();
  for (const family of [4, 6] as const) {
    const own = addresses.filter((address) => isIPv6(address) === (family === 6));
    if (own.length === 0) continue;
    const pinged = await ping(program, family, own, signal, { echoes: ECHOES, gapMs });
    if ('problem' in pinged) {
      if (signal.aborted) return answered;
      log.error({ problem: pinged.problem }, 'fping failed');
      throw new Halted('tool.fping.failed');
    }
    for (const address of own) {
      const times = (pinged.echoes.get(address)?.rtts ?? []).filter((rtt) => rtt !== null);
      if (times.length > 0) answered.set(address, times.reduce((sum, rtt) => sum + rtt, 0) / times.length);
    }
  }
  return answered;
}

/** Asks the addresses of an order from where it stands: first whether they are there, then who they are. Reports parts in their order. */
export function startRun(order: DiscoveryOrder, { sockets, clock, log, openSet, report }: RunParts): Run {
  const controller = new AbortController();
  const { signal } = controller;
  const spans = order.spans.flatMap((text) => readRanges(text).flatMap(({ span }) => span ?? []));
  const limiter = createLimiter(order.pace, clock);
  const trials = createTrials(order.trials);
  const sets = order.sets.flatMap((id) => openSet(id) ?? []);

  async function ask(addresses: readonly string[]): Promise<Asked> {
    await limiter.take(addresses.length * ECHOES);
    if (signal.aborted) return { findings: [], packets: 0 };
    const answered = await sweep(addresses, 1000 / order.pace, signal, log);
    const parts = { sockets, limiter, trials, sets, port: order.port, log, signal, now: clock.now };
    const findings = await Promise.all([...answered].map(([address, rttMs]) => probe(address, rttMs, ECHOES, parts)));
    const silent = (addresses.length - findings.length) * ECHOES;
    return { findings, packets: findings.reduce((sum, { requests }) => sum + requests, silent) };
  }

  async function all(): Promise<boolean> {
    if (sets.length < order.sets.length) throw new Halted('credential');
    const asking: { readonly from: number; readonly count: number; readonly asked: Promise<Asked> }[] = [];
    let next = order.from;
    while (!signal.aborted && (next < order.total || asking.length > 0)) {
      while (next < order.total && asking.length < PARTS_AT_A_TIME) {
        const addresses = addressesAt(spans, next, Math.min(PART, order.total - next));
        const asked = ask(addresses);
        // Awaited in its turn: until then a failure is not a surprise.
        asked.catch(() => undefined);
        asking.push({ from: next, count: addresses.length, asked });
        next += addresses.length;
        if (addresses.length === 0) throw new Halted('range');
      }
      const first = asking.shift();
      if (!first) break;
      const { findings, packets } = await first.asked;
      if (signal.aborted) return false;
      report({ runId: order.id, from: first.from, count: first.count, findings, packets, trials: trials.state() });
    }
    return !signal.aborted;
  }

  const ended = all().catch((error: unknown) => {
    if (signal.aborted) return false;
    if (!(error instanceof Halted)) log.error({ run: order.id, error: toLogFormat(error) }, 'discovery failed');
    report({ runId: order.id, problem: error instanceof Halted ? error.problem : 'internal' });
    // What was begun beside it is of no use any more.
    controller.abort();
    return false;
  });
  return { stop: () => controller.abort(), ended };
}
