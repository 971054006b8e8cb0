import type { z } from 'zod';
import type { Permission } from '../domain/access/permissions.ts';

/** Who may call: anyone, the holder of the one-time set-up token, any signed-in person, or a caller whose roles hold the permission. */
export type Access = 'public' | 'setup' | 'session' | { readonly permission: Permission };

/** One HTTP operation. The single source of validation, types, permission check, audit row, OpenAPI and client. */
export interface Route<
  P extends z.ZodType | undefined = z.ZodType | undefined,
  Q extends z.ZodType | undefined = z.ZodType | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  R extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, with `:name` parameters. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** The call must not count as activity of a person and stays possible while the session is locked. */
  readonly allowedWhileLocked?: boolean;
  /** A call other than GET that reads or proves and leaves no trace in the state: it has no audit row. */
  readonly changesNothing?: boolean;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
}

/** Declares a route; the type parameters are inferred from the schemas. */
export function defineRoute<
  const P extends z.ZodType | undefined = undefined,
  const Q extends z.ZodType | undefined = undefined,
  const B extends z.ZodType | undefined = undefined,
  const R extends z.ZodType = z.ZodType,
>(route: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return route;
}

export type AnyRoute = Route;

type In<T> = T extends z.ZodType ? z.input<T> : undefined;
type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
type Field<K extends string, V> = [V] extends [undefined] ? unknown : { readonly [k in K]: V };

/** What a caller of the client writes. */
export type RouteInput<T> =
  T extends Route<infer P, infer Q, infer B, infer _R> ? Field<'params', In<P>> & Field<'query', In<Q>> & Field<'body', In<B>> : never;

/** What a handler reads: parsed, defaults filled in. */
export type RouteArgs<T> =
  T extends Route<infer P, infer Q, infer B, infer _R> ? Field<'params', Out<P>> & Field<'query', Out<Q>> & Field<'body', Out<B>> : never;

/** What a handler returns and a caller of the client receives. */
export type RouteResult<T> = T extends Route<infer _P, infer _Q, infer _B, infer R> ? z.output<R> : never;
