import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import { type CheckOf, identityOf } from '../../../../shared/domain/check/index.ts';
import type { Fault, Observation } from '../../../../shared/domain/observation/observation.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { componentOf } from '../component.ts';
import { withDeadline } from '../net/deadline.ts';
import { resolveIn } from '../net/family.ts';
import { timeoutFault } from '../net/fault.ts';
import { type Asked, ask } from './ask.ts';
import { answersTo, askedName, judge } from './judge.ts';

type Config = CheckOf<'dns'>;

const LIMIT_MS = 5000;

/** One question to the name server at the address of the resource: its answer and how long that took. Component: type and name. */
export const dnsCollector: Collector<Config> = {
  protocol: 'dns',
  config: CHECK_SCHEMAS.dns,
  batch: 1,
  requests: 1,
  concurrency: { fast: 256, slow: 64 },
  missing: async () => null,
  create: (context) => ({
    collect: async (targets, signal) => (await Promise.all(targets.map((target) => check(target, context, signal)))).flat(),
    stop: async () => undefined,
  }),
};

async function check(target: Target<Config>, { clock, resolver }: CollectorContext, signal: AbortSignal): Promise<Observation[]> {
  const { config } = target;
  const limitMs = Math.min(LIMIT_MS, target.intervalMs / 2);
  const report = (asked: Asked, durationMs: number | null): Observation[] => {
    const common = { resourceId: target.resourceId, at: clock.now(), protocol: 'dns', component: componentOf(identityOf(config)) } as const;
    const reply = 'reply' in asked ? asked.reply : null;
    const fault: Fault | null = 'fault' in asked ? asked.fault : judge(config, asked.reply);
    return [
      { ...common, kind: 'sample', metric: 'dns.duration', value: durationMs },
      { ...common, kind: 'sample', metric: 'dns.rcode', value: reply?.rcode ?? null },
      { ...common, kind: 'sample', metric: 'dns.answers', value: reply ? answersTo(config, reply).length : null },
      { ...common, kind: 'reachability', reachable: fault === null, fault },
    ];
  };
  return withDeadline(signal, limitMs, async (deadline) => {
    const resolved = await resolveIn(config.family, resolver, target.address, limitMs / 2);
    if ('fault' in resolved) return report(resolved, null);
    const [server] = resolved.addresses;
    if (!server) return report({ fault: { kind: 'unreachable', retryable: true, detail: 'snmp.noAddress' } }, null);
    const startedAt = clock.monotonic();
    const question = { name: askedName(config), type: config.recordType };
    const asked = await ask(question, server, config.port, deadline, timeoutFault('no answer', limitMs));
    return report(asked, 'reply' in asked ? clock.monotonic() - startedAt : null);
  });
}
