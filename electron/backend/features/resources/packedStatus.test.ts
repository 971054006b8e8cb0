import { expect, test } from 'vitest';
import { observeAll } from '../../../../shared/domain/alarm/engine.ts';
import { type DetectorState, NO_DETECTORS, type WatchContext } from '../../../../shared/domain/alarm/state.ts';
import type { Observation } from '../../../../shared/domain/observation/observation.ts';
import { type PackedStatus, packStatus, unpackStatus } from './packedStatus.ts';
import type { ResourceStatus } from './repository.ts';

const ID = '01a22262-01d3-761c-903f-b7cd088b8ab2';
const AT = 1_795_873_652_430;
const METRICS = ['interface.up', 'interface.in.utilisation', 'interface.out.utilisation', 'interface.in.errors'] as const;
const threshold = (metric: string) => ({
  ...{ metric, direction: 'above' as const, levels: { critical: 95, major: 90, minor: null, warning: 80, indeterminate: null } },
  ...{ hysteresis: 5, durationMs: 0, n: 2, m: 3, windows: [], policyId: ID, version: 1 },
});
const context = {
  ...{ resourceId: ID, importance: 'general', intervalMs: 180_000, protocols: ['snmp'], now: AT, watchingSince: 0 },
  thresholds: new Map(METRICS.slice(1).map((metric) => [metric as string, threshold(metric)])),
} as unknown as WatchContext;

/** A switch with 24 ports, looked at three times. */
function switchAfter(looks: number): ResourceStatus {
  let detectors: DetectorState = NO_DETECTORS;
  const ports = Array.from({ length: 24 }, (_, port) => `GigabitEthernet0/0/${port + 1}`);
  for (let look = 0; look < looks; look += 1) {
    const at = AT + look * 180_000;
    const observations = ports.flatMap((component, port) =>
      METRICS.map(
        (metric, place): Observation => ({
          ...{ kind: 'sample', resourceId: ID, protocol: 'snmp', metric, component, at },
          value: metric === 'interface.up' ? Number(port !== 3) : 10.25 * (place + port / 2),
        }),
      ),
    );
    detectors = observeAll(detectors, observations, { ...context, now: at }).state;
  }
  const facts = ports.flatMap((component, port) => [
    { name: 'interface.alias', component, value: `上联 ${port}`, at: AT },
    { name: 'interface.speed', component, value: 1e9, at: AT },
    { name: 'interface.trunk', component, value: null, at: AT },
  ]);
  const checks = [{ protocol: 'snmp' as const, component: '', lastAt: AT, reachable: true, fault: null, latencyMs: 1.5 }];
  return { dataAt: AT, facts, checks, detectors };
}

const bytesOf = ({ facts, detectors }: PackedStatus): number => facts.length + detectors.length;

test('what is known of a resource is the same when it is unpacked, also as a part of something else', () => {
  const status = switchAfter(3);
  const packed = packStatus(status);
  expect({ ...unpackStatus(packed) }).toEqual(status);
  const { facts, detectors } = unpackStatus(packed);
  expect(Object.keys((detectors as DetectorState).watches)).toEqual(Object.keys((status.detectors as DetectorState).watches));
  expect(facts).toEqual(status.facts);
});

test('it takes a fraction of its text', () => {
  const status = switchAfter(3);
  const { length } = JSON.stringify([status.facts, status.detectors]);
  expect(Object.keys((status.detectors as DetectorState).watches).length).toBeGreaterThan(90);
  expect(bytesOf(packStatus(status))).toBeLessThan(length / 3);
});

test('what comes back unchanged is not packed anew', () => {
  const packed = packStatus(switchAfter(2));
  const status = unpackStatus(packed);
  const again = packStatus({ ...status, dataAt: AT + 1 });
  expect(again.facts).toBe(packed.facts);
  expect(again.detectors).toBe(packed.detectors);
  const changed = packStatus({ ...status, facts: [...status.facts, { name: 'x', component: '', value: 1, at: AT }] });
  expect(unpackStatus(changed).facts.at(-1)).toEqual({ name: 'x', component: '', value: 1, at: AT });
});

test('nothing, and what an earlier version stored, pass as they are', () => {
  for (const detectors of [null, {}, { watches: { 'a|b|c': { probableCause: 'x', component: 'y', rule: 'z' } } }]) {
    const status = { dataAt: null, facts: [], checks: [], detectors };
    expect({ ...unpackStatus(packStatus(status)) }).toEqual(status);
  }
});
