import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import { entriesOf } from '../../../../shared/domain/check/kind.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault, Observation, Sample } from '../../../../shared/domain/observation/observation.ts';
import { parseSelector, type Selector } from '../../../../shared/domain/prometheus/selector.ts';
import { type Exposition, parseExposition } from '../../../../shared/domain/prometheus/text.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { componentOf } from '../component.ts';
import { type Memory, measure, NO_MEMORY } from '../host/measure.ts';
import type { Snapshot } from '../host/snapshot.ts';
import type { Answer } from '../http/exchange.ts';
import { get, hostnameOf } from '../http/get.ts';
import { componentOfUrl } from '../http/judge.ts';
import { createSecureContexts, type SecureContexts } from '../http/secure.ts';
import { withDeadline } from '../net/deadline.ts';
import { resolveIn } from '../net/family.ts';
import { timeoutFault } from '../net/fault.ts';
import { BEGUN_AT, type CountersBefore, chooseSeries } from './chosen.ts';
import { bootedAtOf, isOfNode, nodeFacts, nodeSeries, nodeSnapshot } from './node.ts';

type Config = CheckOf<'prometheus'>;

/** What one assignment remembers between its cycles. */
interface State {
  readonly snapshot: Snapshot | null;
  readonly bootedAt: number | null;
  readonly memory: Memory;
  readonly counters: CountersBefore | null;
  readonly told: ReadonlyMap<string, string>;
  readonly toldAt: number;
  readonly usedAt: number;
}

const NO_STATE: State = {
  snapshot: null,
  bootedAt: null,
  memory: NO_MEMORY,
  counters: null,
  told: new Map(),
  toldAt: Number.NEGATIVE_INFINITY,
  usedAt: 0,
};

const LIMIT_MS = 10_000;
const MOST_MIB = 4;
const MOST_BYTES = MOST_MIB * 1024 * 1024;
const FACTS_AGAIN_MS = 3_600_000;
/** What nobody asked for so long belongs to a check that is no more: the longest interval, three times. */
const FORGOTTEN_MS = 900_000;
/** The start of a machine is told in whole seconds and moves with its clock; a real start is further away. */
const SAME_BOOT_S = 30;

interface Means extends CollectorContext {
  readonly contexts: SecureContexts;
}

/** Metrics of an exporter in the text format of Prometheus: those of its machine by a profile, and chosen series. Component: the URL, of a series its place and name. */
export const prometheusCollector: Collector<Config> = {
  protocol: 'prometheus',
  config: CHECK_SCHEMAS.prometheus,
  batch: 1,
  requests: 1,
  concurrency: { fast: 128, slow: 32 },
  missing: async () => null,
  create: (context) => {
    const means = { ...context, contexts: createSecureContexts() };
    const states = new Map<string, State>();
    const look = async (target: Target<Config>, signal: AbortSignal): Promise<readonly Observation[]> => {
      const now = context.clock.monotonic();
      for (const [id, { usedAt }] of states) if (now - usedAt > FORGOTTEN_MS) states.delete(id);
      const { observations, state } = await check(target, states.get(target.assignmentId) ?? NO_STATE, means, signal);
      states.set(target.assignmentId, { ...state, usedAt: now });
      return observations;
    };
    return {
      collect: async (targets, signal) => (await Promise.all(targets.map((target) => look(target, signal)))).flat(),
      stop: async () => undefined,
    };
  },
};

/** The text of the exporter and how long it took, or why there is none. */
type Scrape = { readonly text: string; readonly durationMs: number } | { readonly fault: Fault };

const protocolFault = (code: string, values: Record<string, string | number> = {}): Fault => ({
  kind: 'protocol',
  retryable: true,
  detail: detailOf(code, values),
});

async function scrape(config: Config, intervalMs: number, means: Means, outer: AbortSignal): Promise<Scrape> {
  const limitMs = Math.min(LIMIT_MS, intervalMs / 2);
  return withDeadline(outer, limitMs, async (signal) => {
    const url = new URL(config.url);
    const resolved = await resolveIn(config.family, means.resolver, hostnameOf(url), limitMs / 2);
    if ('fault' in resolved) return resolved;
    const startedAt = means.clock.monotonic();
    const step = { url, addresses: resolved.addresses, signal, onAbort: timeoutFault('no complete answer', limitMs) };
    const wanted = { mostBytes: MOST_BYTES, accept: 'text/plain;version=0.0.4' };
    const { answer } = await get(step, wanted, { verifyCertificate: config.verifyCertificate, pinnedCertificate: '' }, means);
    if ('fault' in answer) return answer;
    const fault = faultOfAnswer(answer);
    return fault ? { fault } : { text: answer.body, durationMs: means.clock.monotonic() - startedAt };
  });
}

