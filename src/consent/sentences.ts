import type { Context, Locale } from "../core/context";
import { rowsOf, statement } from "../core/database";
import { read } from "../core/transact";
import type { LatestConsent } from "./rules";
import type { WordingRow } from "./tables";
import { wordingOf } from "./texts";

/** The sentences that members agreed to, as they were shown; ours where none was recorded. */
export async function sentencesOf(
  ctx: Context,
  consents: readonly LatestConsent[],
  locale: Locale,
): Promise<string[]> {
  if (consents.length === 0) return [];
  const rows = await read(ctx, [
    statement(
      `SELECT w.* FROM json_each(?2) i CROSS JOIN wordings w ON w.shop = ?1 AND w.id = i.value`,
      ctx.shop.id,
      JSON.stringify(consents.map((consent) => consent.wording)),
    ),
  ]);
  const known = new Map(rowsOf<WordingRow>(rows, 0).map((row) => [row.id, row.text]));
  return consents.map(
    ({ wording, purpose }) => known.get(wording ?? "") ?? wordingOf(locale, purpose, ctx.shop).text,
  );
}
