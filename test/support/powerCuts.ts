import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fractionOf } from '../../shared/domain/poll/phase.ts';
import { startSenders } from './acknowledged.ts';
import { type CutDisk, mountCutDisk } from './cutDisk.ts';
import { checkDatabases, twiceIn } from './dataFolder.ts';
import { freePorts } from './ports.ts';
import { type RunningStation, startProcesses } from './processes.ts';
import { receiveFrom } from './reception.ts';
import { settledLogs } from './settled.ts';

export interface CutOptions {
  readonly cuts: number;
  readonly perSecond: number;
  /** How long it runs between two cuts, ms, at least and at most. */
  readonly betweenMs: readonly [number, number];
  readonly built?: boolean;
}

export interface CutResult {
  /** From each start after a cut until the station serves and acknowledges again, ms. */
  readonly readyMs: readonly number[];
  readonly sent: { readonly informs: number; readonly lines: number; readonly datagrams: number };
  readonly acknowledged: number;
  /** Acknowledged before a cut and not in the log store. */
  readonly lost: readonly number[];
  readonly left: number;
  readonly twice: ReturnType<typeof twiceIn>;
  /** Resources whose creation was answered before a cut, and those of them that are missing. */
  readonly written: number;
  readonly writesLost: readonly string[];
  readonly databasesChecked: number;
  readonly damaged: readonly string[];
  readonly unreadable: number;
}

const READY_LIMIT_MS = 120_000;
const WRITE_EVERY_MS = 200;
const DEAF_MS = 300;
const DISK_MEGABYTES = 2048;

/** Cuts the power of a station's disk while it takes in records and writes, one cut after the other on the same data, and says what became of what was acknowledged. */
export async function cutDuringIngest(options: CutOptions): Promise<CutResult> {
  const disk = mountCutDisk(DISK_MEGABYTES);
  let station: RunningStation | null = null;
  try {
    const environment = { ...(await freePorts()), NOC_LOG_LEVEL: 'warn' };
    station = await startProcesses({ data: join(disk.path, 'data'), environment, ...(options.built && { built: true }) });
    return await cutAll(disk, station, options);
  } finally {
    await station?.stop();
    disk.remove();
  }
}

async function cutAll(disk: CutDisk, station: RunningStation, { cuts, perSecond, betweenMs }: CutOptions): Promise<CutResult> {
  const mark = `cuts${process.pid}`;
  const addresses = Array.from({ length: 20 }, (_, at) => `127.92.0.${at + 1}`);
  const ports = await receiveFrom(station, addresses);
  const senders = await startSenders({ addresses, ports, perSecond, mark });
  const readyMs: number[] = [];
  const written: string[] = [];
  const damaged: string[] = [];
  let databasesChecked = 0;
  let isDark = false;
  let isOver = false;
  let made = 0;

  const writing = (async () => {
    while (!isOver) {
      const name = `CUT-${++made}`;
      const resource = { name, resourceClass: 'RC3', importance: 'general', address: '127.0.0.1', checks: [] };
      const status = await station.call('POST', '/api/v1/resources', resource).then(
        (answer) => answer.status,
        () => null,
      );
      if (status === 200 && !isDark) written.push(name);
      await sleep(WRITE_EVERY_MS);
    }
  })();

  async function cut(): Promise<void> {
    const { processes } = await station.health();
    const pids = processes.flatMap(({ pid }) => pid ?? []);
    // From here on nobody is told anything: the clone may be taken at any later instant.
    isDark = true;
    senders.deafen(true);
    await disk.cut(() => {
      for (const pid of pids) process.kill(pid, 'SIGKILL');
    });
    const found = disk.inspect((path) => checkDatabases(join(path, 'data')));
    databasesChecked += found.count;
    damaged.push(...found.damaged);
    // What was said after the clone was taken still waits in our sockets: it was never said.
    await sleep(DEAF_MS);
    const at = performance.now();
    senders.deafen(false);
    const starting = station.start();
    isDark = false;
    await starting;
    const served = performance.now();
    await station.until(() => senders.lastAt() > at, READY_LIMIT_MS);
    readyMs.push(Math.max(served, senders.lastAt()) - at);
  }

  try {
    for (let number = 0; number < cuts; number += 1) {
      const [least, most] = betweenMs;
      await sleep(least + fractionOf(`cut ${number}`) * (most - least));
      await cut();
    }
    isOver = true;
    await writing;
    const left = await senders.finish(READY_LIMIT_MS);
    const { body } = await station.call('GET', '/api/v1/resources');
    const names = new Set((body.items as readonly { name: string }[]).map(({ name }) => name));
    const { times, damaged: unreadable } = await settledLogs(station, mark, senders.acknowledged, READY_LIMIT_MS);
    const last = checkDatabases(station.data);
    return {
      ...{ readyMs, sent: senders.sent(), acknowledged: senders.acknowledged.length, left, unreadable },
      lost: senders.acknowledged.filter((one) => !times.has(one)),
      twice: twiceIn(times),
      ...{ written: written.length, writesLost: written.filter((name) => !names.has(name)) },
      ...{ databasesChecked: databasesChecked + last.count, damaged: [...damaged, ...last.damaged] },
    };
  } finally {
    isOver = true;
    senders.close();
  }
}
