import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import { type CoreDatabase, openCore } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { createDeviceService, type DeviceService, openDeviceBook } from '../devices/index.ts';
import { openSessionBook, type SessionBook } from './sessions.ts';

/** The writer's time stands still: everything queued goes into one group, however slow the machine. */
const clock = { now: systemClock.now, monotonic: () => 0 };

let folder: string;
let core: CoreDatabase;
let sessions: SessionBook;
let devices: DeviceService;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-keys-'));
  core = await openCore({
    ...{ file: join(folder, 'core.db'), clock, log: createLog('test', 'silent'), readers: 1 },
    relieve: async () => false,
    onLost: () => undefined,
  });
  sessions = await openSessionBook(core.read, clock);
  devices = createDeviceService({
    book: await openDeviceBook(core.read),
    clock,
    onKeyGone: (work, { id }) =>
      sessions.end(
        work,
        sessions.of({ deviceId: id }).map((one) => one.id),
      ),
    isConnected: () => false,
  });
});
afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = <T>(use: (work: Work) => Promise<T>) => core.write('test', use);

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') };
}

async function codeOf(made: Promise<unknown>): Promise<{ readonly id: string; readonly code: string }> {
  return ((await made) as { response: { id: string; code: string } }).response;
}

/** A workstation that has just proved its key, and the code that will give it another. */
async function proved() {
  const announced = await codeOf(write((work) => devices.announce(work, '席位 1', 'workstation')));
  const { privateKey, publicKey } = newKey();
  await write((work) => devices.enrol(work, announced.code, publicKey));
  const { nonce } = devices.challenge(announced.id);
  const text = Buffer.from(`shouwang-device\n${nonce}`);
  const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  const device = devices.prove({ deviceId: announced.id, nonce, signature });
  const { code } = await codeOf(write((work) => devices.renewCode(work, announced.id)));
  return { device, code };
}

const beginSession = () =>
  write((work) => sessions.begin(work, { userId: null, deviceId: null, roles: ['wall'], address: '127.0.0.1', agent: '' }));

test('a key proved just before another took its place opens nothing any more', async () => {
  const { device, code } = await proved();
  await Promise.all([
    write((work) => devices.enrol(work, code, newKey().publicKey)),
    expect(write((work) => devices.seen(work, device))).rejects.toMatchObject({ code: 'device.wrongProof' }),
  ]);
});

test('a session bound to a device in the very group that ends its sessions ends with them', async () => {
  const { device, code } = await proved();
  const { token, session } = await beginSession();
  await Promise.all([
    write((work) => sessions.bindDevice(work, session.id, device.id)),
    write((work) => devices.enrol(work, code, newKey().publicKey)),
  ]);
  expect(sessions.find(token)).toBeUndefined();
});

test('a binding that is rolled back binds nothing', async () => {
  const { device } = await proved();
  const { session } = await beginSession();
  const failing = write(async (work) => {
    await sessions.bindDevice(work, session.id, device.id);
    throw new Error('refused after all');
  });
  await expect(failing).rejects.toThrow('refused after all');
  expect(sessions.of({ deviceId: device.id })).toEqual([]);
});
