import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import type { Observation } from '../../../../shared/domain/observation/observation.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { componentOf } from '../component.ts';
import { factsOf, type Identity, readIdentity } from './facts.ts';
import { createFileSystems, type FileSystems } from './filesystems.ts';
import { type Memory, measure, NO_MEMORY } from './measure.ts';
import { readAnywhere, readLinux, type Snapshot } from './snapshot.ts';

type Config = CheckOf<'host'>;

/** What one assignment remembers between its cycles. */
interface State {
  readonly before: Snapshot | null;
  readonly memory: Memory;
  readonly told: ReadonlyMap<string, unknown>;
  readonly toldAt: number;
}

const FILE_SYSTEM_LIMIT_MS = 2000;
/** Facts are told when they change, and all of them again after this time. */
const FACTS_AGAIN_MS = 3_600_000;

/** The machine the station runs on (R-8.4.2-c3-1): everything from /proc and /sys on Linux, elsewhere what Node gives; the fact `monitoring.missing` names the rest. */
export const hostCollector: Collector<Config> = {
  protocol: 'host',
  config: CHECK_SCHEMAS.host,
  batch: 1,
  requests: 0,
  concurrency: { fast: 1, slow: 1 },
  missing: async () => null,
  create: (context) => {
    const fileSystems = createFileSystems(FILE_SYSTEM_LIMIT_MS);
    const identity = readIdentity(context.clock.now());
    const states = new Map<string, State>();
    return {
      collect: async (targets) => {
        const observations: Observation[] = [];
        for (const target of targets) {
          const state = states.get(target.assignmentId) ?? {
            before: null,
            memory: NO_MEMORY,
            told: new Map(),
            toldAt: Number.NEGATIVE_INFINITY,
          };
          const result = await look(target, state, identity, fileSystems, context);
          states.set(target.assignmentId, result.state);
          observations.push(...result.observations);
        }
        return observations;
      },
      stop: async () => undefined,
    };
  },
};

async function look(
  target: Target<Config>,
  state: State,
  identity: Identity,
  fileSystems: FileSystems,
  { clock }: CollectorContext,
): Promise<{ readonly state: State; readonly observations: readonly Observation[] }> {
  const read = process.platform === 'linux' ? readLinux : readAnywhere;
  const now = await read(fileSystems, clock.monotonic);
  const { readings, memory } = measure(state.before, now, state.memory);
  const isDue = now.at - state.toldAt >= FACTS_AGAIN_MS;
  const facts = factsOf(now, identity).map((fact) => ({ ...fact, key: `${fact.name}\n${fact.component}` }));
  const news = facts.filter((fact) => isDue || !state.told.has(fact.key) || state.told.get(fact.key) !== fact.value);
  const common = { resourceId: target.resourceId, at: clock.now(), protocol: 'host' } as const;
  return {
    state: {
      before: now,
      memory,
      told: new Map(facts.map(({ key, value }) => [key, value])),
      toldAt: isDue ? now.at : state.toldAt,
    },
    observations: [
      { ...common, kind: 'reachability', component: '', reachable: true, fault: null },
      ...readings.map(({ component, ...rest }): Observation => ({ ...common, kind: 'sample', ...rest, component: componentOf(component) })),
      ...news.map(
        ({ name, component, value }): Observation => ({ ...common, kind: 'fact', name, component: componentOf(component), value }),
      ),
    ],
  };
}
