import { Problem, type ProblemCode } from '../../shared/contracts/problems.ts';
import type { AnyRoute, RouteInput, RouteResult } from '../../shared/contracts/route.ts';

/** Codes of the station, and two of our own: nobody answered, or something that is not the station did. */
export type FailureCode = ProblemCode | 'network.unreachable' | 'network.foreign';

/** Why a call did not succeed. `requestId` is what a person can quote; null when no station answered. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly requestId: string | null;
  readonly problem: Problem | null;

  constructor(code: FailureCode, status: number, problem: Problem | null, cause?: unknown) {
    super(code, { cause });
    this.name = 'Failure';
    this.code = code;
    this.status = status;
    this.requestId = problem?.instance ?? null;
    this.problem = problem;
  }
}

/** Options of one call. `headers` carries the set-up token. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

type CallArguments<R> =
  unknown extends RouteInput<R> ? [input?: Record<string, never>, options?: CallOptions] : [input: RouteInput<R>, options?: CallOptions];

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const BASE = '/api/v1';

/** Address of a route below the origin: parameters in place, undefined query values left out. */
export function routeUrl(route: AnyRoute, input: LooseInput = {}): string {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

type SessionProblem = 'session.missing' | 'session.locked';
const sessionListeners = new Set<(code: SessionProblem) => void>();

/** Tells when any call was refused because the session ended or is locked. Returns the unsubscriber. */
export function onSessionProblem(listener: (code: SessionProblem) => void): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

async function failureOf(response: Response): Promise<Failure> {
  const text = await response.text().catch(() => '');
  const parsed = Problem.safeParse(safeJson(text));
  if (!parsed.success) return new Failure('network.foreign', response.status, null);
  const { code } = parsed.data;
  if (code === 'session.missing' || code === 'session.locked') for (const listener of sessionListeners) listener(code);
  return new Failure(code, response.status, parsed.data);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Calls a route of the station. Rejects with `Failure`, or with the AbortError of the signal; nothing else. */
export async function call<const R extends AnyRoute>(route: R, ...[input, options = {}]: CallArguments<R>): Promise<RouteResult<R>> {
  const loose = (input ?? {}) as LooseInput;
  const hasBody = loose.body !== undefined;
  let response: Response;
  try {
    response = await fetch(routeUrl(route, loose), {
      method: route.method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'application/json', ...(hasBody ? { 'content-type': 'application/json' } : {}), ...options.headers },
      ...(hasBody ? { body: JSON.stringify(loose.body) } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new Failure('network.unreachable', 0, null, cause);
  }
  if (!response.ok) throw await failureOf(response);
  const body = safeJson(await response.text());
  if (body === undefined) throw new Failure('network.foreign', response.status, null);
  return body as RouteResult<R>;
}

/** The failure behind an unknown error; anything that is not one of ours counts as `internal`. */
export function toFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('internal', 0, null, error);
}
