import { describe, expect, it } from 'vitest';
import { againAfter } from './collector.ts';
import { cycle, NO_CYCLE } from './cycle.ts';
import type { Value } from './decode/value.ts';
import { type Device, DeviceFault } from './device.ts';
import { identify, noProgress, SYS } from './identify.ts';
import { readProfiles } from './profile/profiles.ts';
import type { Table } from './walk.ts';

const IF = '1.3.6.1.2.1.2.2.1';
const IFX = '1.3.6.1.2.1.31.1.1.1';
const number = (value: number): Value => ({ kind: 'number', value });
const text = (value: string): Value => ({ kind: 'octets', value: Buffer.from(value) });
const counter = (value: number): Value => ({ kind: 'counter', value: BigInt(value), bits: 64 });
const RUBBISH = new DeviceFault({ kind: 'protocol', retryable: true, detail: 'snmp.invalid' });
const SILENT = new DeviceFault({ kind: 'timeout', retryable: true, detail: 'snmp.tooSlow' });

/** An agent with one port, as it stands in `state`; `fails` says which walk does not come through and how. */
function agent(state: {
  ticks: number;
  oper: number;
  octets: number;
}): Device & { fails(column: string | null, how?: DeviceFault): void; walks: string[] } {
  let failing: string | null = null;
  let how = RUBBISH;
  const walks: string[] = [];
  const cells = (): ReadonlyMap<string, Value> =>
    new Map([
      [`${IF}.2`, text('GE1')],
      [`${IF}.3`, number(6)],
      [`${IF}.7`, number(1)],
      [`${IF}.8`, number(state.oper)],
      [`${IFX}.6`, counter(state.octets)],
    ]);
  return {
    walks,
    fails: (column, fault = RUBBISH) => {
      failing = column;
      how = fault;
    },
    get: async () => new Map([[SYS.uptime, number(state.ticks)]]),
    columns: async (bases) => {
      walks.push(bases[0] ?? '');
      if (failing !== null && bases.includes(failing)) throw how;
      const found = new Map([...cells()].filter(([column]) => bases.includes(column)));
      const table: Table = found.size === 0 ? new Map() : new Map([['1', found]]);
      return { table, isCut: false };
    },
    read: async () => [],
    subtree: async () => ({ isEnd: true }),
    close: () => undefined,
  };
}

const profiles = readProfiles([]);
const upOf = (samples: readonly { metric: string; component: string; value: number | null }[]) =>
  samples.find((one) => one.metric === 'interface.up' && one.component === 'GE1');

