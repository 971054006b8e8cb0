import type { CredentialSettings, Secrets } from '../../../../shared/domain/credential/snmp.ts';
import {
  BerWrong,
  type Element,
  element,
  encodeValue,
  integerBody,
  type Oid,
  oidBody,
  oidOf,
  readElement,
  readElements,
  TAG,
} from './ber.ts';
import { createSealer, createSigner, localKey, type Sealer, type Signer, userKey } from './keys.ts';
import { FLAG, isSigned, readSecurityMessage, type SecurityMessage, USM } from './securityMessage.ts';

export interface UserAccess {
  readonly settings: Extract<CredentialSettings, { kind: 'snmpUser' }>;
  readonly secrets: Secrets;
}

/** A user with the keys of the passphrases, which every engine makes its own of. */
export interface KnownUser {
  readonly settings: UserAccess['settings'];
  readonly authKey: Buffer;
  readonly privKey: Buffer;
}

/** The engine of one device: who it is and how long it has been on. */
export interface Engine {
  readonly id: Buffer;
  readonly boots: number;
  timeS(): number;
}

const MAX_MESSAGE = 65_507;
const WINDOW_S = 150;
const REPORT = 0xa8;

/** Counters of refused messages (RFC 3414 5.), by what was wrong. */
const REPORTS = {
  level: oidOf('1.3.6.1.6.3.15.1.1.1.0'),
  window: oidOf('1.3.6.1.6.3.15.1.1.2.0'),
  user: oidOf('1.3.6.1.6.3.15.1.1.3.0'),
  engine: oidOf('1.3.6.1.6.3.15.1.1.4.0'),
  digest: oidOf('1.3.6.1.6.3.15.1.1.5.0'),
  decryption: oidOf('1.3.6.1.6.3.15.1.1.6.0'),
} as const satisfies Record<string, Oid>;
/** Why a message of version 3 is not believed. */
export type Wrong = keyof typeof REPORTS;

/** Works the slow keys out once for all engines. */
export function prepareUsers(users: readonly UserAccess[]): ReadonlyMap<string, KnownUser> {
  return new Map(
    users.map(({ settings, secrets }) => [
      settings.userName,
      {
        settings,
        authKey: userKey(settings.authProtocol, secrets.authPassphrase ?? '-'),
        privKey: userKey(settings.authProtocol, secrets.privPassphrase ?? '-'),
      },
    ]),
  );
}

interface LocalUser {
  readonly settings: UserAccess['settings'];
  readonly signer: Signer;
  readonly sealer: Sealer | null;
}

const number = (value: number) => element(TAG.integer, integerBody(value));

/** What is done with messages that are from who they say. */
export interface Handler<T> {
  /** Throws BerWrong for a PDU that is not wanted. */
  read(pdu: Element): T;
  /** The PDU to be sent back, null for none; `isAllowed` is false for a message less secured than its user must be. */
  answer(pdu: T, isAllowed: boolean): Buffer | null;
}

