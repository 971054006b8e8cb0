import type { Collection } from '../../../shared/contracts/collection.ts';
import { createRates } from '../features/collection/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Receiver } from '../link/index.ts';
import { RECEIVER_STREAM } from '../receiver/messages.ts';
import type { LogStore } from '../storage/logs/index.ts';
import { MIN_RETENTION_MS } from '../storage/telemetry/index.ts';
import type { Heartbeats } from './heartbeats.ts';
import type { SelfAlarms } from './selfAlarms.ts';
import type { Watch } from './watch.ts';

interface Parts {
  readonly watch: Watch;
  readonly logs: LogStore;
  readonly self: SelfAlarms;
  readonly clock: Clock;
  readonly heartbeats: Pick<Heartbeats, 'read'>;
  receiver(): Receiver | null;
}

export interface CollectionBoard {
  read(): Promise<Collection>;
  /** Called every two seconds: rates, doors that are closed, records that are lost. */
  tick(): Promise<void>;
}

const DAY_MS = 86_400_000;
const RATE_SPAN_MS = 10_000;
/** What was lost stays an alarm so long after the last loss. */
const LOSS_SHOWN_MS = 10 * 60_000;

/** Everything the page 采集 shows, and the alarms about it. */
export function createCollectionBoard({ watch, logs, self, heartbeats, clock, receiver }: Parts): CollectionBoard {
  const rates = createRates();
  const stored: { readonly at: number; readonly appended: number }[] = [];
  const lost = new Map<string, { readonly count: number; readonly at: number }>();

  const queue = () =>
    receiver()
      ?.streams()
      .find(({ streamId }) => streamId === RECEIVER_STREAM);

  /** Alarm while a counter of losses grew in the last minutes. A smaller count is that of a new start. */
  async function followLoss(subject: string, count: number): Promise<void> {
    const before = lost.get(subject);
    const isMore = count > (before && before.count <= count ? before.count : 0);
    const at = isMore ? clock.monotonic() : (before?.at ?? Number.NEGATIVE_INFINITY);
    lost.set(subject, { count, at });
    await self.follow('recordsDropped', subject, clock.monotonic() - at < LOSS_SHOWN_MS, String(count));
  }

  async function tick(): Promise<void> {
    const told = watch.reception();
    const mono = clock.monotonic();
    stored.push({ at: mono, appended: (await logs.stats()).appended });
    while (stored[1] && mono - stored[1].at > RATE_SPAN_MS) stored.shift();
    if (!told) return;
    const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0);
    rates.note(mono, new Map(told.sources.map(({ address, kept, refused }) => [address, sum(kept) + sum(refused)])));
    for (const { door, isOpen, problem, dropped } of told.doors) {
      await self.follow('receptionClosed', door, !isOpen && problem !== null, problem ?? '');
      if (dropped !== null) await followLoss(door, dropped);
    }
    await followLoss('receiver', told.shed + (queue()?.dropped ?? 0));
  }

  return {
    tick,
    read: async () => {
      const stats = await logs.stats();
      const told = watch.reception();
      const waiting = queue();
      const { heard: _heard, ...shown } = told ?? { heard: [] };
      const [first] = stored;
      const last = stored.at(-1);
      const seconds = first && last ? (last.at - first.at) / 1000 : 0;
      return {
        at: clock.now(),
        collectors: [...watch.collectors()],
        ...heartbeats.read(new Set(told?.sources.map(({ address }) => address) ?? [])),
        reception: told && {
          ...(shown as Omit<typeof told, 'heard'>),
          waiting: {
            items: (waiting?.depth ?? 0) + (waiting?.waiting ?? 0),
            bytes: waiting?.bytes ?? 0,
            oldestAt: waiting?.oldestAt ?? null,
            dropped: waiting?.dropped ?? 0,
          },
        },
        isReceiving: watch.isConnected(RECEIVER_STREAM),
        perMinute: Object.fromEntries(rates.perMinute()),
        logs: {
          perSecond: first && last && seconds > 0 ? Math.round(((last.appended - first.appended) / seconds) * 10) / 10 : 0,
          records: stats.nextNumber - 1,
          bytes: stats.bytes,
          oldestDay: stats.oldestDay,
          damaged: stats.damaged,
          paused: stats.paused,
          writeP95Ms: stats.writeP95Ms,
        },
        retentionDays: Math.round(MIN_RETENTION_MS / DAY_MS),
      };
    },
  };
}
