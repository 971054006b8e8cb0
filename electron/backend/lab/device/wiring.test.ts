import { expect, test } from 'vitest';
import { provinceOf } from '../province.ts';

const provinces = Array.from({ length: 12 }, (_, seed) => provinceOf({ seed: `wiring ${seed}`, bornAt: 0, port: 16_161 }, 'linux'));

test('a cable has two ends, each port at most one cable, and only ports that are in use', () => {
  for (const { resources } of provinces) {
    const byName = new Map(resources.map(({ device }) => [device.name, device]));
    for (const { device } of resources)
      for (const [index, far] of device.cables?.() ?? []) {
        expect(far.port.isUnused).toBe(false);
        expect(far.device.name).not.toBe(device.name);
        const back = byName.get(far.device.name)?.cables?.().get(far.port.index);
        expect([back?.device.name, back?.port.index]).toEqual([device.name, index]);
      }
  }
});

test('everything that has a rule is joined, whatever ports are free: switches and servers to two others', () => {
  for (const { resources } of provinces) {
    const cablesOf = (prefix: string) =>
      resources
        .filter(({ device }) => device.name.startsWith(prefix))
        .map(({ device }) => [device.name, device.cables?.().size ?? 0] as const);
    for (const prefix of ['SW-CORE-', 'SW-AGG-A', 'SW-AGG-B', 'SW-ACC-A', 'SW-ACC-B', 'SRV-ZWFW-', 'SRV-YZ-', 'SW-YZ-ACC-'])
      expect(cablesOf(prefix).filter(([, count]) => count < 2)).toEqual([]);
    for (const prefix of ['RT-YZ-', 'FW-YZ-', 'ST-A', 'FW-OUT-']) expect(cablesOf(prefix).filter(([, count]) => count < 1)).toEqual([]);
  }
});

test('the same province is joined in the same way at every start', () => {
  const told = () =>
    provinceOf({ seed: 'again', bornAt: 0, port: 16_161 }, 'linux').resources.map(({ device }) =>
      [...(device.cables?.() ?? [])].map(([index, far]) => [index, far.device.name, far.port.index]),
    );
  expect(told()).toEqual(told());
});
