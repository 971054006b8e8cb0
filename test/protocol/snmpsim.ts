import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { temporaryFolder } from './peers.ts';
import { freeUdpPort } from './snmpd.ts';

const RECORDINGS = '/usr/share/doc/snmpsim/examples/data';

/** The text of a recording of the Debian package: a line `OID|type|value` for each object. Throws where it is not installed. */
export function recordingOf(file: string): string {
  return gunzipSync(readFileSync(join(RECORDINGS, `${file}.snmprec.gz`))).toString('latin1');
}

/** A counter of a recording that grows by so much a second, from what was recorded. */
export function growing(recording: string, oid: string, perSecond: number): string {
  const line = new RegExp(`^${oid.replaceAll('.', '\\.')}\\|(\\d+)\\|(\\d+)$`, 'm');
  if (!line.test(recording)) throw new Error(`the recording has no counter ${oid}`);
  return recording.replace(line, (_line, type: string, value: string) => `${oid}|${type}:numeric|initial=${value},rate=${perSecond}`);
}

export interface Simulator {
  readonly port: number;
  stop(): Promise<void>;
}

/** Answers as the recorded devices did; the community is the name of the recording. It answers soon. */
export async function startSimulator(recordings: Readonly<Record<string, string>>): Promise<Simulator> {
  const folder = temporaryFolder();
  const [data, cache] = [join(folder.path, 'data'), join(folder.path, 'cache')];
  for (const path of [data, cache]) mkdirSync(path);
  for (const [name, text] of Object.entries(recordings)) writeFileSync(join(data, `${name}.snmprec`), text, 'latin1');
  chmodSync(folder.path, 0o755);
  chmodSync(cache, 0o777);
  const port = await freeUdpPort();
  // It refuses to run as root.
  const asNobody = process.getuid?.() === 0 ? ['--process-user=nobody', '--process-group=nogroup'] : [];
  const child = spawn(
    'snmpsimd',
    [`--data-dir=${data}`, `--cache-dir=${cache}`, `--agent-udpv4-endpoint=127.0.0.1:${port}`, ...asNobody, '--logging-method=null'],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    port,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      folder.remove();
    },
  };
}
