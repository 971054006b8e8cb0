import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import type { Fault, Observation } from '../../../../shared/domain/observation/observation.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { withDeadline } from '../net/deadline.ts';
import { dial } from '../net/dial.ts';
import { timeoutFault } from '../net/fault.ts';

type Config = CheckOf<'tcp'>;

const LIMIT_MS = 5000;

/** A connection to the port is accepted, and how long that took without the name lookup. Component: the port. */
export const tcpCollector: Collector<Config> = {
  protocol: 'tcp',
  config: CHECK_SCHEMAS.tcp,
  batch: 1,
  requests: 1,
  concurrency: { fast: 512, slow: 64 },
  missing: async () => null,
  create: (context) => ({
    collect: async (targets, signal) => (await Promise.all(targets.map((target) => check(target, context, signal)))).flat(),
    stop: async () => undefined,
  }),
};

async function check(target: Target<Config>, { clock, resolver }: CollectorContext, signal: AbortSignal): Promise<Observation[]> {
  const limitMs = Math.min(LIMIT_MS, target.intervalMs / 2);
  const component = String(target.config.port);
  const report = (connectMs: number | null, fault: Fault | null): Observation[] => {
    const common = { resourceId: target.resourceId, at: clock.now(), protocol: 'tcp', component } as const;
    return [
      { ...common, kind: 'sample', metric: 'tcp.connect', value: connectMs },
      { ...common, kind: 'reachability', reachable: fault === null, fault },
    ];
  };
  return withDeadline(signal, limitMs, async (deadline) => {
    const resolved = await resolver.resolve(target.address, limitMs / 2);
    if ('fault' in resolved) return report(null, resolved.fault);
    const startedAt = clock.monotonic();
    const dialled = await dial(resolved.addresses, target.config.port, deadline, timeoutFault('no connection', limitMs));
    if ('fault' in dialled) return report(null, dialled.fault);
    const connectMs = clock.monotonic() - startedAt;
    dialled.socket.destroy();
    return report(connectMs, null);
  });
}
