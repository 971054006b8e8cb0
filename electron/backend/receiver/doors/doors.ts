import { readFileSync } from 'node:fs';
import type { Door, DoorName } from '../../../../shared/contracts/collection.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { kernelDrops } from '../kernelDrops.ts';
import { MOST_MESSAGE_BYTES, type SyslogIntake } from '../syslog/intake.ts';
import type { TrapIntake } from '../traps/intake.ts';
import { type Kept, keepOpen } from './keeper.ts';
import { openStream, type StreamDoor } from './stream.ts';
import { openUdp, type UdpDoor } from './udp.ts';

/** Where the receiver listens. A port of null is closed. */
export interface DoorSettings {
  readonly host: string;
  readonly syslogUdp: number | null;
  readonly syslogTcp: number | null;
  readonly syslogTls: number | null;
  readonly traps: number | null;
  /** PEM files of the server; without them there is no TLS. */
  readonly certificate: string | null;
  readonly key: string | null;
}

export interface Doors {
  states(): readonly Door[];
  close(): Promise<void>;
}

interface Parts {
  readonly syslog: SyslogIntake;
  readonly traps: TrapIntake;
  /** Resolves when what was taken so far outlives whatever happens to us. */
  settled(): Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

const MOST_CONNECTIONS = 2000;
/** A log relay may stand for a whole site and open many; it is still one address of many. */
const MOST_PER_ADDRESS = 200;
const HANDSHAKE_MS = 10_000;
const DROPS_MS = 2000;

class NoCertificate extends Error {
  readonly code = 'noCertificate';
}

/** Opens every door that has a port, and keeps trying those that cannot be opened. */
export function createDoors(settings: DoorSettings, { syslog, traps, settled, clock, log }: Parts): Doors {
  const { host } = settings;
  const onError = (error: Error): void => log.warn({ error: error.message }, 'a door has trouble');
  const onClientError = (error: Error): void => log.debug({ error: error.message }, 'a client did not keep to TLS');
  const datagrams = new Map<DoorName, Kept<UdpDoor>>();
  const streams = new Map<DoorName, Kept<StreamDoor>>();
  let drops: ReadonlyMap<number, number> | null = null;

  if (settings.syslogUdp !== null) {
    const port = settings.syslogUdp;
    const take = (bytes: Buffer, address: string) => syslog.take({ bytes, isCut: false }, address, 'udp');
    datagrams.set(
      'syslogUdp',
      keepOpen('syslogUdp', () => openUdp(host, port, take, onError), clock, log),
    );
  }
  if (settings.traps !== null) {
    const port = settings.traps;
    const take = (bytes: Buffer, address: string, from: number) => {
      const reply = traps.take(bytes, address);
      if (!reply) return;
      const answer = () => datagrams.get('traps')?.current()?.send(reply.bytes, from, address);
      // Without an acknowledgement it is sent again, until the disk takes it.
      if (reply.isAcknowledgement) settled().then(answer, () => undefined);
      else answer();
    };
    datagrams.set(
      'traps',
      keepOpen('traps', () => openUdp(host, port, take, onError), clock, log),
    );
  }

  function stream(door: 'syslogTcp' | 'syslogTls', port: number | null): void {
    if (port === null) return;
    const transport = door === 'syslogTls' ? 'tls' : 'tcp';
    const open = async () => {
      const { certificate, key } = settings;
      if (transport === 'tls' && (certificate === null || key === null)) throw new NoCertificate('no certificate');
      const tls = certificate !== null && key !== null ? { cert: readFileSync(certificate), key: readFileSync(key) } : null;
      return openStream({
        ...{ host, port, onError, onClientError, handshakeMs: HANDSHAKE_MS },
        ...{ mostBytes: MOST_MESSAGE_BYTES, mostConnections: MOST_CONNECTIONS, mostPerAddress: MOST_PER_ADDRESS },
        tls: transport === 'tls' ? tls : null,
        onFrames: (frames, address) => {
          for (const frame of frames) syslog.take(frame, address, transport);
        },
        settled,
      });
    };
    streams.set(door, keepOpen(door, open, clock, log));
  }
  stream('syslogTcp', settings.syslogTcp);
  stream('syslogTls', settings.syslogTls);

  async function readDrops(): Promise<void> {
    const ports = [...datagrams.values()].flatMap((kept) => kept.current()?.port ?? []);
    drops = await kernelDrops(ports);
  }
  const reading = setInterval(() => void readDrops().catch(() => undefined), DROPS_MS);
  reading.unref();

  const wanted: Readonly<Record<DoorName, number | null>> = settings;
  return {
    states: () => [
      ...[...datagrams].map(([door, kept]): Door => {
        const open = kept.current();
        const port = open?.port ?? wanted[door] ?? 0;
        return {
          ...{ door, host, port, transport: 'udp', isOpen: open !== null, problem: kept.problem(), connections: 0 },
          dropped: open ? (drops?.get(port) ?? null) : null,
          bufferBytes: open?.bufferBytes ?? null,
        };
      }),
      ...[...streams].map(([door, kept]): Door => {
        const open = kept.current();
        return {
          ...{ door, host, port: open?.port ?? wanted[door] ?? 0, transport: door === 'syslogTls' ? 'tls' : 'tcp' },
          ...{ isOpen: open !== null, problem: kept.problem(), connections: open?.connections() ?? 0, dropped: null, bufferBytes: null },
        };
      }),
    ],
    close: async () => {
      clearInterval(reading);
      await Promise.all([...datagrams.values(), ...streams.values()].map((kept) => kept.close()));
    },
  };
}
