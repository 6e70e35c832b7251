import { type Database, rowsOf, statement } from "./database";
import type { AnswerRow } from "./tables";

const PAGE = 1_000;

type Place = Pick<AnswerRow, "credential" | "key" | "created_at">;

/**
 * Deletes a shop's answers to Idempotency-Keys that are older than `before`. They are walked by
 * key: an index on their age would cost every keyed write a row, for this one reader.
 */
export async function deleteOldAnswers(db: Database, shop: string, before: number): Promise<void> {
  let from: Place = { credential: "", key: "", created_at: 0 };
  for (;;) {
    const rows = rowsOf<Place>(await db.batch([answersAfter(shop, from)]), 0);
    const last = rows.at(-1);
    if (!last) return;
    if (rows.some((row) => row.created_at < before)) {
      await db.batch([deleteBetween(shop, before, from, last)]);
    }
    if (rows.length < PAGE) return;
    from = last;
  }
}

const answersAfter = (shop: string, from: Place) =>
  statement(
    `SELECT credential, key, created_at FROM answers
     WHERE shop = ?1 AND (credential, key) > (?2, ?3) ORDER BY credential, key LIMIT ?4`,
    shop,
    from.credential,
    from.key,
    PAGE,
  );

const deleteBetween = (shop: string, before: number, from: Place, to: Place) =>
  statement(
    `DELETE FROM answers WHERE shop = ?1 AND created_at < ?2
       AND (credential, key) > (?3, ?4) AND (credential, key) <= (?5, ?6)`,
    shop,
    before,
    from.credential,
    from.key,
    to.credential,
    to.key,
  );
