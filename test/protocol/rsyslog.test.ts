import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import {
  createReceiver as createLink,
  type Receiver as Link,
  linkAddress,
  linkTokenFile,
  writeLinkToken,
} from '../../electron/backend/link/index.ts';
import { RECEPTION } from '../../electron/backend/receiver/messages.ts';
import { createReceiver, type Receiver } from '../../electron/backend/receiver/receiver.ts';
import { recordAt, unpackBatch } from '../../electron/backend/records/batch.ts';
import type { LogRecord } from '../../shared/domain/log/record.ts';
import { lacking, run, silentLog, temporaryFolder } from './peers.ts';

const WAIT = { timeout: 30_000, interval: 50 };
const needs = {
  programs: ['rsyslogd', 'openssl'],
  try: () => {
    if (!existsSync('/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_ossl.so')) throw new Error('needs rsyslog-openssl');
  },
};

/** A certificate of its own for localhost and 127.0.0.1. */
function certify(folder: string): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = [join(folder, 'server.pem'), join(folder, 'server.key')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate, ...subject);
  return { certificate, key };
}

describe.skipIf(lacking('rsyslog over TLS', needs) !== null)('R-8.4.3-b1-4 rsyslog as a sender (RFC 5425)', () => {
  const folder = temporaryFolder();
  const records: LogRecord[] = [];
  let link: Link;
  let receiver: Receiver;
  let rsyslog: ChildProcess;
  const output: string[] = [];
  const port = (): number => receiver.health().doors.find(({ door, isOpen }) => door === 'syslogTls' && isOpen)?.port ?? 0;

  function startSender(): void {
    const work = join(folder.path, 'rs');
    mkdirSync(work, { recursive: true });
    writeFileSync(
      join(folder.path, 'rsyslog.conf'),
      [
        `global(workDirectory="${work}" DefaultNetstreamDriverCAFile="${join(folder.path, 'server.pem')}")`,
        'module(load="imptcp")',
        `input(type="imptcp" path="${join(work, 'in.sock')}")`,
        `action(type="omfwd" target="127.0.0.1" port="${port()}" protocol="tcp" template="RSYSLOG_SyslogProtocol23Format"`,
        ' TCP_Framing="octet-counted" StreamDriver="ossl" StreamDriverMode="1" StreamDriverAuthMode="x509/name"',
        ' StreamDriverPermittedPeers="localhost" action.resumeRetryCount="-1" action.resumeInterval="1")',
      ].join('\n'),
    );
    rsyslog = spawn('rsyslogd', ['-n', '-f', join(folder.path, 'rsyslog.conf'), '-i', join(folder.path, 'rsyslog.pid')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [rsyslog.stdout, rsyslog.stderr]) stream?.on('data', (chunk: Buffer) => output.push(String(chunk)));
  }

  async function write(lines: readonly string[]): Promise<void> {
    const path = join(folder.path, 'rs', 'in.sock');
    await vi.waitFor(() => expect(existsSync(path), output.join('')).toBe(true), WAIT);
    const socket = createConnection(path);
    await once(socket, 'connect');
    socket.end(`${lines.join('\n')}\n`);
    await once(socket, 'close');
  }

  beforeAll(async () => {
    const token = writeLinkToken(linkTokenFile(folder.path));
    link = await createLink({
      socketPath: linkAddress(folder.path),
      token,
      log: silentLog,
      lastSequence: () => 0,
      onBatch: async (_stream, _from, items) => {
        for (const { payload } of items) {
          const batch = unpackBatch(payload as Buffer);
          for (let index = 0; index < batch.count; index++)
            records.push(recordAt(batch, index, (from, to) => batch.text.subarray(from, to)));
        }
      },
      onPeer: (stream, state) => {
        const reception = { version: '1', sources: [{ address: '127.0.0.1', resourceId: 'r-1' }], credentials: [] };
        if (state === 'connected') link.send(stream, RECEPTION, reception);
      },
    });
    const { certificate, key } = certify(folder.path);
    receiver = await createReceiver({
      dataFolder: folder.path,
      doors: { host: '127.0.0.1', syslogUdp: null, syslogTcp: null, syslogTls: 0, traps: null, certificate, key },
      spoolBytes: 16 * 1024 * 1024,
      clock: systemClock,
      log: silentLog,
    });
    await vi.waitFor(() => expect(port()).toBeGreaterThan(0), WAIT);
    startSender();
  }, 60_000);
  afterAll(async () => {
    rsyslog?.kill('SIGTERM');
    await receiver?.stop();
    await link?.stop();
    folder.remove();
  });

  it('arrives over TLS with counted octets, Chinese and all, in order and whole', async () => {
    const all = 500;
    await write(Array.from({ length: all }, (_, at) => `<131>Nov 28 10:00:00 host-a ups[77]: 第 ${at + 1} 条 市电中断 over TLS`));
    await vi.waitFor(() => expect(records, output.join('')).toHaveLength(all), WAIT);
    expect(records.map(({ line }) => Number(/第 (\d+) 条/.exec(line)?.[1]))).toEqual(Array.from({ length: all }, (_, at) => at + 1));
    expect(records[0]).toMatchObject({ transport: 'tls', host: 'host-a', app: 'ups', processId: '77', severity: 'err', resourceId: 'r-1' });
    expect(records[0]?.marks).toEqual([]);
    expect(receiver.health().doors[0]).toMatchObject({ door: 'syslogTls', transport: 'tls', connections: 1 });
  }, 90_000);

  it('who speaks no TLS at that door is not heard, and the others go on', async () => {
    const before = records.length;
    const stranger = createConnection(port(), '127.0.0.1');
    await once(stranger, 'connect');
    stranger.on('error', () => undefined);
    stranger.write('<131>plain text\n');
    await once(stranger, 'close');
    await write(['<131>Nov 28 10:00:01 host-a ups[77]: after the stranger']);
    await vi.waitFor(() => expect(records).toHaveLength(before + 1), WAIT);
    expect(records.at(-1)?.line).toContain('after the stranger');
  }, 90_000);
});