describe('a cycle of a device', () => {
  it('that leaves a part out has gaps there and says so, and asks for all of it the next time', async () => {
    let now = 0;
    const state = { ticks: 1000, oper: 1, octets: 5 };
    const device = agent(state);
    const identity = await identify(device, profiles, noProgress());
    const first = await cycle(device, identity, NO_CYCLE, () => now);
    now = 30_000;
    device.fails(`${IF}.8`);
    const second = await cycle(device, identity, first.memory, () => now);
    expect(upOf(second.samples)).toEqual({ metric: 'interface.up', component: 'GE1', value: null, quality: 'protocol' });
    expect(second.facts.find(({ name }) => name === 'monitoring.missing')?.value).toBe('interfaces.snmp.invalid');
    now = 60_000;
    device.fails(null);
    const third = await cycle(device, identity, second.memory, () => now);
    expect(upOf(third.samples)?.value).toBe(1);
    expect(third.facts.find(({ name }) => name === 'monitoring.missing')?.value).toBe('');
  });

  it('R-8.2.2-0-4 says why a part is missing: a walk that goes in circles, an answer that does not fit, a part it no longer has', async () => {
    const device = agent({ ticks: 1000, oper: 1, octets: 5 });
    const identity = await identify(device, profiles, noProgress());
    const { memory } = await cycle(device, identity, NO_CYCLE, () => 0);
    for (const [detail, quality] of [
      ['snmp.notIncreasing', 'loop'],
      ['snmp.status.1', 'tooBig'],
      ['snmp.status.5', 'protocol'],
    ] as const) {
      device.fails(`${IF}.8`, new DeviceFault({ kind: 'protocol', retryable: true, detail }));
      expect(upOf((await cycle(device, identity, memory, () => 30_000)).samples)).toMatchObject({ value: null, quality });
    }
    device.fails(null);
    const errors = { metric: 'interface.in.errors', component: 'GE1', value: 2 } as const;
    const shut = { metric: 'interface.in.errors', component: 'GE2', value: 2 } as const;
    const measured = [...memory.ports.measured, errors, shut];
    const cut = await cycle(device, identity, { ...memory, ports: { ...memory.ports, measured } }, () => 30_000);
    const told = cut.samples.filter(({ metric }) => metric === 'interface.in.errors');
    expect(told, 'a counter that a port no longer has, not a port that is no longer there').toEqual([
      { ...errors, value: null, quality: 'absent' },
    ]);
    const sensor = { metric: 'sensor.temperature', component: 'Board', value: 40 } as const;
    const before = { ...memory, profile: { ...memory.profile, measured: [sensor] } };
    const later = await cycle(device, identity, before, () => 30_000);
    expect(later.samples.filter(({ component }) => component === 'Board')).toEqual([{ ...sensor, value: null, quality: 'absent' }]);
    const last = await cycle(device, identity, later.memory, () => 60_000);
    expect(last.samples.filter(({ component }) => component === 'Board')).toEqual([]);
  });

  it('that leaves a part out in its first cycle is not taken for having none of it', async () => {
    const device = agent({ ticks: 1000, oper: 1, octets: 5 });
    const identity = await identify(device, profiles, noProgress());
    device.fails(`${IF}.8`);
    const first = await cycle(device, identity, NO_CYCLE, () => 0);
    device.fails(null);
    const second = await cycle(device, identity, first.memory, () => 30_000);
    expect(upOf(second.samples)?.value).toBe(1);
  });

  it('after a restart knows which ports were in use', async () => {
    const state = { ticks: 1000, oper: 1, octets: 5 };
    const device = agent(state);
    const identity = await identify(device, profiles, noProgress());
    const first = await cycle(device, identity, NO_CYCLE, () => 0);
    Object.assign(state, { ticks: 100, oper: 2, octets: 0 });
    const second = await cycle(device, identity, first.memory, () => 30_000);
    expect([upOf(second.samples)?.value, second.isChanged]).toEqual([0, true]);
  });

  it('is prepared over several attempts where the device is slow: what was read is not read again', async () => {
    const device = agent({ ticks: 1000, oper: 1, octets: 5 });
    const progress = noProgress();
    device.fails('1.3.6.1.2.1.47.1.1.1.1.2', SILENT);
    await expect(identify(device, profiles, progress)).rejects.toBe(SILENT);
    device.fails(null);
    device.walks.length = 0;
    const identity = await identify(device, profiles, progress);
    expect(identity.interfaces.map(({ component }) => component)).toEqual(['GE1']);
    expect(device.walks).not.toContain(`${IF}.2`);
    expect(progress.tables.size).toBe(0);
  });

  it("a part that is left out keeps its own components as gaps, and no other part's", async () => {
    const state = { ticks: 1000, oper: 1, octets: 5 };
    const device = agent(state);
    const identity = await identify(device, profiles, noProgress());
    const gone = { metric: 'filesystem.utilisation', component: '/mnt/usb', value: 97 } as const;
    const first = await cycle(device, identity, NO_CYCLE, () => 0);
    const before = { ...first.memory, profile: { ...first.memory.profile, measured: [gone] } };
    device.fails(`${IF}.8`);
    const second = await cycle(device, identity, before, () => 30_000);
    const ofGone = { ...gone, value: null, quality: 'absent' };
    expect(second.samples.filter(({ component }) => component === gone.component)).toEqual([ofGone]);
    const third = await cycle(device, identity, second.memory, () => 60_000);
    expect(third.samples.filter(({ component }) => component === gone.component)).toEqual([]);
    expect(upOf(second.samples)?.value).toBeNull();
    expect([second.memory.ports.columns, second.memory.profile.columns === null]).toEqual([first.memory.ports.columns, false]);
  });

  it('what was read of a device that was cut off does not describe another one at its address', async () => {
    const progress = noProgress();
    const old = agent({ ticks: 9000, oper: 1, octets: 5 });
    old.fails('1.3.6.1.2.1.47.1.1.1.1.2', SILENT);
    await expect(identify(old, profiles, progress)).rejects.toBe(SILENT);
    const fresh = agent({ ticks: 100, oper: 1, octets: 5 });
    await identify(fresh, profiles, progress);
    expect(fresh.walks).toContain(`${IF}.2`);
  });

  it('is identified again after an hour, sooner where something was left out, and not for ever sooner', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((incomplete) => againAfter(incomplete) / 60_000)).toEqual([60, 5, 10, 20, 40, 60, 60]);
  });
});
