import { isIP } from 'node:net';
import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import type { Fault, Observation } from '../../../../shared/domain/observation/observation.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { type Echoes, summarise } from './decode.ts';
import { ECHOES, findFping, ping } from './fping.ts';

type Config = CheckOf<'icmp'>;

const RESOLVE_LIMIT_MS = 2000;
/** Three echo requests a cycle: loss, mean round-trip time, reachable with at least one reply (R-8.2.2-a3-3). */
export const icmpCollector: Collector<Config> = {
  protocol: 'icmp',
  config: CHECK_SCHEMAS.icmp,
  batch: 500,
  requests: ECHOES,
  concurrency: { fast: 4, slow: 4 },
  missing: async () => ((await findFping()) === null ? 'tool.fping' : null),
  create: (context) => ({ collect: (targets, signal) => collect(targets, context, signal), stop: async () => undefined }),
};

/** Targets with a literal address do not wait for those whose names must be looked up. */
async function collect(
  targets: readonly Target<Config>[],
  context: CollectorContext,
  signal: AbortSignal,
): Promise<readonly Observation[]> {
  const program = await findFping();
  if (program === null) return targets.flatMap((target) => report(target, context, { fault: toolFault('tool.fping') }));
  const named = targets.filter(({ address }) => isNamed(address));
  const literal = targets.filter(({ address }) => !isNamed(address));
  const parts = await Promise.all([literal, named].map((part) => resolveAndPing(program, part, context, signal)));
  return parts.flat();
}

const isNamed = (address: string): boolean => isIP(address.split('%')[0] ?? '') === 0;

async function resolveAndPing(
  program: string,
  targets: readonly Target<Config>[],
  context: CollectorContext,
  signal: AbortSignal,
): Promise<readonly Observation[]> {
  const unresolved: Observation[] = [];
  const byFamily = { 4: new Map<string, Target<Config>[]>(), 6: new Map<string, Target<Config>[]>() };
  const resolved = await Promise.all(
    targets.map(async (target) => ({ target, found: await context.resolver.resolve(target.address, RESOLVE_LIMIT_MS) })),
  );
  for (const { target, found } of resolved) {
    if ('fault' in found) {
      unresolved.push(...report(target, context, found));
      continue;
    }
    const [first] = found.addresses;
    if (first) byFamily[first.family].set(first.address, [...(byFamily[first.family].get(first.address) ?? []), target]);
  }
  const pinged = await Promise.all(([4, 6] as const).map((family) => pingAll(program, family, byFamily[family], context, signal)));
  return [...unresolved, ...pinged.flat()];
}

async function pingAll(
  program: string,
  family: 4 | 6,
  targets: ReadonlyMap<string, readonly Target<Config>[]>,
  context: CollectorContext,
  signal: AbortSignal,
): Promise<readonly Observation[]> {
  if (targets.size === 0) return [];
  const pinged = await ping(program, family, [...targets.keys()], signal);
  if ('problem' in pinged && !signal.aborted) context.log.error({ family, targets: targets.size, problem: pinged.problem }, 'fping failed');
  return [...targets].flatMap(([address, sharing]) => {
    const answer = 'problem' in pinged ? { fault: toolFault(pinged.problem) } : answerOf(address, pinged.echoes.get(address));
    return sharing.flatMap((target) => report(target, context, answer));
  });
}

type Answer = { readonly echoes: Echoes; readonly fault: Fault | null } | { readonly fault: Fault };

const toolFault = (detail: string): Fault => ({ kind: 'tool', retryable: true, detail: detail.slice(0, 500) });

function answerOf(address: string, echoes: Echoes | undefined): Answer {
  if (!echoes) return { fault: toolFault(`fping said nothing about ${address}`) };
  if (echoes.rtts.some((rtt) => rtt !== null)) return { echoes, fault: null };
  const fault: Fault = echoes.icmpError
    ? { kind: 'unreachable', retryable: true, detail: echoes.icmpError }
    : { kind: 'timeout', retryable: true, detail: `no reply to ${echoes.rtts.length} echo requests` };
  return { echoes, fault };
}

function report({ resourceId }: Target<Config>, { clock }: CollectorContext, answer: Answer): readonly Observation[] {
  const common = { resourceId, at: clock.now(), protocol: 'icmp', component: '' } as const;
  const { lossPercent, rttMs } = 'echoes' in answer ? summarise(answer.echoes) : { lossPercent: null, rttMs: null };
  return [
    { ...common, kind: 'sample', metric: 'icmp.loss', value: lossPercent },
    { ...common, kind: 'sample', metric: 'icmp.rtt', value: rttMs },
    { ...common, kind: 'reachability', reachable: answer.fault === null, fault: answer.fault },
  ];
}
