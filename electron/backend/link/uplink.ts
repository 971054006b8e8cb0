import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { linkAddress, linkTokenFile, readLinkToken } from './address.ts';
import { claimFolder } from './owner.ts';
import { createSender, type Sender } from './sender.ts';
import { createSpool, type Spool } from './spool.ts';

export interface UplinkOptions {
  readonly dataFolder: string;
  /** Name of the stream, and of its folder under `spool/`. */
  readonly streamId: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Most bytes that wait on disk; left out, what a spool takes by itself. */
  readonly maxBytes?: number;
  /** Told to the receiver with each heartbeat. */
  status(): unknown;
}

/** A process's way to the backend: its own spool, claimed for it alone, and the stream that empties it. */
export interface Uplink extends Pick<Sender, 'send' | 'onMessage' | 'state'> {
  /** Where this process may keep files of its own. */
  readonly folder: string;
  readonly spool: Pick<Spool, 'state' | 'durable'>;
  /** Gives what waits half a second to go, then closes; the rest stays on disk. */
  close(): Promise<void>;
}

const DRAIN_MS = 500;
/** An orphan of a killed supervisor stops inside this time. */
const ORPHAN_LIMIT_MS = 4000;

/** Opens the way to the backend of a data folder; waits for an orphan that still holds the spool. */
export async function openUplink({ dataFolder, streamId, clock, log, maxBytes, status }: UplinkOptions): Promise<Uplink> {
  const folder = join(dataFolder, 'spool', streamId);
  await claimFolder(folder, ORPHAN_LIMIT_MS, log);
  const spool = createSpool({ folder, log: log.child({ module: 'spool' }), clock, ...(maxBytes !== undefined && { maxBytes }) });
  const sender = createSender({
    streamId,
    socketPath: linkAddress(dataFolder),
    token: () => readLinkToken(linkTokenFile(dataFolder)),
    spool,
    log: log.child({ module: 'link' }),
    clock,
    status,
  });
  return {
    folder,
    spool,
    send: sender.send,
    onMessage: sender.onMessage,
    state: sender.state,
    close: async () => {
      await sender.drained(DRAIN_MS);
      sender.stop();
      await spool.close();
    },
  };
}
