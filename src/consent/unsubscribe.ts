import { firstOf, statement } from "../core/database";
import { read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { type MemberRow, memberStatements, openMember, whoIs } from "../members";
import { decided } from "./decided";
import type { Prepared } from "./grant";
import type { Followed } from "./links";
import { recordConsents } from "./record";
import { latestOf, type Method, PURPOSES, type Purpose } from "./rules";
import { CONSENT_STATEMENTS, consentStatements } from "./store";

/** The purpose that a link to unsubscribe names; null where the link is of another kind. */
export const purposeOf = ({ parts }: Followed): Purpose | null =>
  PURPOSES.find((purpose) => purpose === parts[1]) ?? null;

/** Whether the member is still written to for the purpose, and in which language. */
export async function readSubscription({ ctx, member }: Followed, purpose: Purpose) {
  const who = whoIs(ctx.shop.id, { id: member });
  const rows = await read(ctx, [
    statement(`SELECT * FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    ...consentStatements(ctx, who),
  ]);
  const status = latestOf(rows.slice(1), purpose)?.status ?? "withdrawn";
  return { isOpen: status !== "withdrawn", member: firstOf<MemberRow>(rows, 0) };
}

/** Takes back a permission by a link. Done again, it changes nothing and is no error. */
export async function unsubscribe(
  { ctx, member: id }: Followed,
  purpose: Purpose,
  method: Method,
): Promise<void> {
  const who = whoIs(ctx.shop.id, { id });
  const grant: Prepared = {
    id: newId("cns"),
    channel: "email",
    purpose,
    status: "withdrawn",
    method,
    wordingId: null,
  };
  const factId = newId("fct");
  await transact(ctx, {
    turn: `${ctx.shop.id} ${id}`,
    load: () => [...consentStatements(ctx, who), ...memberStatements(ctx, { who, spendable: 0 })],
    decide: async (rows) => {
      const member = await openMember(ctx, rows.slice(CONSENT_STATEMENTS), 0);
      const latest = latestOf(rows, purpose);
      if (!member || latest === null || latest.status === "withdrawn") {
        return { status: 200, body: {}, writes: [], fact: null };
      }
      recordConsents(ctx, member, { rows, requests: [], email: null }, [grant]);
      return decided(ctx, member, factId, 200, {});
    },
  });
}