/** Takes messages of version 3 for one engine, which is the authority: discovery, time, authentication and privacy (RFC 3412, RFC 3414). */
export function createSecurity<T>(
  engine: Engine,
  known: ReadonlyMap<string, KnownUser>,
  handler: Handler<T>,
  onWrong: (wrong: Wrong) => void = () => undefined,
): (datagram: Buffer) => Buffer | null {
  const locals = new Map<string, LocalUser>();
  const refused: Record<Wrong, number> = { level: 0, window: 0, user: 0, engine: 0, digest: 0, decryption: 0 };

  function userOf(name: string): LocalUser | undefined {
    const user = known.get(name);
    if (user && !locals.has(name)) {
      const { authProtocol, privProtocol, level } = user.settings;
      const own = (key: Buffer) => localKey(authProtocol, key, engine.id);
      locals.set(name, {
        settings: user.settings,
        signer: createSigner(authProtocol, own(user.authKey)),
        sealer: level === 'authPriv' ? createSealer(authProtocol, privProtocol, own(user.privKey), engine.id) : null,
      });
    }
    return locals.get(name);
  }

  function pack(incoming: SecurityMessage, pdu: Buffer, user: LocalUser | null, flags: number): Buffer {
    const time = engine.timeS();
    const scoped = element(TAG.sequence, element(TAG.octets, engine.id), element(TAG.octets), pdu);
    const sealed = flags & FLAG.priv && user?.sealer ? user.sealer.seal(scoped, engine.boots, time) : null;
    const code = Buffer.alloc(flags & FLAG.auth && user ? user.signer.length : 0);
    const assemble = (put: Buffer) =>
      element(
        TAG.sequence,
        number(3),
        element(TAG.sequence, number(incoming.id), number(MAX_MESSAGE), element(TAG.octets, Buffer.from([flags])), number(USM)),
        element(
          TAG.octets,
          element(
            TAG.sequence,
            element(TAG.octets, engine.id),
            number(engine.boots),
            number(time),
            element(TAG.octets, Buffer.from(user ? incoming.userName : '')),
            element(TAG.octets, put),
            element(TAG.octets, sealed?.salt ?? Buffer.alloc(0)),
          ),
        ),
        sealed ? element(TAG.octets, sealed.sealed) : scoped,
      );
    const unsigned = assemble(code);
    return user && code.length > 0 ? assemble(user.signer.sign(unsigned)) : unsigned;
  }

  function report(incoming: SecurityMessage, wrong: Wrong, user: LocalUser | null = null): Buffer | null {
    refused[wrong] += 1;
    onWrong(wrong);
    if (!(incoming.flags & FLAG.reportable)) return null;
    const counter = encodeValue({ type: 'counter32', value: refused[wrong] });
    const list = element(TAG.sequence, element(TAG.sequence, element(TAG.oid, oidBody(REPORTS[wrong])), counter));
    return pack(incoming, element(REPORT, number(0), number(0), number(0), list), user, user ? FLAG.auth : 0);
  }

  function open(incoming: SecurityMessage, user: LocalUser): T | null {
    let { body, tag } = readElement(incoming.data, 0);
    if (incoming.flags & FLAG.priv && user.sealer) {
      if (tag !== TAG.octets || incoming.salt.length !== 8) return null;
      ({ body, tag } = readElement(user.sealer.open(body, incoming.boots, incoming.time, incoming.salt), 0));
    }
    const [, , pdu] = tag === TAG.sequence ? readElements(body) : [];
    return pdu ? handler.read(pdu) : null;
  }

  /** The request, or what the answer to a wrong one is. */
  function accept(datagram: Buffer, incoming: SecurityMessage): { readonly user: LocalUser; readonly request: T } | Buffer | null {
    if (!incoming.engineId.equals(engine.id)) return report(incoming, 'engine');
    const user = userOf(incoming.userName);
    if (!user) return report(incoming, 'user');
    const hasAuth = Boolean(incoming.flags & FLAG.auth);
    const hasPriv = Boolean(incoming.flags & FLAG.priv);
    if ((hasPriv && (!hasAuth || !user.sealer)) || (hasAuth && user.settings.level === 'noAuthNoPriv')) return report(incoming, 'level');
    if (hasAuth && !isSigned(datagram, incoming, user.signer)) return report(incoming, 'digest');
    if (hasAuth && (incoming.boots !== engine.boots || Math.abs(incoming.time - engine.timeS()) > WINDOW_S))
      return report(incoming, 'window', user);
    try {
      const request = open(incoming, user);
      return request ? { user, request } : report(incoming, 'decryption');
    } catch (error) {
      if (hasPriv && error instanceof BerWrong) return report(incoming, 'decryption');
      throw error;
    }
  }

  function isEnough(flags: number, { settings }: LocalUser): boolean {
    if (settings.level === 'authPriv') return Boolean(flags & FLAG.priv);
    return settings.level === 'noAuthNoPriv' || Boolean(flags & FLAG.auth);
  }

  return (datagram) => {
    const incoming = readSecurityMessage(datagram);
    const accepted = accept(datagram, incoming);
    if (accepted === null || Buffer.isBuffer(accepted)) return accepted;
    const { user, request } = accepted;
    const given = handler.answer(request, isEnough(incoming.flags, user));
    return given && pack(incoming, given, user, incoming.flags & ~FLAG.reportable);
  };
}
