import { BerWrong, readElement, readElements, TAG } from '../../lib/snmp/ber.ts';
import { createSecurity, type Engine, type KnownUser, type Wrong } from '../../lib/snmp/engine.ts';
import { createSealer, createSigner, localKey, SALT_BYTES, type Sealer, type Signer } from '../../lib/snmp/keys.ts';
import { FLAG, isSigned, readSecurityMessage, type SecurityMessage } from '../../lib/snmp/securityMessage.ts';
import { type Notification, readNotification } from './trap.ts';

export interface Opened {
  /** What was told, when it is from who it says. */
  readonly notification: Notification | null;
  /** Whose it is, or says it is. */
  readonly userName: string;
  /** Why it is not believed. */
  readonly wrong: Wrong | null;
  /** To be sent back: the acknowledgement of an inform, or how to ask this engine. */
  readonly reply: Buffer | null;
}

export interface TrapSecurity {
  /** A datagram of version 3. Throws BerWrong for rubbish. */
  open(datagram: Buffer): Opened;
}

interface RemoteUser {
  readonly settings: KnownUser['settings'];
  readonly signer: Signer;
  /** Made when a message was found to be signed. */
  sealer(): Sealer;
}

interface RemoteTime {
  readonly boots: number;
  readonly time: number;
  /** Seconds of our clock when it said so. */
  readonly heardS: number;
}

/** Localised keys and times of engines that are kept: as many devices as one station watches, and their users. */
const MOST_ENGINES = 16_384;
const WINDOW_S = 150;

/** Keeps the newest `most` entries: what comes from strangers must not grow without end. */
function createCache<T>(most: number): { get(key: string): T | undefined; set(key: string, value: T): void } {
  const entries = new Map<string, T>();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
  };
}

/**
 * Believes notifications of version 3. Of a trap the sender's engine is the authority, whose time is learned from the first message that
 * is signed (RFC 3414 3.2 7b); of an inform it is this one. Several users may have one name, as devices of two makers do: each is tried.
 */
export function createTrapSecurity(engine: Engine, users: readonly KnownUser[]): TrapSecurity {
  const named = new Map<string, readonly KnownUser[]>();
  for (const user of users) named.set(user.settings.userName, [...(named.get(user.settings.userName) ?? []), user]);
  const locals = createCache<readonly RemoteUser[]>(MOST_ENGINES);
  const times = createCache<RemoteTime>(MOST_ENGINES);
  const layers = Math.max(1, ...[...named.values()].map((list) => list.length));
  let told: Notification | null = null;
  let wrong: Wrong | null = null;
  const own = Array.from({ length: layers }, (_, layer) =>
    createSecurity<Notification>(
      engine,
      new Map([...named].map(([name, list]) => [name, list[layer] ?? (list[0] as KnownUser)])),
      {
        read: readNotification,
        answer: (notification, isAllowed) => {
          if (!isAllowed) wrong = 'level';
          else told = notification;
          return isAllowed ? notification.answer : null;
        },
      },
      (what) => {
        wrong = what;
      },
    ),
  );

  function openOwn(datagram: Buffer, userName: string): Opened {
    let reply: Buffer | null = null;
    for (const security of own) {
      told = null;
      wrong = null;
      reply = security(datagram);
      if (told !== null || wrong !== 'digest') break;
    }
    return { notification: told, userName, wrong, reply };
  }

  function usersOf({ engineId, userName }: SecurityMessage): readonly RemoteUser[] {
    const known = named.get(userName);
    if (!known) return [];
    const key = `${engineId.toString('hex')} ${userName}`;
    const made =
      locals.get(key) ??
      known.map(({ settings, authKey, privKey }) => ({
        settings,
        signer: createSigner(settings.authProtocol, localKey(settings.authProtocol, authKey, engineId)),
        sealer: () =>
          createSealer(settings.authProtocol, settings.privProtocol, localKey(settings.authProtocol, privKey, engineId), engineId),
      }));
    locals.set(key, made);
    return made;
  }

  /** A message of before the last start of its engine, or of long before its newest, is an old one sent again. */
  function isInTime({ engineId, boots, time }: SecurityMessage): boolean {
    const known = times.get(engineId.toString('hex'));
    if (!known || boots > known.boots) return true;
    return boots === known.boots && time >= known.time + (engine.timeS() - known.heardS) - WINDOW_S;
  }

  function heard({ engineId, boots, time }: SecurityMessage): void {
    const key = engineId.toString('hex');
    const known = times.get(key);
    if (!known || boots > known.boots || time > known.time) times.set(key, { boots, time, heardS: engine.timeS() });
  }

  function needed(settings: KnownUser['settings']): number {
    if (settings.level === 'authPriv') return FLAG.auth | FLAG.priv;
    return settings.level === 'authNoPriv' ? FLAG.auth : 0;
  }

  function plain(message: SecurityMessage, user: RemoteUser): Buffer {
    const { tag, body } = readElement(message.data, 0);
    if (!(message.flags & FLAG.priv)) return tag === TAG.sequence ? body : Buffer.alloc(0);
    if (tag !== TAG.octets || message.salt.length !== SALT_BYTES) throw new BerWrong('privacy');
    return readElement(user.sealer().open(body, message.boots, message.time, message.salt), 0).body;
  }

  function openRemote(datagram: Buffer, message: SecurityMessage): Opened {
    const { userName, flags } = message;
    const refuse = (why: Wrong): Opened => ({ notification: null, userName, wrong: why, reply: null });
    const candidates = usersOf(message);
    if (candidates.length === 0) return refuse('user');
    const secured = candidates.filter(({ settings }) => (flags & needed(settings)) === needed(settings));
    if (secured.length === 0) return refuse('level');
    const user = secured.find(({ signer, settings }) => settings.level === 'noAuthNoPriv' || isSigned(datagram, message, signer));
    if (!user) return refuse('digest');
    const isAuthentic = user.settings.level !== 'noAuthNoPriv';
    if (isAuthentic && !isInTime(message)) return refuse('window');
    try {
      const [, , pdu] = readElements(plain(message, user));
      if (!pdu) return refuse('decryption');
      const notification = readNotification(pdu);
      // An inform must be told to this engine: a trap is all that another's may be.
      if (notification.answer) return refuse('engine');
      if (isAuthentic) heard(message);
      return { notification, userName, wrong: null, reply: null };
    } catch (error) {
      if (error instanceof BerWrong && flags & FLAG.priv) return refuse('decryption');
      throw error;
    }
  }

  return {
    open: (datagram) => {
      const message = readSecurityMessage(datagram);
      if (message.engineId.length === 0 || message.engineId.equals(engine.id)) return openOwn(datagram, message.userName);
      return openRemote(datagram, message);
    },
  };
}
