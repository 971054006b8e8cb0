import snmp, { type Options, type Session, type User, type Varbind } from 'net-snmp';
import type { AuthProtocol, CredentialSettings, PrivProtocol, Secrets } from '../../../../shared/domain/credential/snmp.ts';
import { canonicalAddress } from '../../../../shared/domain/discovery/address.ts';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { faultOf } from '../net/fault.ts';
import { decodeValue, type Value } from './decode/value.ts';
import { installDes } from './des.ts';
import { guardAgainstRubbish } from './guard.ts';
import type { SharedSockets } from './sockets.ts';
import { NotIncreasing, type Table, type Variable, walkColumns, walkSubtree } from './walk.ts';

installDes();
guardAgainstRubbish();

/** So much longer than its packet is waited for a question may take; net-snmp forgets one whose answer it could not read. */
const SETTLED_MS = 250;
/** What became of a device that was closed while it was asked: its answers came too slowly. */
export const TOO_SLOW: Fault = { kind: 'timeout', retryable: true, detail: 'snmp.tooSlow' };

/** What a device did instead of answering. */
export class DeviceFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.detail);
    this.fault = fault;
  }
}

/** An agent that is asked with one set of credentials. Every call rejects with DeviceFault only. */
export interface Device {
  /** Values by OID; what the agent does not have is not among them. */
  get(oids: readonly string[]): Promise<ReadonlyMap<string, Value>>;
  /** Columns of tables, walked side by side. */
  columns(bases: readonly string[]): Promise<{ readonly table: Table; readonly isCut: boolean }>;
  /** Variables as they came, exceptions among them. */
  read(oids: readonly string[]): Promise<readonly Variable[]>;
  /** A part of what is below an OID, in its order: see `walkSubtree`. */
  subtree(
    base: string,
    part: { readonly after: string | null; readonly most: number },
    onPart: (variables: readonly Variable[]) => void,
  ): Promise<{ readonly isEnd: boolean }>;
  /** What is being asked rejects with a time-out, and so does everything asked afterwards. */
  close(): void;
}

export interface Access {
  /** A literal address. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  readonly settings: CredentialSettings;
  readonly secrets: Secrets;
}

export interface Patience {
  /** How long one packet is waited for in ms. */
  readonly timeoutMs: number;
  /** How often it is sent again. */
  readonly retries: number;
}

const AUTH = {
  MD5: snmp.AuthProtocols.md5,
  SHA: snmp.AuthProtocols.sha,
  'SHA-224': snmp.AuthProtocols.sha224,
  'SHA-256': snmp.AuthProtocols.sha256,
  'SHA-384': snmp.AuthProtocols.sha384,
  'SHA-512': snmp.AuthProtocols.sha512,
} as const satisfies Record<AuthProtocol, string>;
const PRIV = {
  DES: snmp.PrivProtocols.des,
  'AES-128': snmp.PrivProtocols.aes,
  'AES-256': snmp.PrivProtocols.aes256b,
  'AES-256-C': snmp.PrivProtocols.aes256r,
} as const satisfies Record<PrivProtocol, string>;

const VARIABLES_PER_GET = 24;
const NO_SUCH_NAME = 2;
const AUTHORIZATION_ERROR = 16;
/** RFC 3414: wrong digest, unknown user, unsupported level, what cannot be decrypted. */
const SECURITY_CODES: ReadonlySet<number> = new Set(
  ['EAuthFailure', 'ECouldNotDecrypt'].map((name) => Number(snmp.ResponseInvalidCode[name])),
);

function userOf(settings: Extract<CredentialSettings, { kind: 'snmpUser' }>, secrets: Secrets): User {
  return {
    name: settings.userName,
    level: snmp.SecurityLevel[settings.level],
    ...(settings.level !== 'noAuthNoPriv' && { authProtocol: AUTH[settings.authProtocol], authKey: secrets.authPassphrase }),
    ...(settings.level === 'authPriv' && { privProtocol: PRIV[settings.privProtocol], privKey: secrets.privPassphrase }),
  };
}

/** An IPv6 address as answers name their sender; what it says of the interface stays as it is. */
function asAnswered(address: string): string {
  const [plain = '', ...zone] = address.split('%');
  return [plain.includes('.') ? plain : canonicalAddress(plain), ...zone].join('%');
}

function openSession(access: Access, patience: Patience, sockets: SharedSockets): Session {
  const { family, port, settings, secrets } = access;
  const address = family === 6 ? asAnswered(access.address) : access.address;
  const common: Omit<Options, 'version'> = {
    port,
    timeout: patience.timeoutMs,
    retries: patience.retries,
    backwardsGetNexts: true,
    reportOidMismatchErrors: true,
    transport: family === 6 ? 'udp6' : 'udp4',
    dgramModule: sockets,
  };
  if (settings.kind === 'snmpUser')
    return snmp.createV3Session(address, userOf(settings, secrets), { ...common, version: snmp.Version3, context: settings.context });
  const version = settings.version === '1' ? snmp.Version1 : snmp.Version2c;
  return snmp.createSession(address, secrets.community ?? '', { ...common, version });
}

const statusOf = (error: unknown): number | null => (error instanceof snmp.RequestFailedError ? error.status : null);

/** The OID that an agent of version 1 names as the one it does not have. */
const namedBy = (error: unknown): string | null =>
  statusOf(error) === NO_SUCH_NAME && error instanceof Error ? (/: ([\d.]+)$/.exec(error.message)?.[1] ?? null) : null;

const decode = ({ oid, type, value }: Varbind): Variable => ({ oid, type, value: decodeValue(type, value) });

