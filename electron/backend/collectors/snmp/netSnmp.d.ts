/** The part of net-snmp that is used; the package has no types of its own. */
declare module 'net-snmp' {
  import type { Socket } from 'node:dgram';
  import type { EventEmitter } from 'node:events';

  interface Varbind {
    readonly oid: string;
    readonly type: number;
    readonly value: unknown;
  }
  interface Options {
    readonly version: number;
    readonly port: number;
    readonly timeout: number;
    readonly retries: number;
    readonly backwardsGetNexts: boolean;
    readonly reportOidMismatchErrors: boolean;
    readonly context?: string;
    readonly transport: 'udp4' | 'udp6';
    readonly dgramModule?: { createSocket(type: string): unknown };
  }
  interface User {
    readonly name: string;
    readonly level: number;
    readonly authProtocol?: string | undefined;
    readonly authKey?: string | undefined;
    readonly privProtocol?: string | undefined;
    readonly privKey?: string | undefined;
  }
  class Session extends EventEmitter {
    readonly dgram: Socket;
    get(oids: readonly string[], answer: (error: Error | null, varbinds: readonly Varbind[]) => void): void;
    getNext(oids: readonly string[], answer: (error: Error | null, varbinds: readonly Varbind[]) => void): void;
    getBulk(
      oids: readonly string[],
      nonRepeaters: number,
      maxRepetitions: number,
      answer: (error: Error | null, varbinds: readonly (readonly Varbind[])[]) => void,
    ): void;
    close(): void;
  }
  const snmp: {
    readonly Session: typeof Session;
    createSession(target: string, community: string, options: Options): Session;
    createV3Session(target: string, user: User, options: Options): Session;
    readonly Version1: number;
    readonly Version2c: number;
    readonly Version3: number;
    readonly SecurityLevel: Readonly<Record<'noAuthNoPriv' | 'authNoPriv' | 'authPriv', number>>;
    readonly AuthProtocols: Readonly<Record<'none' | 'md5' | 'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512', string>>;
    readonly PrivProtocols: Readonly<Record<'none' | 'des' | 'aes' | 'aes256b' | 'aes256r', string>>;
    readonly ErrorStatus: Readonly<Record<string, number | string>>;
    readonly ResponseInvalidCode: Readonly<Record<string, number | string>>;
    readonly Encryption: Readonly<Record<string, unknown>>;
    readonly Authentication: Readonly<Record<string, unknown>>;
    readonly RequestTimedOutError: new (message: string) => Error;
    readonly ResponseInvalidError: new (message: string, code: number) => Error & { readonly code: number };
    readonly RequestFailedError: new (message: string, status: number) => Error & { readonly status: number };
  };
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS
  export default snmp;
  export type { Options, Session, User, Varbind };
}
