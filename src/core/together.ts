import type { Batch, Database, Statement } from "./database";

interface Waiting {
  readonly statements: readonly Statement[];
  readonly resolve: (rows: Batch) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A database that sends all reads asked for in one turn as one batch: a page that shows what many
 * slices read costs one round trip, and shows them as of one moment. For reads only.
 */
export function together(db: Database): Database {
  let waiting: Waiting[] = [];
  const send = async () => {
    const sent = waiting;
    waiting = [];
    try {
      const rows = await db.batch(sent.flatMap(({ statements }) => statements));
      let next = 0;
      for (const { statements, resolve } of sent) {
        resolve(rows.slice(next, next + statements.length));
        next += statements.length;
      }
    } catch (error) {
      for (const { reject } of sent) reject(error);
    }
  };
  return {
    batch: (statements) =>
      new Promise((resolve, reject) => {
        // A timer fires once everything that needs no answer has asked.
        if (waiting.length === 0) setTimeout(() => void send(), 0);
        waiting.push({ statements, resolve, reject });
      }),
    bookmark: () => db.bookmark(),
  };
}
