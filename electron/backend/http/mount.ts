import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AnyRoute, Route, RouteArgs, RouteResult } from '../../../shared/contracts/route.ts';
import { type Caller, can } from '../../../shared/domain/access/can.ts';
import type { Work } from '../storage/writer.ts';
import { Refusal } from './problem.ts';

/** Where a call came from, as the audit row keeps it. */
export interface Origin {
  readonly address: string;
  readonly device: string | null;
  readonly agent: string;
}

/** What a request proved about itself. `locked`: the idle limit has passed, reading goes on. */
export interface Authentication {
  readonly caller: Caller | null;
  readonly sessionId: string | null;
  readonly locked: boolean;
  readonly holdsSetupToken: boolean;
  /** Why a proof that was given does not count; refused even where none is needed. */
  readonly refusal?: Refusal;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a command did, for the audit row written in its transaction. `actor` where the call itself makes the caller (sign-in). */
export interface Deed {
  readonly objectType: string;
  readonly objectId: string | null;
  readonly objectName: string;
  readonly before: Json;
  readonly after: Json;
  readonly actor?: Caller;
}

export interface Context {
  readonly caller: Caller | null;
  readonly sessionId: string | null;
  readonly origin: Origin;
  readonly requestId: string;
  /** Sets the session cookie (null clears it) on the answer. */
  setSession(token: string | null): void;
}

/** What a transaction ends with: an answer, or a refusal that itself changes state (a failed sign-in counts). Both are audited in it. */
export type Outcome<R> = { readonly response: R; readonly deed: Deed } | { readonly refusal: Refusal; readonly deed: Deed };

export interface CommandContext<R> extends Context {
  /** The one transaction of the command: state, events, outbox and the audit row commit together or not at all. Rejects with the refusal. */
  commit(use: (work: Work) => Promise<Outcome<R>>): Promise<R>;
}

/** An answer that is JSON already: of thousands of things whose texts are kept. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Reader<T> = (args: RouteArgs<T>, context: Context) => Promise<RouteResult<T> | JsonText>;
export type Command<T> = (args: RouteArgs<T>, context: CommandContext<RouteResult<T>>) => Promise<RouteResult<T>>;

export interface AuditWriter {
  /** Appends the row of a command inside its transaction; `refusal` is null when it was done. */
  append(work: Work, route: AnyRoute, context: Context, deed: Deed, refusal: Refusal | null): Promise<void>;
  /** Records a refused call in a transaction of its own; bounded per address. Never rejects. */
  refused(route: AnyRoute, context: Context, code: string, params: unknown): Promise<void>;
}

export interface MountOptions {
  authenticate(request: FastifyRequest): Promise<Authentication>;
  /** A person of this session did something just now. */
  touch(sessionId: string): void;
  readonly audit: AuditWriter;
  write<T>(name: string, use: (work: Work) => Promise<T>): Promise<T>;
  readonly checkResponses: boolean;
  readonly cookieName: string;
  readonly secureCookie: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: the one place where a route of any shape meets its handler.
export type SomeRoute = Route<any, any, any, any>;

export interface Mount {
  /** Mounts a route that reads or proves: no transaction, no audit row. */
  read<T extends SomeRoute>(route: T, handler: Reader<T>): void;
  /** Mounts a state-changing route; the handler must commit exactly once, which writes the audit row. */
  command<T extends SomeRoute>(route: T, handler: Command<T>): void;
  /** Routes mounted so far, by id. */
  readonly mounted: ReadonlyMap<string, AnyRoute>;
}

/** The only place where a permission is checked for a request. Refuses with 401, 403 or 423. */
export function authorize(route: AnyRoute, { caller, sessionId, locked, holdsSetupToken, refusal }: Authentication): void {
  if (refusal) throw refusal;
  if (route.access === 'public') return;
  if (route.access === 'setup') {
    if (!holdsSetupToken) throw new Refusal('setup.wrongToken');
    return;
  }
  if (!caller || (route.access === 'session' && sessionId === null)) throw new Refusal('session.missing');
  if (route.access !== 'session' && !can(caller, route.access.permission))
    throw new Refusal('permission.missing', { values: { permission: route.access.permission } });
  if (locked && route.method !== 'GET' && !route.allowedWhileLocked) throw new Refusal('session.locked');
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, 20).map((issue) => ({ path: [where, ...issue.path].join('.'), message: issue.code }));
  throw new Refusal('request.invalid', { fields });
}

