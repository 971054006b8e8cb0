import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../protocol/peers.ts';
import type { RigFault } from '../rig/faults.ts';
import { fleetOf } from '../rig/fleet.ts';
import { onTimePercent, spoof } from './hostile.ts';
import { freePorts } from './ports.ts';
import { startScale } from './scale.ts';

export interface HostileOptions {
  readonly devices: number;
  readonly services: number;
  readonly intervalS: number;
  /** Spoofed notifications of version 3 a second. */
  readonly perSecond: number;
  /** Of a hundred devices and services, how many turn into tarpits: they take what is asked and never answer. */
  readonly tarpitPercent: number;
  readonly phaseMs: number;
}

export interface Hostile {
  /** Of a hundred looks, how many found data of the running interval: before, and of those that are well under each. */
  readonly calm: number;
  readonly spoofed: number;
  readonly tarpits: number;
  readonly sentPerSecond: number;
  /** Notifications that the receiver refused, of all that came. */
  readonly refused: number;
  readonly healthy: number;
}

/** A fleet that is watched while somebody sends notifications in the name of its devices, and then while many of them no longer answer. */
export async function underAttack(options: HostileOptions): Promise<Hostile> {
  const { devices, services, intervalS, perSecond, tarpitPercent, phaseMs } = options;
  const size = { devices, hosts: 0, services, v3Percent: 30 };
  const fleet = fleetOf(size);
  const all = [...fleet.devices, ...fleet.services];
  const isTarpit = (place: number) => (place * 37) % 100 < tarpitPercent;
  const tarpits = all.filter((_, place) => isTarpit(place)).map(({ name }) => name);
  const faults = tarpits.map((target): RigFault => ({ kind: 'silent', target, port: 0, fromMs: 0, untilMs: 86_400_000, amount: 0 }));
  const folder = temporaryFolder();
  const schedule = join(folder.path, 'schedule');
  writeFileSync(schedule, faults.map((fault) => JSON.stringify(fault)).join('\n'));
  const environment = await freePorts();
  const scale = await startScale({
    ...{ size, intervalS: { device: intervalS, service: intervalS }, environment },
    rig: ['--wait', '--schedule', schedule],
  });
  try {
    const { station } = scale;
    const everyone = new Set(all.map(({ name }) => name));
    const healthy = new Set(all.filter((_, place) => !isTarpit(place)).map(({ name }) => name));
    const intervalMs = intervalS * 1000;
    const reached = async () =>
      ((await station.call('GET', '/api/v1/resources')).body.items as readonly { name: string; reachable: boolean | null }[]).filter(
        ({ name, reachable }) => reachable === true && everyone.has(name),
      ).length;
    await station.until(async () => (await reached()) === everyone.size, 180_000);
    await sleep(2 * intervalMs);
    const calm = await onTimePercent(station, everyone, intervalMs, phaseMs);

    const begun = performance.now();
    const attack = await spoof(
      fleet.devices.slice(0, 50).map(({ address }) => address),
      Number(environment.NOC_TRAP_PORT),
      perSecond,
    );
    const spoofed = await onTimePercent(station, everyone, intervalMs, phaseMs);
    const sent = attack.stop();
    const sentPerSecond = sent / ((performance.now() - begun) / 1000);
    await sleep(4000);
    const { reception } = (await station.call('GET', '/api/v1/collection')).body;
    const sources = (reception?.sources ?? []) as readonly { readonly refused: Readonly<Record<string, number>> }[];
    const refused = sources.reduce((sum, one) => sum + Object.values(one.refused).reduce((total, count) => total + count, 0), 0);

    scale.begin();
    // After three failures in a row a tarpit is in the slow lane.
    await sleep(4 * intervalMs);
    return {
      calm,
      spoofed,
      tarpits: await onTimePercent(station, healthy, intervalMs, phaseMs),
      sentPerSecond,
      refused,
      healthy: healthy.size,
    };
  } finally {
    await scale.stop();
    folder.remove();
  }
}
