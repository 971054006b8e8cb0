import type { z } from 'zod';
import { proveDevice } from '../../../../shared/contracts/devices.ts';
import {
  completeSetup,
  getSetup,
  getStation,
  proveStation,
  type SetupState,
  type Station,
  signIn,
  signInByLink,
  signOut,
  unlockSession,
} from '../../../../shared/contracts/session.ts';
import { mayBeUsed } from '../../../../shared/domain/access/account.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { Context, Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { signAsStation } from '../../lib/crypto.ts';
import type { DeviceBook, DeviceService } from '../devices/index.ts';
import type { UserBook } from '../users/index.ts';
import type { SignInLinks } from './links.ts';
import type { SessionBook } from './sessions.ts';
import type { SetupService } from './setup.ts';
import { type SignIn, toSession } from './signIn.ts';

interface Parts {
  readonly mount: Mount;
  readonly users: UserBook;
  readonly sessions: SessionBook;
  readonly devices: DeviceService;
  readonly deviceBook: Pick<DeviceBook, 'byId'>;
  readonly signing: SignIn;
  readonly setup: SetupService;
  /** Null where nobody is given links: everywhere but in a laboratory. */
  readonly links: SignInLinks | null;
  readonly station: { readonly id: string; readonly privateKey: string; readonly version: string };
  readonly clock: Clock;
  stationName(): Promise<string>;
  warnings(): Station['warnings'];
  setupState(): Promise<z.output<typeof SetupState>>;
  isLocked(sessionId: string): boolean;
}

/** Sign-in and out, unlocking, device proof, the station's own proof, set-up. */
export function sessionRoutes({
  mount,
  users,
  sessions,
  devices,
  deviceBook,
  signing,
  setup,
  links,
  station,
  clock,
  stationName,
  warnings,
  setupState,
  isLocked,
}: Parts): void {
  function view({ sessionId, caller }: { readonly sessionId: string | null; readonly caller: Caller | null }) {
    const session = sessionId === null ? undefined : sessions.byId(sessionId);
    if (!session || !caller) return null;
    const account = session.userId === null ? null : (users.byId(session.userId)?.account ?? null);
    const device = session.deviceId === null ? undefined : deviceBook.byId(session.deviceId);
    return toSession(session, caller, account, device?.name ?? null, isLocked(session.id));
  }

  mount.read(getStation, async (_args, context) => ({
    name: await stationName(),
    product: 'shouwang' as const,
    version: station.version,
    now: clock.now(),
    timeZone: 'Asia/Shanghai' as const,
    setupNeeded: setup.isNeeded(),
    isLab: links !== null,
    session: view(context),
    warnings: warnings(),
  }));

  mount.read(proveStation, async ({ body }) => ({
    nonce: body.nonce,
    stationId: station.id,
    signature: signAsStation(station.privateKey, `shouwang-station\n${body.nonce}`),
  }));

  mount.command(signIn, async ({ body }, context) => {
    const attempt = await signing.attempt(body.account, body.password, body.newPassword);
    let token = '';
    const answer = await context.commit(async (work) => {
      const outcome = await signing.settle(work, attempt, context);
      if ('refusal' in outcome) return outcome;
      token = outcome.response.token;
      const { session, caller } = outcome.response;
      return { response: toSession(session, caller, body.account, null, false), deed: outcome.deed };
    });
    context.setSession(token);
    return answer;
  });

  mount.command(signInByLink, async ({ body }, context) => {
    if (!links?.isGood(body.token)) throw new Refusal('session.wrongLink');
    let token = '';
    const answer = await context.commit(async (work) => {
      const id = links.take(work, body.token);
      const user = id === null ? undefined : users.within(work).byId(id);
      if (!user || !mayBeUsed(user)) throw new Refusal('session.wrongLink');
      if (context.sessionId) await sessions.end(work, [context.sessionId]);
      const { response, deed } = await signing.enter(work, user, context);
      token = response.token;
      return { response: toSession(response.session, response.caller, user.account, null, false), deed };
    });
    context.setSession(token);
    return answer;
  });

  mount.command(signOut, async (_args, context) => {
    const ended = await context.commit(async (work) => {
      if (context.sessionId) await sessions.end(work, [context.sessionId]);
      return {
        response: { done: true as const },
        deed: { objectType: 'session', objectId: context.sessionId, objectName: context.caller?.name ?? '', before: null, after: null },
      };
    });
    context.setSession(null);
    return ended;
  });

  mount.command(unlockSession, async ({ body }, context) => {
    const user = context.caller?.kind === 'person' ? users.byId(context.caller.userId) : undefined;
    if (!user) throw new Refusal('session.missing');
    const attempt = await signing.attempt(user.account, body.password);
    return context.commit(async (work) => {
      const outcome = await signing.verify(work, attempt);
      if ('refusal' in outcome) return outcome;
      if (context.sessionId) sessions.touch(context.sessionId);
      const session = view(context);
      if (!session) throw new Refusal('session.missing');
      return { response: { ...session, locked: false }, deed: outcome.deed };
    });
  });

  mount.command(proveDevice, async ({ body }, context) => {
    const device = devices.prove(body);
    let token: string | null = null;
    const answer = await context.commit(async (work) => {
      await devices.seen(work, device);
      const object = { objectType: 'device', objectId: device.id, objectName: device.name, before: null };
      if (device.kind === 'workstation') {
        if (!context.sessionId || context.caller?.kind !== 'person') throw new Refusal('session.missing');
        await sessions.bindDevice(work, context.sessionId, device.id);
        return { response: { done: true as const }, deed: { ...object, after: { bound: context.sessionId } } };
      }
      const caller: Caller = { kind: 'wall', deviceId: device.id, name: device.name, roles: ['wall'] };
      const begun = await sessions.begin(work, {
        userId: null,
        deviceId: device.id,
        roles: caller.roles,
        address: context.origin.address,
        agent: context.origin.agent,
      });
      token = begun.token;
      return {
        response: toSession(begun.session, caller, null, device.name, false),
        deed: { ...object, after: { session: begun.session.id }, actor: caller },
      };
    });
    if (token !== null) context.setSession(token);
    return answer;
  });

  const refuseWhenDone = (_context: Context) => {
    if (!setup.isNeeded()) throw new Refusal('setup.done');
  };
  mount.read(getSetup, async (_args, context) => {
    refuseWhenDone(context);
    return setupState();
  });
  mount.command(completeSetup, async ({ body }, context) => {
    refuseWhenDone(context);
    const people = await setup.prepare(body);
    return context.commit((work) => setup.complete(work, body, people));
  });
}
