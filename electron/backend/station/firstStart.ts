import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Setup, SetupState } from '../../../shared/contracts/session.ts';
import type { ResourceRecord } from '../features/resources/index.ts';
import { readSetupFile, SETUP_CALLER, type SetupService, type SetupToken, spendSetupFile, wrongFields } from '../features/session/index.ts';
import { Refusal } from '../http/problem.ts';
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

async function prepare(setup: SetupService, input: Setup, file: string): ReturnType<SetupService['prepare']> {
  try {
    return await setup.prepare(input);
  } catch (error) {
    if (!(error instanceof Refusal) || !error.fields) throw error;
    throw wrongFields(
      file,
      error.fields.map(({ path }) => path.replace('body.', '')),
    );
  }
}

/** Takes the passwords out of the file, or tells the person that they are still there. */
function spend(file: string, input: Setup, print: (line: string) => void): void {
  try {
    spendSetupFile(file, input);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    print(`设立已完成,但设立文件 ${file} 中的口令未能销毁(${code}):请立即删除该文件。`);
    print(`Set-up is done, but the passwords in ${file} could not be destroyed (${code}): delete the file now.`);
  }
}

/**
 * Completes set-up from a file and destroys its passwords. A spent file leaves set-up to the page and says so; throws
 * SetupFileWrong where the file cannot be used.
 */
export async function completeFromFile(stores: Stores, setup: SetupService, file: string, print: (line: string) => void): Promise<void> {
  const read = readSetupFile(file);
  if (read.kind === 'spent') {
    print(`设立文件 ${file} 已经用过,其中的口令已销毁,而这个数据目录还没有设立:请写一份新的设立文件再启动,或打开下面带令牌的设立页。`);
    print(
      `The set-up file ${file} is spent, its passwords are destroyed, and this data folder is not set up: write a new file and start again, or open the set-up page with the token below.`,
    );
    return;
  }
  const input = read.setup;
  const people = await prepare(setup, input, file);
  await stores.core.write('setup.file', async (work) => {
    const outcome = await setup.complete(work, input, people);
    await stores.audit.system(work, 'completeSetup', { ...outcome.deed, actor: SETUP_CALLER });
  });
  spend(file, input, print);
}

/** Prints the address of the set-up page whenever a new token is made. */
export function offerSetup(token: SetupToken, origin: () => string, print: (line: string) => void): void {
  const fresh = token.renew();
  if (fresh === null) return;
  print(`首次设立,请在一小时内打开:${origin()}/setup#token=${fresh}`);
  print(`First set-up, open within one hour: ${origin()}/setup#token=${fresh}`);
}
