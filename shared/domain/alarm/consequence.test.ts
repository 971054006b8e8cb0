import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAlarm, OPERATOR, T0 } from '../../../test/support/alarms.ts';
import type { Graph } from '../topology/graph.ts';
import { rootCauses } from '../topology/root.ts';
import { consequencesOf, type NetworkRoot } from './consequence.ts';
import { transition } from './lifecycle.ts';
import type { Alarm, AlarmCause } from './record.ts';

const idOf = (place: number): string => `01990000-0000-7000-8000-0000000${String(10_000 + place)}`;
const silenceOf = (place: number, overrides: Partial<Alarm> = {}): Alarm =>
  anAlarm({ id: `alarm ${place}`, resourceId: idOf(place), component: '', probableCause: 'unreachable', ...overrides });
const device = (place: number, certainty = 1): AlarmCause => ({
  ...{ kind: 'resource', resourceId: idOf(place), component: '', name: `SW-${place}`, certainty },
});
const cable = (place: number, port: string, certainty = 1): AlarmCause => ({
  ...{ kind: 'link', resourceId: idOf(place), component: port, name: `SW-${place} ${port}`, certainty },
});
type Root = Omit<NetworkRoot, 'ports'> & Partial<NetworkRoot>;
const told = (roots: readonly Root[], alarms: readonly Alarm[]) =>
  Object.fromEntries(
    [
      ...consequencesOf(
        roots.map((root) => ({ ports: [], ...root })),
        alarms,
      ),
    ].map(([id, { name }]) => [id, name]),
  );

test('R-8.4.2-c4-2 what is behind a silent device is its consequence; the device itself sounds', () => {
  const alarms = [1, 2, 3].map((place) => silenceOf(place));
  expect(told([{ cause: device(1), resources: [1, 2, 3].map(idOf) }], alarms)).toEqual({ 'alarm 2': 'SW-1', 'alarm 3': 'SW-1' });
});

test('R-8.4.2-c4-2 nothing is suppressed by what has no active alarm or is watched by nobody, nor what is not silent', () => {
  const all = [1, 2].map(idOf);
  const root = [{ cause: device(1), resources: all }];
  const cleared = { at: T0 + 1, kind: 'automatic', by: null, reason: null } as const;
  expect(told(root, [silenceOf(2)])).toEqual({});
  expect(told(root, [silenceOf(1, { cleared }), silenceOf(2)])).toEqual({});
  expect(told([{ cause: null, resources: all }], [silenceOf(1), silenceOf(2)])).toEqual({});
  expect(told(root, [silenceOf(1), silenceOf(2, { probableCause: 'thresholdCrossed' }), silenceOf(2, { cleared })])).toEqual({});
});

test('R-8.4.2-c4-2 a cable whose end has an alarm explains what is behind it; a device that may be it as well is never a consequence', () => {
  const down = anAlarm({ id: 'port', resourceId: idOf(1), component: 'Gi0/2', probableCause: 'interfaceDown' });
  const roots = [
    { cause: device(2, 0.5), resources: [2, 3].map(idOf) },
    { cause: cable(1, 'Gi0/2', 0.5), resources: [2, 3].map(idOf) },
  ];
  expect(told(roots, [down, silenceOf(2), silenceOf(3)])).toEqual({ 'alarm 3': 'SW-2' });
  expect(told(roots, [down, silenceOf(3)])).toEqual({ 'alarm 3': 'SW-1 Gi0/2' });
});

test('R-8.4.2-c4-2 a port that leads to a device without life is its consequence, while that device has an alarm of its own', () => {
  const port = (at: string) => anAlarm({ id: at, resourceId: idOf(9), component: at, probableCause: 'interfaceDown' });
  const root = { cause: device(1), resources: [idOf(1)], ports: [{ resourceId: idOf(9), component: 'Gi0/1' }] };
  expect(told([root], [silenceOf(1), port('Gi0/1'), port('Gi0/2')])).toEqual({ 'Gi0/1': 'SW-1' });
  expect(told([root], [port('Gi0/1')])).toEqual({});
  expect(told([{ ...root, cause: null }], [silenceOf(1), port('Gi0/1')])).toEqual({});
});

