import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Reply } from './thread.ts';

/** Runs one compiled query somewhere else. */
export type Run = (sql: string, parameters: readonly unknown[]) => Promise<Reply>;

class ThreadConnection implements DatabaseConnection {
  readonly #run: Run;
  constructor(run: Run) {
    this.#run = run;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const reply = await this.#run(query.sql, query.parameters);
    return {
      rows: reply.rows as R[],
      numAffectedRows: BigInt(reply.changes),
      ...(reply.insertId !== null && { insertId: BigInt(reply.insertId) }),
    };
  }
  // biome-ignore lint/correctness/useYield: Kysely asks for the method; database threads answer whole results only.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('streaming is not offered by database threads');
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('transactions are made by the writer, not by Kysely'));
}

/** A Kysely whose queries run on a database thread. It has no transactions of its own. */
export function kyselyOver<Tables>(run: Run): Kysely<Tables> {
  const connection = new ThreadConnection(run);
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}
