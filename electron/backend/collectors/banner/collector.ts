import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import { type CheckOf, identityOf } from '../../../../shared/domain/check/index.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault, Observation } from '../../../../shared/domain/observation/observation.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { createSecureContexts, type SecureContexts, secure } from '../http/secure.ts';
import { ConversationFault, converse } from '../net/conversation.ts';
import { withDeadline } from '../net/deadline.ts';
import { dial } from '../net/dial.ts';
import { resolveIn } from '../net/family.ts';
import { timeoutFault } from '../net/fault.ts';
import { GREETINGS } from './greet.ts';

type Config = CheckOf<'banner'>;
type Greeted = { readonly lines: readonly string[]; readonly durationMs: number } | { readonly fault: Fault };

interface Means extends CollectorContext {
  readonly contexts: SecureContexts;
}

const LIMIT_MS = 10_000;

/** A service greets as its protocol demands, and how long that took from the connection on (R-8.4.2-c3-4). Component: service and port. */
export const bannerCollector: Collector<Config> = {
  protocol: 'banner',
  config: CHECK_SCHEMAS.banner,
  batch: 1,
  requests: 1,
  concurrency: { fast: 256, slow: 64 },
  missing: async () => null,
  create: (context) => {
    const means = { ...context, contexts: createSecureContexts() };
    return {
      collect: async (targets, signal) => (await Promise.all(targets.map((target) => check(target, means, signal)))).flat(),
      stop: async () => undefined,
    };
  },
};

async function check(target: Target<Config>, means: Means, signal: AbortSignal): Promise<Observation[]> {
  const { config, resourceId } = target;
  const limitMs = Math.min(LIMIT_MS, target.intervalMs / 2);
  const greeted = await withDeadline(signal, limitMs, (deadline) => greet(target, means, deadline, limitMs));
  const fault = 'fault' in greeted ? greeted.fault : expectedFault(config.expected, greeted.lines);
  const common = { resourceId, at: means.clock.now(), protocol: 'banner', component: identityOf(config) } as const;
  return [
    { ...common, kind: 'sample', metric: 'banner.duration', value: 'fault' in greeted ? null : greeted.durationMs },
    { ...common, kind: 'reachability', reachable: fault === null, fault },
  ];
}

function expectedFault(expected: string, lines: readonly string[]): Fault | null {
  if (expected === '' || lines.some((line) => line.includes(expected))) return null;
  return { kind: 'mismatch', retryable: true, detail: detailOf('banner.unexpected', { expected, got: lines[0] ?? '' }) };
}

async function greet({ address, config }: Target<Config>, means: Means, signal: AbortSignal, limitMs: number): Promise<Greeted> {
  const onAbort = timeoutFault('no complete greeting', limitMs);
  const resolved = await resolveIn(config.family, means.resolver, address, limitMs / 2);
  if ('fault' in resolved) return resolved;
  const startedAt = means.clock.monotonic();
  const dialled = await dial(resolved.addresses, config.port, signal, onAbort);
  if ('fault' in dialled) return dialled;
  const secured = config.isTls
    ? await secure(dialled.socket, address, means.contexts.lenient, means.clock.now(), signal, onAbort)
    : dialled;
  if ('fault' in secured) return secured;
  try {
    const lines = await GREETINGS[config.service](converse(secured.socket, signal, onAbort));
    return { lines, durationMs: means.clock.monotonic() - startedAt };
  } catch (error) {
    if (!(error instanceof ConversationFault)) throw error;
    return { fault: error.fault };
  } finally {
    secured.socket.destroySoon();
  }
}
