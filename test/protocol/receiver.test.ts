import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { openVault, sealName } from '../../electron/backend/lib/vault.ts';
import {
  createReceiver as createLink,
  type Receiver as Link,
  linkAddress,
  linkTokenFile,
  writeLinkToken,
} from '../../electron/backend/link/index.ts';
import { RECEIVER_STREAM, RECEPTION, RECORDS } from '../../electron/backend/receiver/messages.ts';
import { createReceiver, type Receiver } from '../../electron/backend/receiver/receiver.ts';
import { recordAt, unpackBatch } from '../../electron/backend/records/batch.ts';
import type { CredentialSettings, Secrets } from '../../shared/domain/credential/snmp.ts';
import type { LogRecord } from '../../shared/domain/log/record.ts';
import { lacking, run, silentLog, temporaryFolder } from './peers.ts';

const DEVICE = '01990000-0000-7000-8000-000000000001';
const WAIT = { timeout: 20_000, interval: 20 };
const user = (userName: string, authProtocol: 'MD5' | 'SHA' | 'SHA-256' | 'SHA-512', privProtocol: 'DES' | 'AES-128' | 'AES-256') =>
  ({ kind: 'snmpUser', userName, level: 'authPriv', authProtocol, privProtocol, context: '' }) as const;
const SETS: readonly { readonly settings: CredentialSettings; readonly secrets: Secrets }[] = [
  { settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'tongzhi' } },
  { settings: user('md5des', 'MD5', 'DES'), secrets: { authPassphrase: 'auth-pass-1', privPassphrase: 'priv-pass-1' } },
  { settings: user('shaaes', 'SHA', 'AES-128'), secrets: { authPassphrase: 'auth-pass-2', privPassphrase: 'priv-pass-2' } },
  { settings: user('sha512', 'SHA-512', 'AES-256'), secrets: { authPassphrase: 'auth-pass-3', privPassphrase: 'priv-pass-3' } },
];