/** The time after which a question that was sent is given up. */
interface Limit {
  start(ms: number): void;
  stop(): void;
  /** Gives it up now. */
  reach(): void;
}

function createLimit(reached: () => void): Limit {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    start: (ms) => {
      stop();
      timer = setTimeout(reached, ms);
    },
    stop,
    reach: reached,
  };
}

/** Limits count from the moment a packet is out, as net-snmp's own patience does: a turn that is waited for costs nothing. */
function watchedSockets(sockets: SharedSockets, pending: ReadonlySet<Limit>, limitMs: number): SharedSockets {
  return {
    close: sockets.close,
    createSocket: (type) => {
      const socket = sockets.createSocket(type);
      const send = socket.send.bind(socket);
      socket.send = (bytes, offset, length, port, address, sent) => {
        for (const limit of pending) limit.stop();
        send(bytes, offset, length, port, address, (error) => {
          sent(error);
          for (const limit of pending) limit.start(limitMs);
        });
      };
      return socket;
    },
  };
}

/** Opens an agent; nothing is sent before the first question. */
export function openDevice(access: Access, patience: Patience, sockets: SharedSockets): Device {
  const pending = new Set<Limit>();
  const session = openSession(access, patience, watchedSockets(sockets, pending, patience.timeoutMs + SETTLED_MS));
  let isClosed = false;
  const isFirstVersion = access.settings.kind === 'snmpCommunity' && access.settings.version === '1';
  let rubbish = 0;
  session.on('error', () => {
    rubbish += 1;
  });

  function faultFrom(error: unknown, rubbishBefore: number): Fault {
    if (error instanceof NotIncreasing) return { kind: 'protocol', retryable: true, detail: 'snmp.notIncreasing' };
    if (error instanceof snmp.RequestTimedOutError)
      return rubbish > rubbishBefore
        ? { kind: 'protocol', retryable: true, detail: 'snmp.rubbish' }
        : { kind: 'timeout', retryable: true, detail: 'snmp.noAnswer' };
    if (error instanceof snmp.ResponseInvalidError) {
      const isSecurity = SECURITY_CODES.has(error.code);
      return { kind: isSecurity ? 'auth' : 'protocol', retryable: true, detail: isSecurity ? 'snmp.security' : 'snmp.invalid' };
    }
    const status = statusOf(error);
    if (status !== null)
      return { kind: status === AUTHORIZATION_ERROR ? 'auth' : 'protocol', retryable: true, detail: `snmp.status.${status}` };
    return faultOf(error);
  }

  /** Runs questions; whatever fails is a fault of the device. */
  async function faulty<T>(run: () => Promise<T>): Promise<T> {
    const before = rubbish;
    if (isClosed) throw new DeviceFault(TOO_SLOW);
    try {
      return await run();
    } catch (error) {
      if (isClosed) throw new DeviceFault(TOO_SLOW);
      throw error instanceof DeviceFault ? error : new DeviceFault(faultFrom(error, before));
    }
  }

  type Answer<T> = (error: Error | null, value: T) => void;
  const asked = <T>(send: (answer: Answer<T>) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const limit = createLimit(() => settle(() => reject(new snmp.RequestTimedOutError('forgotten'))));
      const settle = (how: () => void): void => {
        limit.stop();
        pending.delete(limit);
        how();
      };
      pending.add(limit);
      send((error, value) => settle(() => (error ? reject(error) : resolve(value))));
    });

  async function getSome(oids: readonly string[]): Promise<readonly Variable[]> {
    if (oids.length === 0) return [];
    try {
      return (await asked<readonly Varbind[]>((answer) => session.get(oids, answer))).map(decode);
    } catch (error) {
      // An agent of version 1 refuses the whole question for one variable it does not have.
      const missing = namedBy(error);
      if (missing === null || !oids.includes(missing)) throw error;
      return getSome(oids.filter((oid) => oid !== missing));
    }
  }

  async function nextEach(cursors: readonly string[]): Promise<readonly (readonly Variable[])[]> {
    const missing = new Set<string>();
    for (;;) {
      const open = cursors.filter((cursor) => !missing.has(cursor));
      if (open.length === 0) return cursors.map((cursor) => [{ oid: cursor, value: null }]);
      try {
        const varbinds = await asked<readonly Varbind[]>((answer) => session.getNext(open, answer));
        const byCursor = new Map(open.map((cursor, index) => [cursor, varbinds[index]] as const));
        return cursors.map((cursor) => {
          const found = byCursor.get(cursor);
          return [found ? decode(found) : { oid: cursor, value: null }];
        });
      } catch (error) {
        const named = namedBy(error);
        if (named === null || !open.includes(named)) throw error;
        missing.add(named);
      }
    }
  }

  const ask = async (cursors: readonly string[], most: number): Promise<readonly (readonly Variable[])[]> => {
    if (isFirstVersion) return nextEach(cursors);
    const lists = await asked<readonly (readonly Varbind[])[]>((answer) => session.getBulk(cursors, 0, most, answer));
    return lists.map((list) => list.map(decode));
  };

  return {
    get: (oids) =>
      faulty(async () => {
        const values = new Map<string, Value>();
        for (let at = 0; at < oids.length; at += VARIABLES_PER_GET)
          for (const { oid, value } of await getSome(oids.slice(at, at + VARIABLES_PER_GET))) if (value !== null) values.set(oid, value);
        return values;
      }),
    columns: (bases) => faulty(() => walkColumns(ask, bases)),
    read: (oids) => faulty(() => getSome(oids)),
    subtree: (base, part, onPart) => faulty(() => walkSubtree(ask, base, part, onPart)),
    close: () => {
      isClosed = true;
      session.close();
      for (const limit of [...pending]) limit.reach();
    },
  };
}
