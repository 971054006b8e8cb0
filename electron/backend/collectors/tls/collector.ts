import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import { type CheckOf, identityOf } from '../../../../shared/domain/check/index.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault, Observation } from '../../../../shared/domain/observation/observation.ts';
import { startTlsOfImap, startTlsOfSmtp } from '../banner/mail.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { createSecureContexts, createWeakContext, type SecureContext, type Secured, secure } from '../http/secure.ts';
import { ConversationFault, converse } from '../net/conversation.ts';
import { withDeadline } from '../net/deadline.ts';
import { dial } from '../net/dial.ts';
import { resolveIn } from '../net/family.ts';
import { timeoutFault } from '../net/fault.ts';
import type { Address } from '../net/resolve.ts';

type Config = CheckOf<'tls'>;

interface Means extends CollectorContext {
  readonly contexts: { readonly strict: SecureContext; readonly lenient: SecureContext; readonly weak: SecureContext };
}

/** What one check found out, as far as it got. */
interface Finding {
  readonly handshakeMs: number | null;
  readonly version: number | null;
  readonly daysLeft: number | null;
  readonly fault: Fault | null;
}

const LIMIT_MS = 10_000;

/** A handshake as a browser would make it, and one with the versions nobody should accept any more. Component: port and name. */
export const tlsCollector: Collector<Config> = {
  protocol: 'tls',
  config: CHECK_SCHEMAS.tls,
  batch: 1,
  requests: 2,
  concurrency: { fast: 128, slow: 32 },
  missing: async () => null,
  create: (context) => {
    const means = { ...context, contexts: { ...createSecureContexts(), weak: createWeakContext() } };
    return {
      collect: async (targets, signal) => (await Promise.all(targets.map((target) => check(target, means, signal)))).flat(),
      stop: async () => undefined,
    };
  },
};

async function check(target: Target<Config>, means: Means, signal: AbortSignal): Promise<Observation[]> {
  const limitMs = Math.min(LIMIT_MS, target.intervalMs / 2);
  const finding = await withDeadline(signal, limitMs, (deadline) => look(target, means, deadline, limitMs));
  const component = identityOf(target.config).trim();
  const common = { resourceId: target.resourceId, at: means.clock.now(), protocol: 'tls', component } as const;
  return [
    { ...common, kind: 'sample', metric: 'tls.handshake', value: finding.handshakeMs },
    { ...common, kind: 'sample', metric: 'tls.version', value: finding.version },
    { ...common, kind: 'sample', metric: 'tls.certificate.days', value: finding.daysLeft },
    { ...common, kind: 'reachability', reachable: finding.fault === null, fault: finding.fault },
  ];
}

const failed = (fault: Fault): Finding => ({ handshakeMs: null, version: null, daysLeft: null, fault });
const weakFault = (code: string, version: string): Fault => ({ kind: 'mismatch', retryable: true, detail: detailOf(code, { version }) });

/** `TLSv1.3` is 1.3, `TLSv1` 1.0. */
function versionOf(protocol: string): number | null {
  const version = Number(/^TLSv(\d(?:\.\d)?)$/.exec(protocol)?.[1] ?? Number.NaN);
  return Number.isNaN(version) ? null : version;
}

async function look(target: Target<Config>, means: Means, signal: AbortSignal, limitMs: number): Promise<Finding> {
  const { config, address } = target;
  const resolved = await resolveIn(config.family, means.resolver, address, limitMs / 2);
  if ('fault' in resolved) return failed(resolved.fault);
  const onAbort = timeoutFault('no handshake', limitMs);
  const shake = (context: SecureContext) => handshake(target, resolved.addresses, context, means, signal, onAbort);
  const shaken = await shake(means.contexts.strict);
  if ('fault' in shaken) {
    // What no browser would agree on may still be a server of old: that is told apart from one that is none.
    const old = shaken.fault.kind === 'protocol' ? await shake(means.contexts.lenient) : shaken;
    if ('fault' in old) return failed(shaken.fault);
    return { ...old, fault: config.refuseWeak ? weakFault('tls.onlyWeak', old.protocol) : null };
  }
  if (config.verifyCertificate && shaken.distrust) return { ...shaken, fault: shaken.distrust };
  const weak = config.refuseWeak ? await shake(means.contexts.weak) : null;
  return { ...shaken, fault: weak && !('fault' in weak) ? weakFault('tls.alsoWeak', weak.protocol) : null };
}

type Shaken =
  | (Pick<Finding, 'handshakeMs' | 'version' | 'daysLeft'> & { readonly protocol: string; readonly distrust: Fault | null })
  | { readonly fault: Fault };

async function handshake(
  { config, address }: Target<Config>,
  addresses: readonly Address[],
  context: SecureContext,
  { clock }: Means,
  signal: AbortSignal,
  onAbort: Fault,
): Promise<Shaken> {
  const dialled = await dial(addresses, config.port, signal, onAbort);
  if ('fault' in dialled) return dialled;
  const { socket } = dialled;
  try {
    if (config.startTls !== 'none') {
      const talk = converse(socket, signal, onAbort);
      await (config.startTls === 'smtp' ? startTlsOfSmtp : startTlsOfImap)(talk);
      talk.release();
    }
    const startedAt = clock.monotonic();
    const secured: Secured = await secure(socket, config.serverName || address, context, clock.now(), signal, onAbort);
    if ('fault' in secured) return secured;
    secured.socket.destroy();
    const { daysLeft, protocol, distrust } = secured;
    return { handshakeMs: clock.monotonic() - startedAt, version: versionOf(protocol), daysLeft, protocol, distrust };
  } catch (error) {
    if (!(error instanceof ConversationFault)) throw error;
    return { fault: error.fault };
  } finally {
    socket.destroy();
  }
}
