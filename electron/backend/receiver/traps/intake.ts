import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { RefusalKind } from '../../../../shared/contracts/collection.ts';
import { NAMES } from '../../../../shared/domain/event/names.ts';
import type { LogRecord } from '../../../../shared/domain/log/record.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OpenCredential } from '../../lib/credentials.ts';
import type { Log } from '../../lib/log.ts';
import { BerWrong } from '../../lib/snmp/ber.ts';
import { type Engine, type KnownUser, prepareUsers } from '../../lib/snmp/engine.ts';
import { type Bucket, createBucket } from '../bucket.ts';
import type { Sources } from '../sources.ts';
import { nextBoots } from './boots.ts';
import { trapLine } from './line.ts';
import { createRepeats } from './repeats.ts';
import { createTrapSecurity, type TrapSecurity } from './security.ts';
import { type Notification, readCommunityMessage, versionOf, withoutCommunity } from './trap.ts';

/** What is to be sent back. */
export interface Reply {
  readonly bytes: Buffer;
  /** It acknowledges a record: to be sent when that outlives whatever happens to us. */
  readonly isAcknowledgement: boolean;
}

export interface TrapIntake {
  /** One datagram; null where nothing is to be sent back. */
  take(datagram: Buffer, address: string): Reply | null;
  /** The credentials by which senders are believed from now on. */
  believe(sets: readonly OpenCredential[]): void;
}

interface Parts {
  readonly sources: Sources;
  readonly clock: Clock;
  /** Where this engine keeps how often it began. */
  readonly folder: string;
  readonly log: Log;
  /** False where there is no room for it. */
  keep(record: LogRecord): boolean;
}

/** Notifications of one address a second, and after a while of none; a device in trouble sends hundreds, an attacker thousands. */
const PER_SECOND = 200;
const BURST = 2000;
const MOST_BUCKETS = 20_000;
/** Enterprise 0 is nobody's: this engine is told by what follows (RFC 3411 SnmpEngineID, format 5). */
const ENGINE_HEAD = '8000000005';

function engineOf({ folder, clock, log }: Parts): Engine {
  const startedAt = clock.monotonic();
  const own = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  return {
    id: Buffer.from(ENGINE_HEAD + own, 'hex'),
    boots: nextBoots(join(folder, 'engine.json'), log),
    timeS: () => Math.floor((clock.monotonic() - startedAt) / 1000),
  };
}

/** Makes records of notifications. Whoever is no resource is not listened to: keys are tried for those only who may have them. */
export function createTrapIntake(parts: Parts): TrapIntake {
  const { sources, clock, keep } = parts;
  const engine = engineOf(parts);
  const buckets = new Map<string, Bucket>();
  const repeats = createRepeats(clock.monotonic);
  let communities = new Set<string>();
  let security: TrapSecurity = createTrapSecurity(engine, []);

  const refused = (address: string, why: RefusalKind, detail: string, datagram: Buffer): void =>
    sources.refused(address, why, detail, withoutCommunity(datagram));

  function bucketOf(address: string): Bucket {
    const known = buckets.get(address);
    if (known) return known;
    if (buckets.size >= MOST_BUCKETS) buckets.clear();
    const made = createBucket(PER_SECOND, BURST);
    buckets.set(address, made);
    return made;
  }

  /** False where it could not be kept: its sender is to send it again. */
  function store(trap: Notification, address: string): boolean {
    if (trap.answer && repeats.isAgain(address, trap.answer)) return true;
    const receivedAt = clock.now();
    const { line, name, textFrom } = trapLine(trap, NAMES);
    sources.kept(address, 'trap');
    const isKept = keep({
      ...{ receivedAt, at: null, kind: 'trap', transport: 'udp', source: address, resourceId: sources.resourceOf(address) },
      ...{ host: trap.agentAddress, app: null, processId: null, messageId: name, facility: null, severity: null },
      ...{ marks: [], line, textFrom },
    });
    if (!isKept && trap.answer) repeats.forget(address, trap.answer);
    return isKept;
  }

  const acknowledging = (bytes: Buffer | null, isKept: boolean): Reply | null =>
    bytes && isKept ? { bytes, isAcknowledgement: true } : null;

  function read(datagram: Buffer, address: string): Reply | null {
    const version = versionOf(datagram);
    if (version === null) {
      refused(address, 'unreadable', 'no SNMP', datagram);
      return null;
    }
    if (version === '3') {
      const { notification, wrong, reply, userName } = security.open(datagram);
      if (notification) return acknowledging(reply, store(notification, address));
      if (wrong !== 'engine' || reply === null) refused(address, 'notBelieved', `${wrong ?? ''} ${userName}`.trim(), datagram);
      return reply && { bytes: reply, isAcknowledgement: false };
    }
    const { community, notification, answer } = readCommunityMessage(datagram);
    if (!communities.has(community)) {
      refused(address, 'notBelieved', 'community', datagram);
      return null;
    }
    return acknowledging(answer, store(notification, address));
  }

  return {
    take: (datagram, address) => {
      if (sources.resourceOf(address) === null) {
        refused(address, 'stranger', '', datagram);
        return null;
      }
      if (!bucketOf(address).take(clock.monotonic())) {
        refused(address, 'tooMany', '', datagram);
        return null;
      }
      try {
        return read(datagram, address);
      } catch (error) {
        if (!(error instanceof BerWrong)) throw error;
        refused(address, 'unreadable', error.message, datagram);
        return null;
      }
    },
    believe: (sets) => {
      communities = new Set(sets.flatMap(({ settings, secrets }) => (settings.kind === 'snmpCommunity' ? (secrets.community ?? []) : [])));
      const users: KnownUser[] = [];
      for (const { settings, secrets } of sets)
        if (settings.kind === 'snmpUser') users.push(...prepareUsers([{ settings, secrets }]).values());
      security = createTrapSecurity(engine, users);
    },
  };
}
