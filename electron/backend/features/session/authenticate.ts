import type { FastifyRequest } from 'fastify';
import { mayBeUsed } from '../../../../shared/domain/access/account.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import { sessionLimits } from '../../../../shared/domain/access/limits.ts';
import { isLoopback } from '../../config/schema.ts';
import type { Authentication } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import { createBuckets } from '../../lib/buckets.ts';
import type { Clock } from '../../lib/clock.ts';
import { isSameSecret } from '../../lib/crypto.ts';
import type { DeviceBook } from '../devices/index.ts';
import { TOKEN_PREFIX, type TokenService } from '../tokens/index.ts';
import { callerOf, type UserBook } from '../users/index.ts';
import type { LiveSession, SessionBook } from './sessions.ts';
import type { SetupToken } from './setupToken.ts';

export const COOKIE = 'sw_session';

const NOBODY: Authentication = { caller: null, sessionId: null, locked: false, holdsSetupToken: false };
const SHELL: Caller = { kind: 'shell', name: 'shell', roles: ['shell'] };

// Requests of one token, and wrong tokens from one address.
const TOKEN_REQUESTS = { burst: 100, perSecond: 20 };
const WRONG_TOKENS = { burst: 20, perSecond: 0.2 };

interface Parts {
  readonly users: UserBook;
  readonly devices: DeviceBook;
  readonly sessions: SessionBook;
  readonly tokens: TokenService;
  readonly setup: SetupToken;
  readonly shellToken: string;
  readonly clock: Clock;
}

export interface Authenticator {
  request(request: FastifyRequest): Promise<Authentication>;
  /** The same judgement for a session in use (live socket): null when it has ended. */
  session(id: string): Authentication | null;
}

/** Finds out who stands behind a request: session cookie, a program's token, the shell's counter token on this machine, or the set-up token. */
export function createAuthenticator({ users, devices, sessions, tokens, setup, shellToken, clock }: Parts): Authenticator {
  const requests = createBuckets(TOKEN_REQUESTS, clock);
  const wrong = createBuckets(WRONG_TOKENS, clock);

  function callerOfSession(session: LiveSession): Caller | null {
    const device = session.deviceId === null ? undefined : devices.byId(session.deviceId);
    if (session.deviceId !== null && (!device || device.revokedAt !== null)) return null;
    if (session.userId === null)
      return device?.kind === 'wall' ? { kind: 'wall', deviceId: device.id, name: device.name, roles: ['wall'] } : null;
    const user = users.byId(session.userId);
    return user && mayBeUsed(user) ? callerOf(user, session.deviceId) : null;
  }

  function byToken(secret: string, address: string): Authentication {
    const caller = tokens.callerOf(secret, address);
    const isAllowed = caller ? requests.take(caller.tokenId) : wrong.take(address);
    if (!isAllowed) return { ...NOBODY, refusal: new Refusal('request.tooMany') };
    return caller ? { ...NOBODY, caller } : { ...NOBODY, refusal: new Refusal('token.refused') };
  }

  function judge(session: LiveSession): Authentication | null {
    const caller = callerOfSession(session);
    if (!caller || clock.monotonic() >= session.endsMono) return null;
    const limits = sessionLimits(caller.roles);
    const idle = clock.monotonic() - session.activeMono >= limits.idleMs;
    if (idle && limits.onIdle === 'end') return null;
    return { caller, sessionId: session.id, locked: idle, holdsSetupToken: false };
  }

  return {
    request: async (request) => {
      const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (bearer?.startsWith(TOKEN_PREFIX)) return byToken(bearer, request.ip);
      if (bearer !== undefined) return isLoopback(request.ip) && isSameSecret(bearer, shellToken) ? { ...NOBODY, caller: SHELL } : NOBODY;
      const setupToken = request.headers['x-setup-token'];
      const holdsSetupToken = typeof setupToken === 'string' && setup.matches(setupToken);
      const token = request.cookies[COOKIE];
      const session = token ? sessions.find(token) : undefined;
      if (!session) return { ...NOBODY, holdsSetupToken };
      const judged = judge(session);
      if (!judged) sessions.drop(session.id);
      return judged ? { ...judged, holdsSetupToken } : { ...NOBODY, holdsSetupToken };
    },
    session: (id) => {
      const session = sessions.byId(id);
      return session ? judge(session) : null;
    },
  };
}