function faultOfAnswer({ status, isWhole }: Exclude<Answer, { readonly fault: Fault }>): Fault | null {
  if (status === 401 || status === 403) return { kind: 'auth', retryable: false, detail: detailOf('prometheus.denied', { status }) };
  if (status !== 200) return protocolFault('prometheus.status', { status });
  return isWhole ? null : protocolFault('prometheus.tooBig', { mebibytes: MOST_MIB });
}

interface Found {
  readonly samples: readonly Pick<Sample, 'metric' | 'component' | 'value' | 'quality'>[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly fault: Fault | null;
  readonly state: State;
}

async function check(
  target: Target<Config>,
  state: State,
  means: Means,
  signal: AbortSignal,
): Promise<{ readonly observations: readonly Observation[]; readonly state: State }> {
  const { config, resourceId } = target;
  const scraped = await scrape(config, target.intervalMs, means, signal);
  const found = 'fault' in scraped ? failed(config, scraped.fault, state) : evaluate(config, scraped, state, means.clock.monotonic());
  const common = { resourceId, at: means.clock.now(), protocol: 'prometheus' } as const;
  return {
    state: found.state,
    observations: [
      { ...common, kind: 'reachability', component: componentOfUrl(config.url), reachable: found.fault === null, fault: found.fault },
      ...found.samples.map((sample): Observation => ({ ...common, kind: 'sample', ...sample })),
      ...found.facts.map((fact): Observation => ({ ...common, kind: 'fact', component: '', ...fact })),
    ],
  };
}

function failed({ url }: Config, fault: Fault, state: State): Found {
  return { samples: [{ metric: 'prometheus.duration', component: componentOfUrl(url), value: null }], facts: [], fault, state };
}

/** Everything one text says under this configuration. */
function evaluate(config: Config, { text, durationMs }: { text: string; durationMs: number }, state: State, at: number): Found {
  const selectors = entriesOf(config.series).flatMap((entry) => parseSelector(entry) ?? []);
  const names = new Set([BEGUN_AT, ...selectors.map(({ name }) => name)]);
  const isNode = config.profile === 'node';
  const parsed = parseExposition(text, (name) => names.has(name) || (isNode && isOfNode(name)));
  if ('malformed' in parsed) return failed(config, protocolFault('prometheus.malformed', { ...parsed.malformed }), state);
  const { exposition } = parsed;
  const component = componentOfUrl(config.url);
  const own = [
    { metric: 'prometheus.duration', component, value: durationMs },
    { metric: 'prometheus.series', component, value: exposition.count },
  ] as const;
  const node = isNode ? evaluateNode(exposition, state, at) : { samples: [], facts: [], fault: null, state };
  const chosen = selectors.length === 0 ? null : chooseSeries(exposition, selectors, node.state.counters, at);
  const fault = node.fault ?? (chosen && unmatchedFault(chosen.unmatched));
  const where = placeOf(config.url);
  return {
    samples: [
      ...own,
      ...node.samples,
      ...(chosen?.readings ?? []).map(({ series, ...rest }) => ({ ...rest, component: componentOf(`${where} ${series}`) })),
      ...(chosen ? [{ metric: 'prometheus.omitted', component, value: chosen.omitted } as const] : []),
    ],
    facts: node.facts,
    fault,
    state: { ...node.state, counters: chosen?.counters ?? null },
  };
}

/** Where a series comes from, short: several exporters of one resource may tell series of the same name. */
function placeOf(text: string): string {
  const { host, pathname } = new URL(text);
  return pathname === '/metrics' ? host : `${host}${pathname}`;
}

function unmatchedFault(unmatched: readonly Selector[]): Fault | null {
  const [first] = unmatched;
  if (!first) return null;
  return { kind: 'mismatch', retryable: true, detail: detailOf('prometheus.unmatched', { name: first.name, count: unmatched.length }) };
}

function evaluateNode(exposition: Exposition, state: State, at: number): Found {
  const series = nodeSeries(exposition.samples);
  const snapshot = nodeSnapshot(series, at);
  if (snapshot === null) {
    const fault: Fault = { kind: 'mismatch', retryable: false, detail: detailOf('prometheus.notNode') };
    return { samples: [], facts: [], fault, state };
  }
  const bootedAt = bootedAtOf(series);
  const isSameBoot = bootedAt === null || state.bootedAt === null || Math.abs(bootedAt - state.bootedAt) < SAME_BOOT_S;
  const { readings, memory } = measure(isSameBoot ? state.snapshot : null, snapshot, state.memory);
  const facts = nodeFacts(series);
  const isDue = at - state.toldAt >= FACTS_AGAIN_MS;
  return {
    samples: readings.map(({ component, ...rest }) => ({ ...rest, component: componentOf(component) })),
    facts: facts.filter(({ name, value }) => isDue || state.told.get(name) !== value),
    fault: null,
    state: {
      ...state,
      snapshot,
      bootedAt,
      memory,
      told: new Map(facts.map(({ name, value }) => [name, value])),
      toldAt: isDue ? at : state.toldAt,
    },
  };
}