test('what is suppressed is cleared and waits for nobody, and asks for attention when it is let go, unless somebody has seen it', () => {
  const at = T0 + 1000;
  const step = (alarm: Alarm, action: Parameters<typeof transition>[1]): Alarm => {
    const result = transition(alarm, action);
    if (!result.accepted) throw new Error(result.code);
    return result.alarm;
  };
  const suppressed = step(silenceOf(1), { kind: 'suppress', at, cause: device(9) });
  expect(suppressed.cause).toEqual({ ...device(9), at });
  expect(step(suppressed, { kind: 'suppress', at: at + 1, cause: device(9) })).toBe(suppressed);
  expect(step(suppressed, { kind: 'suppress', at: at + 1, cause: device(8) }).cause).toEqual({ ...device(8), at: at + 1 });
  const clear = { kind: 'clear', clearKind: 'automatic', isFinal: false, person: null, reason: null } as const;
  const cleared = step(suppressed, { ...clear, at: at + 1, receivedAt: at + 1 });
  expect(cleared).toMatchObject({ cleared: { at: at + 1 }, cause: { name: 'SW-9' } });
  const finding = { severity: 'major', specificProblem: '', threshold: null, additionalText: '', reasons: [] } as const;
  // Its return is a new alarm, which nobody holds for a consequence yet.
  expect(transition(cleared, { kind: 'report', at: at + 2, receivedAt: at + 2, finding })).toEqual({ accepted: false, code: 'closed' });
  expect(transition(suppressed, { kind: 'unsuppress', at: at + 1 })).toMatchObject({ sounds: true, alarm: { cause: null } });
  const seen = step(suppressed, { kind: 'acknowledge', at, person: OPERATOR, comment: null, seenVersion: null });
  expect(transition(seen, { kind: 'unsuppress', at: at + 1 })).toMatchObject({ sounds: false, alarm: { cause: null } });
});

/** A network, which of it is silent, and the alarms there are of that so far. */
const SCENES = fc.integer({ min: 2, max: 40 }).chain((size) =>
  fc.record({
    graph: fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: size * 2 })
      .map((joints): Graph => ({ size, joints: joints as [number, number][] })),
    silent: fc.uniqueArray(fc.nat(size - 1)),
    heard: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
  }),
);

test('B10 whatever the network and the order of what is noticed: of all that is silent together something sounds', () => {
  fc.assert(
    fc.property(SCENES, ({ graph, silent, heard }) => {
      const isSilent = new Set(silent);
      const places = Array.from({ length: graph.size }, (_, place) => (isSilent.has(place) ? ('silent' as const) : ('answers' as const)));
      const roots = rootCauses(graph, { places, down: new Set(), supplies: [] }).map(
        ({ cause, places: by, certainty }): NetworkRoot => ({
          cause: cause.kind === 'element' && cause.element < graph.size ? device(cause.element, certainty) : null,
          ...{ resources: by.map(idOf), ports: [] },
        }),
      );
      // Not every silent one has its alarm yet.
      const alarms = silent.filter((place) => heard[place]).map((place) => silenceOf(place));
      const held = consequencesOf(roots, alarms);
      for (const [id, cause] of held) {
        const root = alarms.find(({ resourceId }) => resourceId === cause.resourceId);
        // The cause has an alarm, which itself is no consequence: nobody walks on from it.
        expect(root).toBeDefined();
        expect(held.has(root?.id ?? '')).toBe(false);
        expect(root?.id).not.toBe(id);
      }
      if (alarms.length > 0) expect(held.size).toBeLessThan(alarms.length);
    }),
    { numRuns: 300 },
  );
});

test('a storm of thousands is judged within one look of the main thread', () => {
  const roots = Array.from(
    { length: 1000 },
    (_, index): NetworkRoot => ({
      cause: device(index),
      resources: Array.from({ length: 5 }, (_, own) => idOf(index + own * 1000)),
      ports: [],
    }),
  );
  const alarms = Array.from({ length: 5000 }, (_, place) => silenceOf(place));
  consequencesOf(roots, alarms);
  const began = performance.now();
  expect(consequencesOf(roots, alarms).size).toBe(4000);
  expect(performance.now() - began).toBeLessThan(100);
});