/** Refused commands of a known caller, every missing permission, every token that does not count, and failed proofs of identity leave a trace. */
function isWorthAuditing(route: AnyRoute, { caller }: Context, error: unknown): error is Refusal {
  if (!(error instanceof Refusal)) return false;
  if (error.code === 'permission.missing' || error.code === 'token.refused') return true;
  if (route.method === 'GET' || route.changesNothing) return false;
  return caller !== null || error.code === 'session.wrongLink' || error.code.startsWith('device.') || error.code.startsWith('setup.');
}

/** Makes `read` and `command` over a Fastify instance whose prefix is the API's. */
export function createMount(app: FastifyInstance, options: MountOptions): Mount {
  const mounted = new Map<string, AnyRoute>();
  const audited = new WeakSet<Refusal>();

  function contextOf(request: FastifyRequest, reply: FastifyReply, authentication: Authentication): Context {
    const device = authentication.caller && 'deviceId' in authentication.caller ? authentication.caller.deviceId : null;
    return {
      caller: authentication.caller,
      sessionId: authentication.sessionId,
      origin: { address: request.ip, device, agent: String(request.headers['user-agent'] ?? '').slice(0, 200) },
      requestId: request.id,
      setSession: (token) => {
        const base = { path: '/', httpOnly: true, sameSite: 'strict', secure: options.secureCookie } as const;
        if (token === null) void reply.clearCookie(options.cookieName, base);
        else void reply.setCookie(options.cookieName, token, base);
      },
    };
  }

  function add(route: AnyRoute, run: (args: never, context: Context) => Promise<unknown>): void {
    if (mounted.has(route.id)) throw new Error(`route ${route.id} is mounted twice`);
    mounted.set(route.id, route);
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const authentication = await options.authenticate(request);
        const context = contextOf(request, reply, authentication);
        try {
          authorize(route, authentication);
          if (authentication.sessionId && route.method !== 'GET' && !route.allowedWhileLocked) options.touch(authentication.sessionId);
          const args = {
            params: parse(route.params, request.params, 'params'),
            query: parse(route.query, request.query, 'query'),
            body: parse(route.body, request.body, 'body'),
          };
          const response = await run(args as never, context);
          if (response instanceof JsonText) {
            if (options.checkResponses) route.response.parse(JSON.parse(response.text));
            return reply.type('application/json; charset=utf-8').send(response.text);
          }
          return options.checkResponses ? route.response.parse(response) : response;
        } catch (error) {
          if (isWorthAuditing(route, context, error) && !audited.has(error))
            await options.audit.refused(route, context, error.code, request.params);
          throw error;
        }
      },
    });
  }

  return {
    mounted,
    read: (route, handler) => {
      if (route.method !== 'GET' && !route.changesNothing) throw new Error(`route ${route.id} changes state: mount it as a command`);
      add(route, handler as never);
    },
    command: (route, handler) => {
      if (route.method === 'GET' || route.changesNothing) throw new Error(`route ${route.id} changes nothing: mount it as a reader`);
      add(route, async (args, context) => {
        let committed = false;
        const result = await handler(args, {
          ...context,
          commit: async (use) => {
            if (committed) throw new Error(`route ${route.id} committed twice`);
            committed = true;
            const outcome = await options.write(route.id, async (work) => {
              const ended = await use(work);
              await options.audit.append(work, route, context, ended.deed, 'refusal' in ended ? ended.refusal : null);
              return ended;
            });
            if (!('refusal' in outcome)) return outcome.response;
            audited.add(outcome.refusal);
            throw outcome.refusal;
          },
        });
        if (!committed) throw new Error(`route ${route.id} ended without a commit`);
        return result;
      });
    },
  };
}
