import type { Context } from "../core/context";
import { rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { eraseAnswers } from "../core/idempotency";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import { aliasesOf } from "./aliases";
import { closeMember } from "./close";
import { factOf, memberStatements, openMember } from "./open";
import { EMPTY_PROFILE, profileFrom, setProfile } from "./profile";
import { parseRef, whoIs } from "./refs";

declare module "../core/registry" {
  interface Registry {
    /** Empty what features keep of a member in people's own words; see `src/registry.ts`. */
    readonly erasers: readonly ((shop: string, member: string) => Statement[])[];
    /** What a member leaves before, in commits of their own; each may be called again. */
    readonly departures: readonly ((ctx: Context, ref: string) => Promise<void>)[];
  }
}

/** What a member is and believes in: neither is left. */
const NOBODY = { profile: null, attributes: null, cause: null };

/**
 * Anonymises a member: whatever says who they are is gone, the ledger stays and adds up. The row
 * stays as a tombstone under its id, and so do the keys of what was sent about them: a late retry
 * must not enrol them again.
 *
 * @throws {DomainError} not_found
 */
export async function eraseMember(ctx: Context, ref: string) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const before = { ...ctx, idempotency: null, answerKey: null };
  for (const depart of ctx.registry.departures) await depart(before, ref);
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [aliasesOf(who), ...memberStatements(ctx, { who, spendable: 0 })],
    decide: async (rows) => {
      const member = await openMember(ctx, rows.slice(1), 0);
      if (!member) throw new DomainError("not_found", "The shop has no such member.");
      const { row } = member;
      const erasedAt = row.erased_at ?? ctx.now;
      const body = { committed: true, id: row.id, erasedAt: toIso(erasedAt) };
      if (row.erased_at !== null) return { status: 200, body, writes: [], fact: null };
      setProfile(member, profileFrom(row.profile), EMPTY_PROFILE);
      Object.assign(member.changes, NOBODY, { erased_at: erasedAt });
      const aliases = rowsOf<{ alias: string }>(rows, 0).map(({ alias }) => alias);
      member.writes.push(
        statement(
          "UPDATE adjustments SET note = NULL WHERE shop = ?1 AND member = ?2 AND note IS NOT NULL",
          ctx.shop.id,
          row.id,
        ),
        eraseAnswers(
          "SELECT value FROM json_each(?2)",
          "true",
          ctx.shop.id,
          JSON.stringify([row.id, ...aliases]),
        ),
        ...[row.id, ...aliases].flatMap((id) =>
          ctx.registry.erasers.flatMap((erase) => erase(ctx.shop.id, id)),
        ),
        statement(
          `UPDATE members SET profile = NULL, attributes = NULL, erased_at = ?3
           WHERE shop = ?1 AND id IN (SELECT value FROM json_each(?2))`,
          ctx.shop.id,
          JSON.stringify(aliases),
          erasedAt,
        ),
      );
      return {
        status: 200,
        body,
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, [{ type: "member_erased", member: row.id }]),
      };
    },
  });
}
