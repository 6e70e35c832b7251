import { type Env, shardNamed, shardNames } from "../src/core/env";

/**
 * Stands around every call to D1: `run` makes it and gives its results, one for each statement.
 * A wrapper may wait before or after, throw instead, or look at `meta`.
 */
export type Around = (
  run: () => Promise<D1Result[]>,
  sql: readonly string[],
) => Promise<D1Result[]>;

/** The environment with every database wrapped; everything else is as it was. */
export function wrapEnv(env: Env, around: Around): Env {
  const wrapped = shardNames(env).map((name) => [name, wrapD1(shardNamed(env, name), around)]);
  return { ...env, ...Object.fromEntries(wrapped) };
}

/** A database of which each call (a batch, or a single statement) is one call of `around`. */
export function wrapD1(d1: D1Database, around: Around): D1Database {
  const wrapped = {
    ...doorOf(d1, around),
    withSession: (bookmark?: string) => {
      const session = d1.withSession(bookmark);
      return { ...doorOf(session, around), getBookmark: () => session.getBookmark() };
    },
    exec: (sql: string) => d1.exec(sql),
  };
  return wrapped as unknown as D1Database;
}

/** The real statement behind a wrapped one, which is all that a real batch takes. */
const inner = new WeakMap<object, { statement: D1PreparedStatement; sql: string }>();

function doorOf(door: Pick<D1Database, "prepare" | "batch">, around: Around) {
  return {
    prepare: (sql: string) => wrapStatement(door.prepare(sql), sql, around),
    batch: (statements: D1PreparedStatement[]) => {
      const real = statements.map((s) => {
        const found = inner.get(s);
        if (!found) throw new Error("this statement is of another database");
        return found;
      });
      return around(
        () => door.batch(real.map((r) => r.statement)),
        real.map((r) => r.sql),
      );
    },
  };
}

type Fields = Record<string, unknown>;

function wrapStatement(statement: D1PreparedStatement, sql: string, around: Around): object {
  const all = async () => {
    const [result] = await around(async () => [await statement.all<Fields>()], [sql]);
    if (!result) throw new Error("a wrapper lost the result");
    return result as D1Result<Fields>;
  };
  const wrapped = {
    bind: (...values: unknown[]) => wrapStatement(statement.bind(...values), sql, around),
    all,
    run: all,
    first: async (column?: string) => {
      const row = (await all()).results[0] ?? null;
      return row && column !== undefined ? row[column] : row;
    },
    raw: async () => (await all()).results.map((row) => Object.values(row)),
  };
  inner.set(wrapped, { statement, sql });
  return wrapped;
}