describe.skipIf(lacking('senders of Debian', { programs: ['logger', 'snmptrap', 'snmpinform'] }) !== null)(
  'R-8.4.3-b1-4 what devices send',
  () => {
    const folder = temporaryFolder();
    const records: LogRecord[] = [];
    let link: Link;
    let receiver: Receiver;
    const port = (door: string): number => receiver.health().doors.find((one) => one.door === door)?.port ?? 0;
    const found = async (text: string): Promise<LogRecord> => {
      await vi.waitFor(() => expect(records.map(({ line }) => line).join('\n')).toContain(text), WAIT);
      const all = records.filter(({ line }) => line.includes(text));
      expect(all, text).toHaveLength(1);
      return all[0]!;
    };

    beforeAll(async () => {
      const token = writeLinkToken(linkTokenFile(folder.path));
      const vault = openVault(folder.path, () => undefined);
      const reception = {
        version: '1',
        sources: [{ address: '127.0.0.1', resourceId: DEVICE }],
        credentials: SETS.map(({ settings, secrets }, place) => {
          const id = `01990000-0000-7000-8000-00000000010${place}`;
          return { id, settings, sealed: vault.seal(sealName(id), JSON.stringify(secrets)) };
        }),
      };
      const sequences = new Map<string, number>();
      link = await createLink({
        socketPath: linkAddress(folder.path),
        token,
        log: silentLog,
        lastSequence: (stream) => sequences.get(stream) ?? 0,
        onBatch: async (stream, _from, items) => {
          for (const { kind, payload } of items) {
            expect(kind).toBe(RECORDS);
            const batch = unpackBatch(payload as Buffer);
            for (let index = 0; index < batch.count; index++)
              records.push(recordAt(batch, index, (from, to) => batch.text.subarray(from, to)));
          }
          sequences.set(stream, items.at(-1)?.seq ?? 0);
        },
        onPeer: (stream, state) => {
          if (state === 'connected') link.send(stream, RECEPTION, reception);
        },
      });
      receiver = await createReceiver({
        dataFolder: folder.path,
        doors: { host: '127.0.0.1', syslogUdp: 0, syslogTcp: 0, syslogTls: null, traps: 0, certificate: null, key: null },
        spoolBytes: 16 * 1024 * 1024,
        clock: systemClock,
        log: silentLog,
      });
      await vi.waitFor(() => expect(receiver.health().reception).toEqual({ version: '1', sources: 1 }), WAIT);
      await vi.waitFor(() => expect(receiver.health().doors.every(({ isOpen }) => isOpen)).toBe(true), WAIT);
    }, 60_000);
    afterAll(async () => {
      await receiver?.stop();
      await link?.stop();
      folder.remove();
    });

    it('by logger over UDP and TCP, old and new form, lines and counted octets', async () => {
      const send = (transport: 'syslogUdp' | 'syslogTcp', ...args: string[]) =>
        run(
          'logger',
          '-n',
          '127.0.0.1',
          '-P',
          String(port(transport)),
          transport === 'syslogUdp' ? '-d' : '-T',
          '-p',
          'local7.err',
          ...args,
        );
      send('syslogUdp', '--rfc3164', '-t', 'ifnet', '接口 GE0/0/1 down, rfc3164 udp');
      send('syslogUdp', '--rfc5424', '-t', 'noc', '--msgid', 'LINKDOWN', '接口 GE0/0/2 down, rfc5424 udp');
      send('syslogTcp', '--rfc5424', '-t', 'noc', 'lines tcp');
      send('syslogTcp', '--rfc5424', '--octet-count', '-t', 'noc', 'counted tcp');
      expect(await found('rfc3164 udp')).toMatchObject({
        resourceId: DEVICE,
        source: '127.0.0.1',
        app: 'ifnet',
        severity: 'err',
        facility: 'local7',
        transport: 'udp',
      });
      const modern = await found('rfc5424 udp');
      expect(modern).toMatchObject({ app: 'noc', messageId: 'LINKDOWN', kind: 'syslog' });
      expect(modern.line.slice(modern.textFrom)).toBe('接口 GE0/0/2 down, rfc5424 udp');
      expect(Math.abs((modern.at ?? 0) - modern.receivedAt)).toBeLessThan(5000);
      expect([(await found('lines tcp')).transport, (await found('counted tcp')).transport]).toEqual(['tcp', 'tcp']);
    });

    const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3';
    const target = () => `udp:127.0.0.1:${port('traps')}`;
    // Informs wait for their answer, which comes from this process.
    // Each with a folder of its own: they keep engines in a file there and read it half written where they run side by side.
    const tool = (program: string, ...args: string[]) => {
      const persistent = mkdtempSync(join(folder.path, 'tool-'));
      return promisify(execFile)(program, args, { env: { PATH: process.env.PATH, MIBS: '', SNMP_PERSISTENT_DIR: persistent } });
    };
    const v3 = (name: string, auth: string, priv: string, place: number) =>
      ['-v', '3', '-u', name, '-l', 'authPriv', '-a', auth, '-A', `auth-pass-${place}`, '-x', priv, '-X', `priv-pass-${place}`] as const;
    /** An inform is acknowledged when it is on the disk, which a busy machine may take its time for. */
    const PATIENT = ['-t', '15', '-r', '1'] as const;
    const variable = (text: string) => ['1.3.6.1.2.1.31.1.1.1.18.3', 's', text] as const;

    it('by snmptrap in versions 1, 2c and 3, by snmpinform until it is acknowledged', async () => {
      tool('snmptrap', '-v', '1', '-c', 'tongzhi', target(), '1.3.6.1.4.1.2011', '10.1.2.3', '2', '0', '1234', ...variable('trap v1'));
      tool('snmptrap', '-v', '2c', '-c', 'tongzhi', target(), '1234', LINK_DOWN, ...variable('trap v2c 上联'));
      tool(
        'snmptrap',
        ...v3('md5des', 'MD5', 'DES', 1),
        '-e',
        '0x8000000001020304',
        target(),
        '1234',
        LINK_DOWN,
        ...variable('trap v3 md5des'),
      );
      tool(
        'snmptrap',
        ...v3('shaaes', 'SHA', 'AES', 2),
        '-e',
        '0x8000000001020305',
        target(),
        '1234',
        LINK_DOWN,
        ...variable('trap v3 shaaes'),
      );
      tool(
        'snmptrap',
        ...v3('sha512', 'SHA-512', 'AES-256', 3),
        '-e',
        '0x8000000001020306',
        target(),
        '1234',
        LINK_DOWN,
        ...variable('trap v3 sha512'),
      );
      tool('snmpinform', ...PATIENT, '-v', '2c', '-c', 'tongzhi', target(), '1234', LINK_DOWN, ...variable('inform v2c'));
      tool('snmpinform', ...PATIENT, ...v3('shaaes', 'SHA', 'AES', 2), target(), '1234', LINK_DOWN, ...variable('inform v3'));
      expect(await found('"trap v1"')).toMatchObject({ kind: 'trap', messageId: 'linkDown', host: '10.1.2.3', resourceId: DEVICE });
      const second = await found('trap v2c');
      expect(second.line).toBe(`${LINK_DOWN} linkDown ifAlias.3="trap v2c 上联"`);
      expect(second.line.slice(second.textFrom)).toBe('linkDown ifAlias.3="trap v2c 上联"');
      for (const text of ['trap v3 md5des', 'trap v3 shaaes', 'trap v3 sha512', 'inform v2c', 'inform v3']) await found(text);
    }, 60_000);

    it('is not kept, but counted with why and a sample, from who is no resource or has not the keys', async () => {
      const before = records.length;
      tool('snmptrap', '-v', '2c', '-c', 'falsch', target(), '1234', LINK_DOWN, ...variable('wrong community'));
      await vi.waitFor(
        () => expect(receiver.health().sources.find((one) => one.address === '127.0.0.1')?.refused.notBelieved).toBe(1),
        WAIT,
      );
      tool('snmptrap', ...v3('shaaes', 'SHA', 'AES', 1), '-e', '0x8000000001020305', target(), '1234', LINK_DOWN, ...variable('wrong key'));
      tool('snmptrap', '--clientaddr=127.0.0.9', '-v', '2c', '-c', 'tongzhi', target(), '1234', LINK_DOWN, ...variable('stranger'));
      const of = (address: string) => receiver.health().sources.find((one) => one.address === address);
      await vi.waitFor(() => expect(of('127.0.0.9')?.refused.stranger).toBe(1), WAIT);
      await vi.waitFor(() => expect(of('127.0.0.1')?.refused.notBelieved).toBe(2), WAIT);
      expect(of('127.0.0.1')?.samples.map(({ detail }) => detail)).toEqual(['digest shaaes', 'community']);
      await sleep(200);
      expect(records).toHaveLength(before);
    }, 60_000);

    it('comes in order and once', async () => {
      const { streams } = link;
      expect(streams().map(({ streamId }) => streamId)).toEqual([RECEIVER_STREAM]);
      const sender = spawn('logger', ['-n', '127.0.0.1', '-P', String(port('syslogTcp')), '-T', '--rfc5424', '-t', 'row'], {
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      for (let index = 0; index < 2000; index++) sender.stdin.write(`in a row ${index}.\n`);
      sender.stdin.end();
      await once(sender, 'exit');
      await found('in a row 1999.');
      const rows = records.filter(({ app }) => app === 'row').map(({ line, textFrom }) => line.slice(textFrom));
      expect(rows).toEqual(Array.from({ length: 2000 }, (_, index) => `in a row ${index}.`));
    }, 60_000);
  },
);
