import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { SetupState } from '../../../shared/contracts/session.ts';
import type { ResourceRecord } from '../features/resources/index.ts';
import { readSetupFile, SETUP_CALLER, type SetupService, type SetupToken, spendSetupFile } from '../features/session/index.ts';
import type { Stores } from './books.ts';

/** What the set-up page shows beside the form: the local host is already watched, and the ground is good or not. */
export async function readSetupState(
  stores: Stores,
  local: ResourceRecord,
  token: SetupToken,
  data: string,
): Promise<z.output<typeof SetupState>> {
  const latest = await stores.telemetry.latest([local.id]);
  const value = (metric: string, component = '') =>
    latest.find((one) => one.metric === metric && one.component === component)?.value ?? null;
  const disk = stores.disk.reading();
  const cores = latest.filter((one) => one.metric === 'cpu.core.utilisation').length;
  const mode = statSync(join(data, 'keys', 'station.key')).mode & 0o777;
  const fping = spawnSync('fping', ['-v'], { encoding: 'utf8' });
  const version = /Version (\S+)/.exec(fping.stdout ?? '')?.[1];
  return {
    expiresAt: token.expiresAt() ?? 0,
    host: {
      name: hostname(),
      cpu: value('cpu.utilisation'),
      cores: cores || null,
      memoryUsed: value('memory.used'),
      memoryTotal: value('memory.total'),
      dataDisk: disk.total > 0 ? ((disk.total - disk.free) / disk.total) * 100 : null,
      at: stores.resources.status(local.id).dataAt,
    },
    checks: [
      { id: 'durable', ok: stores.core.stats().synchronous === 'FULL', value: stores.core.stats().synchronous ?? '' },
      { id: 'ballast', ok: disk.ballast > 0, value: String(disk.ballast) },
      { id: 'keyFile', ok: process.platform === 'win32' || mode === 0o600, value: mode.toString(8) },
      { id: 'fping', ok: version !== undefined, value: version ?? '' },
      { id: 'disk', ok: disk.state === 'ok', value: String(disk.free) },
    ],
  };
}

/** Completes set-up from a file and destroys its passwords; throws where the file is wrong. */
export async function completeFromFile(stores: Stores, setup: SetupService, file: string): Promise<void> {
  const input = readSetupFile(file);
  const people = await setup.prepare(input);
  await stores.core.write('setup.file', async (work) => {
    const outcome = await setup.complete(work, input, people);
    await stores.audit.system(work, 'completeSetup', { ...outcome.deed, actor: SETUP_CALLER });
  });
  spendSetupFile(file, input);
}

/** Prints the address of the set-up page whenever a new token is made. */
export function offerSetup(token: SetupToken, origin: () => string, print: (line: string) => void): void {
  const fresh = token.renew();
  if (fresh === null) return;
  print(`首次设立,请在一小时内打开:${origin()}/setup#token=${fresh}`);
  print(`First set-up, open within one hour: ${origin()}/setup#token=${fresh}`);
}
