import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import { temporaryFolder } from '../protocol/peers.ts';
import type { Truth } from '../rig/faults.ts';
import { judgeLabels, labelsOf } from '../rig/judge.ts';
import { type Scale, startScale } from '../support/scale.ts';

/** A small share of `prove -- scale` and `prove -- labels`. */
const SIZE = { devices: 16, hosts: 4, services: 4, v3Percent: 25 };
const FAULTS = 6;
const folder = temporaryFolder();
const truthFile = join(folder.path, 'truth');
let scale: Scale;

beforeAll(async () => {
  scale = await startScale({
    size: SIZE,
    intervalS: { device: 5, service: 5 },
    rig: ['--wait', '--truth', truthFile, '--kinds', 'linkDown', '--faults', '60', '--minutes', String(FAULTS / 60), '--length', '40'],
  });
}, 120_000);
afterAll(async () => {
  await scale.stop();
  folder.remove();
});

const truths = (): readonly Truth[] =>
  readFileSync(truthFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Truth);

test('R-8.4.3-b3-1 R-8.4.3-b4-3 a fleet of the rig is watched, and each of its faults is one alarm that ends with it', async () => {
  const { station, fleet } = scale;
  const names = new Set([...fleet.devices, ...fleet.services].map(({ name }) => name));
  const reached = async (): Promise<number> => {
    const { body } = await station.call('GET', '/api/v1/resources');
    return (body.items as readonly { name: string; reachable: boolean | null }[]).filter(
      ({ name, reachable }) => reachable === true && names.has(name),
    ).length;
  };
  await station.until(async () => (await reached()) === names.size, 90_000);
  // What a collector says of itself comes with its next report, which may be later than its first answers.
  const ofSnmp = async () => (await station.health()).collectors.find(({ protocol }) => protocol === 'snmp');
  await station.until(async () => (await ofSnmp())?.targets === 20, 60_000);
  expect(await ofSnmp()).toMatchObject({ targets: 20, latenessP99: expect.any(Number) });
  // A process is metered every five seconds, and all of them may have answered before.
  await station.until(() => scale.meters('backend', 0).length > 0 && scale.meters('poller', 0).length > 0, 30_000);

  scale.begin();
  await station.until(() => truths().filter(({ edge }) => edge === 'end').length === FAULTS, 60_000);
  const judged = async () => {
    const { body } = await station.call('GET', '/api/v1/alarms/history?limit=500');
    // That a cycle was late is true of a machine that does other things beside: it is no fault of the fleet.
    const alarms = (body.items as readonly Alarm[]).filter(
      ({ resourceName, probableCause }) => names.has(resourceName) && probableCause !== 'lateCycle',
    );
    return judgeLabels(labelsOf(truths()), alarms, 15_000);
  };
  await station.until(async () => (await judged()).lasting.length === 0, 30_000);
  const { missed, unfounded, delays } = await judged();
  expect({ missed, unfounded, found: delays.length }).toEqual({ missed: [], unfounded: [], found: FAULTS });
}, 200_000);
