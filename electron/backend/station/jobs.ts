import type { DeviceService } from '../features/devices/index.ts';
import type { SessionBook, SetupService } from '../features/session/index.ts';
import type { ToolService } from '../features/tools/index.ts';
import type { CauseFinder, Recorder } from '../features/topology/index.ts';
import type { Job } from '../jobs/scheduler.ts';
import type { Clock } from '../lib/clock.ts';
import type { Receiver } from '../link/index.ts';
import { POLLER_STREAM } from '../poller/messages.ts';
import { MIN_RETENTION_MS } from '../storage/telemetry/index.ts';
import type { Stores } from './books.ts';
import type { ClockTrust } from './clockTrust.ts';
import type { CollectionBoard } from './collection.ts';
import type { HealthBoard } from './health.ts';
import type { Heartbeats } from './heartbeats.ts';
import type { SelfAlarms } from './selfAlarms.ts';
import type { Watch } from './watch.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Parts {
  readonly stores: Stores;
  readonly watch: Watch;
  readonly clockTrust: ClockTrust;
  readonly self: SelfAlarms;
  readonly health: HealthBoard;
  readonly collection: CollectionBoard;
  readonly heartbeats: Heartbeats;
  readonly tools: Pick<ToolService, 'sweep'>;
  /** Keeps the station's own figures and looks at their limits. */
  sampleSelf(): Promise<void>;
  readonly causes: CauseFinder;
  readonly recorder: Recorder;
  readonly sessions: SessionBook;
  readonly devices: DeviceService;
  readonly setup: SetupService;
  /** Begins an expiry of telemetry. */
  expireTelemetry(): Promise<void>;
  readonly clock: Clock;
  renewSetup(): void;
  /** Gives people of a laboratory new sign-in links; null elsewhere. */
  readonly offerLinks: (() => Promise<void>) | null;
  receiver(): Receiver | null;
  verify(): Promise<void>;
}

/** Everything the station does by itself again and again. */
export function stationJobs(parts: Parts): readonly Job[] {
  const {
    stores,
    watch,
    clockTrust,
    self,
    health,
    collection,
    expireTelemetry,
    heartbeats,
    tools,
    sampleSelf,
    causes,
    recorder,
    sessions,
    devices,
    setup,
    clock,
    renewSetup,
    offerLinks,
    receiver,
    verify,
  } = parts;
  const { core, disk, alarms, alarmBook, outbox, logs, bus } = stores;
  let dropped = 0;
  let droppedMono = Number.NEGATIVE_INFINITY;

  async function followSpool(): Promise<void> {
    const now =
      receiver()
        ?.streams()
        .find(({ streamId }) => streamId === POLLER_STREAM)?.dropped ?? dropped;
    if (now > dropped) droppedMono = clock.monotonic();
    dropped = now;
    await self.follow('spoolOverflow', 'poller', clock.monotonic() - droppedMono < 10 * MINUTE, String(dropped));
  }

  return [
    { id: 'heartbeat.follow', everyMs: 5 * SECOND, run: heartbeats.tick },
    { id: 'heartbeat.keep', everyMs: MINUTE, run: heartbeats.keep },
    { id: 'tools.sweep', everyMs: 5 * SECOND, run: tools.sweep },
    { id: 'watch.tick', everyMs: 2 * SECOND, run: watch.tick },
    {
      id: 'disk.check',
      everyMs: 2 * SECOND,
      run: async () => {
        await disk.check();
        await self.follow('storageFull', 'disk', disk.reading().state === 'full');
      },
    },
    {
      id: 'health.publish',
      everyMs: 2 * SECOND,
      run: async () => {
        await health.read();
        bus.publish({ topic: 'health', ids: ['health'] });
      },
    },
    { id: 'collection.follow', everyMs: 2 * SECOND, run: collection.tick },
    { id: 'health.sample', everyMs: MINUTE, run: sampleSelf },
    { id: 'spool.follow', everyMs: 5 * SECOND, run: followSpool },
    {
      id: 'alarm.settle',
      everyMs: 10 * SECOND,
      run: async () => {
        await core.write('alarm.settle', alarms.settle);
        alarmBook.forget(clock.now());
      },
    },
    { id: 'alarm.attribute', everyMs: 500, run: causes.tick },
    { id: 'topology.record', everyMs: 5 * SECOND, run: recorder.tick },
    { id: 'session.sweep', everyMs: MINUTE, run: () => core.write('session.sweep', sessions.sweep) },
    { id: 'device.sweep', everyMs: MINUTE, run: () => core.write('device.sweep', devices.sweep) },
    { id: 'token.sweep', everyMs: MINUTE, run: () => core.write('token.sweep', stores.tokens.sweep) },
    { id: 'outbox.trim', everyMs: MINUTE, run: () => core.write('outbox.trim', outbox.trim) },
    {
      id: 'setup.renew',
      everyMs: MINUTE,
      run: async () => {
        if (setup.isNeeded()) renewSetup();
      },
    },
    ...(offerLinks ? [{ id: 'lab.links', everyMs: MINUTE, run: offerLinks }] : []),
    { id: 'audit.verify', everyMs: 6 * HOUR, run: verify },
    {
      id: 'telemetry.expire',
      everyMs: HOUR,
      run: async () => {
        if (clockTrust.isSettled()) await expireTelemetry();
      },
    },
    {
      id: 'logs.expire',
      everyMs: HOUR,
      run: async () => {
        if (clockTrust.isSettled()) await logs.expire(clock.now(), MIN_RETENTION_MS);
      },
    },
  ];
}
