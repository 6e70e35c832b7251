import type { Context } from "../core/context";
import { firstOf, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { type MemberRow, parseRef, whoIs } from "../members";
import { latestOf, PURPOSES } from "./rules";
import { consentStatements, emailFor } from "./store";
import { consentView, standingView, type WordedConsent } from "./view";

/** Rows of history that are shown; nobody has more but by a mistake of a program's. */
const MAX_HISTORY = 250;

/** What a member allows, with its proof, and all that led there. One round trip. */
export async function readConsents(ctx: Context, ref: string) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(ctx, [
    statement(`SELECT * FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    statement(
      `SELECT c.*, w.locale AS wording_locale, w.text AS wording_text FROM consents c
       LEFT JOIN wordings w ON w.shop = c.shop AND w.id = c.wording
       WHERE c.shop = ?1 AND c.member = ${who.sql}
       ORDER BY c.happened_at DESC, c.id DESC LIMIT ${MAX_HISTORY}`,
      ...who.params,
    ),
    ...consentStatements(ctx, who),
  ]);
  const member = firstOf<MemberRow>(rows, 0);
  if (!member) throw new DomainError("not_found", "The shop has no such member.");
  const history = rowsOf<WordedConsent>(rows, 1);
  const latest = rows.slice(2);
  return {
    member: member.id,
    consents: await Promise.all(
      PURPOSES.map(async (purpose) => {
        const email = await emailFor(member, latest, purpose);
        return standingView(purpose, latestOf(latest, purpose), email, history);
      }),
    ),
    history: history.map(consentView),
  };
}
