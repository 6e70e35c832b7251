import { DomainError } from "./errors";

export type Param = string | number | null;

/** One prepared statement as a value: slices return these, the verb commits them. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly Param[];
}

/** Inserts a whole row, each field into the column of its name. */
export function insertRow(table: string, row: Readonly<Record<string, Param>>): Statement {
  const columns = Object.keys(row);
  const places = columns.map((_, i) => `?${i + 1}`);
  return statement(
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places.join(", ")})`,
    ...Object.values(row),
  );
}

/** Every column of a row's type: the type knows whether one is missing, as code has no tables. */
export const columnsOf = <R>(columns: Readonly<Record<keyof R, 1>>): string[] =>
  Object.keys(columns);

export type Row = Record<string, unknown>;

/** Rows of each statement of a batch, in order. */
export type Batch = readonly (readonly Row[])[];

export const statement = (sql: string, ...params: Param[]): Statement => ({ sql, params });

/** The one door to a D1 database. A call to `batch` is one round trip and one transaction. */
export interface Database {
  batch(statements: readonly Statement[]): Promise<Batch>;
  /** Where a later read must have caught up to, for `X-D1-Bookmark`. */
  bookmark(): string | null;
}

/** Users of D1 report stalls of 2–80 s; a storefront is better served by a 503 to retry. */
const CALL_DEADLINE_MS = 10_000;

export function openDatabase(d1: D1Database, bookmark: string): Database {
  const session = d1.withSession(bookmark);
  return {
    async batch(statements) {
      const prepared = statements.map((s) => session.prepare(s.sql).bind(...s.params));
      const results = await beforeDeadline(session.batch<Row>(prepared));
      return results.map((r) => r.results);
    },
    bookmark: () => session.getBookmark(),
  };
}

async function beforeDeadline<T>(call: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(busy("The database did not answer in time.")),
      CALL_DEADLINE_MS,
    );
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const busy = (detail: string, cause?: unknown): DomainError =>
  new DomainError("busy", detail, { retryAfterSeconds: 2, cause });

/**
 * Rows of one statement of a batch, as the shape that its SQL selects. The only cast from rows:
 * whoever names the shape vouches for the SQL, and `test/worker/schema.test.ts` for the tables.
 */
export const rowsOf = <T>(batch: Batch, index: number): T[] =>
  (batch[index] ?? []) as unknown as T[];

export const firstOf = <T>(batch: Batch, index: number): T | null =>
  rowsOf<T>(batch, index)[0] ?? null;

/** What a failed D1 call means for whoever made it. */
export type Failure =
  /** Another commit came first, or a constraint refuses: load and decide again. */
  | { kind: "conflict"; constraint: string }
  /** The connection broke; the batch may or may not have happened. */
  | { kind: "lost" }
  /** D1 sheds load: trying again at once makes it worse. */
  | { kind: "overloaded" }
  /** A value or a row is larger than D1 takes. */
  | { kind: "too_big" }
  | { kind: "bug" };

const LOST =
  /network connection lost|storage caused object to be reset|reset because its code was updated|cannot resolve d1 db due to transient issue|client disconnected/i;
const TOO_BIG = /SQLITE_TOOBIG|string or blob too big/i;
const OVERLOADED =
  /overloaded|exceeded timeout|exceeded its (memory|cpu)|too many requests queued/i;

export function failureOf(error: unknown): Failure {
  const message = messageOf(error);
  const check = /CHECK constraint failed: (\w+)/.exec(message);
  if (check?.[1]) return { kind: "conflict", constraint: check[1] };
  // A unique or primary key carries no name: it is recognised by its table.
  const unique = /UNIQUE constraint failed: (\w+)\./.exec(message);
  if (unique?.[1]) return { kind: "conflict", constraint: `unique_${unique[1]}` };
  if (LOST.test(message)) return { kind: "lost" };
  if (OVERLOADED.test(message)) return { kind: "overloaded" };
  if (TOO_BIG.test(message)) return { kind: "too_big" };
  return { kind: "bug" };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
}
