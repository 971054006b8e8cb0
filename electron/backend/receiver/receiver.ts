import { join } from 'node:path';
import { EVENTS } from '../../../shared/contracts/eventLink.ts';
import type { LogRecord } from '../../../shared/domain/log/record.ts';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../lib/clock.ts';
import { createCredentials } from '../lib/credentials.ts';
import type { Log } from '../lib/log.ts';
import { createProcessMeter } from '../lib/processMeter.ts';
import { createRemembered } from '../lib/remembered.ts';
import { openUplink } from '../link/index.ts';
import { batchOf, packBatch } from '../records/batch.ts';
import { createDoors, type DoorSettings, type Doors } from './doors/doors.ts';
import { createEventWatch } from './events/watch.ts';
import { RECEIVER_STREAM, RECEPTION, RECORDS, type ReceiverHealth, Reception } from './messages.ts';
import { createRecordOutbox } from './outbox.ts';
import { createSources } from './sources.ts';
import { createSyslogIntake } from './syslog/intake.ts';
import { createTrapIntake } from './traps/intake.ts';

export interface ReceiverOptions {
  readonly dataFolder: string;
  readonly doors: DoorSettings;
  /** Most bytes that may wait on disk while the backend is away. */
  readonly spoolBytes: number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Receiver {
  /** Figures since the last call. */
  health(): ReceiverHealth;
  /** Closes the doors and hands what it has to the spool, within two seconds. */
  stop(): Promise<void>;
}

/** Addresses told with every report of health; the account itself keeps more. */
const MOST_TOLD = 200;
/** Devices of a duty room in China that name no zone mean its time. */
const ZONE_MS = 8 * 3_600_000;

/** A report that is lost on the way takes no sign of life with it. */
const HEARD_MS = 10_000;

/** How often health is measured and told. */
export const HEALTH_MS = 2000;

/** Four hours of 2,000 records a second, packed as syslog packs, with room to spare. */
export const SPOOL_BYTES = 2 * 1024 ** 3;

/** Above those that need rights of their own: devices are pointed here, or 514 and 162 are led here. */
const USUAL = { syslogUdp: 5514, syslogTcp: 5514, syslogTls: 6514, traps: 5162 };

/** The doors that a configuration asks for. Without a certificate there is none for TLS; a station on any free port takes any free ones, too. */
export function doorsOf(config: Config): DoorSettings {
  const { receiveHost, syslogUdpPort, syslogTcpPort, syslogTlsPort, trapPort, tlsCertificate, tlsKey } = config;
  const isCertified = tlsCertificate !== undefined && tlsKey !== undefined;
  const portOf = (wanted: number | null | undefined, usual: number) => (wanted === undefined ? (config.port === 0 ? 0 : usual) : wanted);
  return {
    host: receiveHost,
    syslogUdp: portOf(syslogUdpPort, USUAL.syslogUdp),
    syslogTcp: portOf(syslogTcpPort, USUAL.syslogTcp),
    syslogTls: isCertified ? portOf(syslogTlsPort, USUAL.syslogTls) : null,
    traps: portOf(trapPort, USUAL.traps),
    certificate: tlsCertificate ?? null,
    key: tlsKey ?? null,
  };
}

/** The receiver's parts put together: whatever devices send of themselves becomes records, which go up through a spool of their own. */
export async function createReceiver({ dataFolder, doors: settings, spoolBytes, clock, log }: ReceiverOptions): Promise<Receiver> {
  let status: ReceiverHealth | null = null;
  const uplink = await openUplink({ dataFolder, streamId: RECEIVER_STREAM, clock, log, maxBytes: spoolBytes, status: () => status });
  const meter = createProcessMeter(clock);
  const outbox = createRecordOutbox({
    send: (records) => void uplink.send(RECORDS, packBatch(batchOf(records))),
    durable: () => {
      // What rules found in a record that its sender gives up is to outlive us like the record.
      events.flush();
      return uplink.spool.durable();
    },
    fill: () => uplink.spool.state().bytes / spoolBytes,
  });
  const events = createEventWatch({ send: (report) => void uplink.send(EVENTS, report), monotonic: clock.monotonic });
  const sources = createSources(clock);
  const credentials = createCredentials(dataFolder, log.child({ module: 'credentials' }));
  const keep = (record: LogRecord): boolean => {
    events.look(record);
    return outbox.add(record);
  };
  const syslog = createSyslogIntake({ sources, now: clock.now, zoneMs: ZONE_MS, keep });
  const traps = createTrapIntake({ sources, clock, keep, folder: uplink.folder, log: log.child({ module: 'traps' }) });
  let reception: ReceiverHealth['reception'] = { version: null, sources: 0 };

  function take(told: Reception): void {
    sources.know(new Map(told.sources.map(({ address, resourceId }) => [address, resourceId])));
    credentials.take(told.credentials);
    if (told.rules) events.follow(told.rules);
    traps.believe(told.credentials.flatMap(({ id }) => credentials.opened.get(id) ?? []));
    reception = { version: told.version, sources: told.sources.length };
    log.info(reception, 'reception');
  }

  const remembered = createRemembered(join(uplink.folder, 'reception.json'), Reception, log);
  const last = remembered.load();
  if (last) take(last);
  // Not before somebody has said whose messages come: until then each would be a stranger's.
  const open = (): Doors => createDoors(settings, { syslog, traps, settled: outbox.settled, clock, log: log.child({ module: 'doors' }) });
  let doors = last ? open() : null;

  const forget = uplink.onMessage((kind, payload) => {
    if (kind !== RECEPTION) return;
    const told = Reception.safeParse(payload);
    if (told.success) {
      take(told.data);
      remembered.save(told.data);
      doors ??= open();
    } else log.error({ problem: told.error.message }, 'reception refused');
  });

  function measure(): ReceiverHealth {
    const newest = [...sources.stats()].sort((a, b) => b.lastAt - a.lastAt).slice(0, MOST_TOLD);
    status = {
      ...meter.read(),
      reception,
      doors: doors?.states() ?? [],
      ...outbox.stats(),
      events: events.stats(),
      sources: newest,
      heard: sources.heard(clock.now() - HEARD_MS),
      unlisted: sources.unlisted(),
      link: uplink.state(),
    };
    return status;
  }

  return {
    health: measure,
    stop: async () => {
      forget();
      await doors?.close();
      outbox.flush();
      events.flush();
      await uplink.close();
      meter.stop();
    },
  };
}
