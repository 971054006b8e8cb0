import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Collector, Target } from '../../electron/backend/collectors/collector.ts';
import { createResolver } from '../../electron/backend/collectors/net/resolve.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import type { OpenCredential } from '../../electron/backend/lib/credentials.ts';
import { type Detail, readDetail } from '../../shared/domain/observation/detail.ts';
import type { Observation, Sample } from '../../shared/domain/observation/observation.ts';

export const silentLog = pino({ level: 'silent' });

/** Runs a program to its end; throws with what it wrote to standard error when it fails. */
export function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Null when all of these can be had, else the reason, which is printed: a test that needs them is left out, visibly. */
export function lacking(
  what: string,
  needs: { readonly root?: boolean; readonly programs?: readonly string[]; readonly try?: () => void },
): string | null {
  const reason = reasonOf(needs);
  if (reason !== null) console.warn(`${what}: left out, ${reason}`);
  return reason;
}

function reasonOf(needs: Parameters<typeof lacking>[1]): string | null {
  if (needs.root && process.getuid?.() !== 0) return 'needs root';
  const missing = (needs.programs ?? []).filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
  if (missing.length > 0) return `needs ${missing.join(', ')}`;
  try {
    needs.try?.();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n').at(-1) ?? error.message) : String(error);
  }
}

/** A folder of its own, removed by the returned function. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'protocol-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Pair {
  /** Interface on this side, and the addresses of both. */
  readonly name: string;
  readonly namespace: string;
  readonly near: string;
  readonly far: string;
  readonly far6: string;
  remove(): void;
}

/** Another machine, as far as IP is concerned: a network namespace behind a cable of its own. Needs root. */
export function networkPair(): Pair {
  const id = process.pid % 50_000;
  const [high, low] = [Math.floor(id / 64) % 256, (id % 64) * 4];
  const pair = {
    name: `swa${id}`,
    namespace: `sw-peer-${id}`,
    near: `198.18.${high}.${low + 1}`,
    far: `198.18.${high}.${low + 2}`,
    far6: `fd5a:${id.toString(16)}::2`,
    remove: () => {
      spawnSync('ip', ['link', 'del', `swa${id}`]);
      spawnSync('ip', ['netns', 'del', `sw-peer-${id}`]);
    },
  };
  pair.remove();
  run('ip', 'netns', 'add', pair.namespace);
  run('ip', 'link', 'add', pair.name, 'type', 'veth', 'peer', 'name', 'far', 'netns', pair.namespace);
  run('ip', 'addr', 'add', `${pair.near}/30`, 'dev', pair.name);
  run('ip', '-6', 'addr', 'add', `fd5a:${id.toString(16)}::1/64`, 'dev', pair.name, 'nodad');
  run('ip', 'link', 'set', pair.name, 'up');
  run('ip', '-n', pair.namespace, 'addr', 'add', `${pair.far}/30`, 'dev', 'far');
  run('ip', '-n', pair.namespace, '-6', 'addr', 'add', `${pair.far6}/64`, 'dev', 'far', 'nodad');
  run('ip', '-n', pair.namespace, 'link', 'set', 'far', 'up');
  return pair;
}

/** One cycle of a collector made for it, for targets given by address and configuration. */
export async function collectOnce<Config>(
  collector: Collector<Config>,
  targets: readonly TargetDraft<Config>[],
): Promise<readonly Observation[]> {
  const running = startCollector(collector);
  const observations = await running.collect(targets);
  await running.stop();
  return observations;
}

/** A target by address and configuration. */
export interface TargetDraft<Config> {
  readonly address: string;
  readonly config: Config;
  readonly intervalMs?: number;
}

/** A collector that remembers between cycles; target n is resource `rn`. */
export function startCollector<Config>(
  collector: Collector<Config>,
  credentials: ReadonlyMap<string, OpenCredential> = new Map(),
): { collect(targets: readonly TargetDraft<Config>[]): Promise<readonly Observation[]>; stop(): Promise<void> } {
  const running = collector.create({
    clock: systemClock,
    log: silentLog,
    resolver: createResolver(systemClock),
    credentials: { get: (id) => credentials.get(id) ?? null },
    dataFolder: '/nonexistent',
  });
  return {
    collect: (targets) => {
      const full = targets.map(
        (target, i): Target<Config> => ({ assignmentId: `a${i}`, resourceId: `r${i}`, intervalMs: 30_000, ...target }),
      );
      return running.collect(full, new AbortController().signal);
    },
    stop: () => running.stop(),
  };
}

/** The values of a metric, of one resource and component where given. */
export function valuesOf(
  observations: readonly Observation[],
  metric: Sample['metric'],
  where: { resourceId?: string; component?: string } = {},
): (number | null)[] {
  return observations.flatMap((o) =>
    o.kind === 'sample' &&
    o.metric === metric &&
    (where.resourceId === undefined || o.resourceId === where.resourceId) &&
    (where.component === undefined || o.component === where.component)
      ? [o.value]
      : [],
  );
}

/** What was said about reaching a resource: 'reachable', or the kind and the detail of the fault. */
export function verdictOf(observations: readonly Observation[], resourceId = 'r0'): string {
  const found = observations.find((o) => o.kind === 'reachability' && o.resourceId === resourceId);
  if (found?.kind !== 'reachability') return 'nothing';
  return found.fault ? `${found.fault.kind}: ${found.fault.detail}` : 'reachable';
}

/** Kind of the fault of a resource, and its detail read as a code; null where there is none. */
export function faultOf(observations: readonly Observation[], resourceId = 'r0'): ({ readonly kind: string } & Detail) | null {
  const found = observations.find((one) => one.kind === 'reachability' && one.resourceId === resourceId);
  const fault = found?.kind === 'reachability' ? found.fault : null;
  return fault && { kind: fault.kind, ...(readDetail(fault.detail) ?? { code: fault.detail, values: {} }) };
}
