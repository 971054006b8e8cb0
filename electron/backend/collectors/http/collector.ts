import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault, Observation, Sample } from '../../../../shared/domain/observation/observation.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { withDeadline } from '../net/deadline.ts';
import { resolveIn } from '../net/family.ts';
import { timeoutFault } from '../net/fault.ts';
import { get, hostnameOf } from './get.ts';
import { componentOfUrl, judge, nextUrl, targetOf, wantsBody } from './judge.ts';
import { createSecureContexts, type SecureContexts } from './secure.ts';

type Config = CheckOf<'http'>;

interface Means extends CollectorContext {
  readonly contexts: SecureContexts;
}

const LIMIT_MS = 10_000;
/** Most bytes of a body that are looked at, after decompression. */
const MAX_BODY_BYTES = 1024 * 1024;

/** GET of one URL: status, content, certificate and duration (R-8.4.2-c3-4). Component: the URL without credentials. */
export const httpCollector: Collector<Config> = {
  protocol: 'http',
  config: CHECK_SCHEMAS.http,
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

/** What one check found out, as far as it got. */
interface Finding {
  readonly status: number | null;
  readonly durationMs: number | null;
  readonly daysLeft: number | null;
  readonly fault: Fault | null;
}

async function check(target: Target<Config>, means: Means, signal: AbortSignal): Promise<Observation[]> {
  const limitMs = Math.min(LIMIT_MS, target.intervalMs / 2);
  const finding = await withDeadline(signal, limitMs, (deadline) => look(target.config, means, deadline, limitMs));
  const common = {
    resourceId: target.resourceId,
    at: means.clock.now(),
    protocol: 'http',
    component: componentOfUrl(target.config.url),
  } as const;
  const sample = (metric: Sample['metric'], value: number | null): Sample => ({ ...common, kind: 'sample', metric, value });
  return [
    sample('http.duration', finding.durationMs),
    sample('http.status', finding.status),
    ...(target.config.url.startsWith('https:') ? [sample('tls.certificate.days', finding.daysLeft)] : []),
    { ...common, kind: 'reachability', reachable: finding.fault === null, fault: finding.fault },
  ];
}

const failed = (fault: Fault, daysLeft: number | null): Finding => ({ status: null, durationMs: null, daysLeft, fault });

/** Follows redirects inside the host; the duration counts all of them, without the first name lookup. */
async function look(config: Config, means: Means, signal: AbortSignal, limitMs: number): Promise<Finding> {
  let url = new URL(config.url);
  let daysLeft: number | null = null;
  let startedAt: number | null = null;
  const wanted = { mostBytes: wantsBody(config) ? MAX_BODY_BYTES : 0, accept: '*/*' };
  for (let hop = 0; hop <= config.mostRedirects; hop += 1) {
    const resolved = await resolveIn(config.family, means.resolver, hostnameOf(url), limitMs / 2);
    if ('fault' in resolved) return failed(resolved.fault, daysLeft);
    startedAt ??= means.clock.monotonic();
    const onAbort = timeoutFault('no complete answer', limitMs);
    const got = await get({ url, addresses: resolved.addresses, signal, onAbort }, wanted, config, means);
    daysLeft ??= got.daysLeft;
    if ('fault' in got.answer) return failed(got.answer.fault, daysLeft);
    const { status, location } = got.answer;
    const next = nextUrl(config, url, status, location);
    const durationMs = means.clock.monotonic() - startedAt;
    if (next === null) {
      const fault = judge(config, { ...got.answer, target: targetOf(url, status, location) });
      return { status, durationMs, daysLeft, fault };
    }
    url = next;
  }
  return failed(
    {
      kind: 'protocol',
      retryable: false,
      detail: detailOf('http.redirects', { most: config.mostRedirects, target: targetOf(url, 200, undefined) }),
    },
    daysLeft,
  );
}
