import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { firstOf, rowsOf, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { ok } from "../core/http";
import { read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import { memberStatements, normalised, openMember, whoIs } from "../members";
import { decided } from "./decided";
import { prepareGrants } from "./grant";
import { recordConsents } from "./record";
import { latestOf, type Method, PURPOSES, type Reason } from "./rules";
import {
  addressHash,
  CONSENT_STATEMENTS,
  consentStatements,
  emailOf,
  findSuppression,
  suppression,
} from "./store";
import type { SuppressionRow } from "./tables";

const suppressionView = (row: SuppressionRow) => ({
  id: row.address,
  reason: row.reason,
  suppressedAt: toIso(row.suppressed_at),
});

/** Which reasons are also a word of the member's own, and how that word reached us. */
const WITHDRAWN_BY: Partial<Record<Reason, Method>> = {
  complaint: "complaint",
  unsubscribed: "link",
};

/**
 * Suppresses an address. A complaint, or an unsubscription that the provider took, withdraws what
 * the member whose address it is had allowed.
 *
 * @throws {DomainError} invalid_body
 */
export async function suppress(ctx: Context, typed: string, reason: Reason) {
  const email = emailIn(typed, "/email");
  const hash = await addressHash(ctx.shop.id, email);
  const who = whoIs(ctx.shop.id, { kind: "email", value: email });
  const method = WITHDRAWN_BY[reason];
  const grants = await prepareGrants(
    PURPOSES.map((purpose) => ({
      channel: "email",
      purpose,
      status: "withdrawn",
      method: method ?? "api",
    })),
  );
  const factId = newId("fct");
  const row = { shop: ctx.shop.id, address: hash, reason, suppressed_at: ctx.now };
  const body = { committed: true, suppression: suppressionView(row) };
  return transact(ctx, {
    load: () => [...consentStatements(ctx, who), ...memberStatements(ctx, { who, spendable: 0 })],
    decide: async (rows) => {
      const write = suppression(ctx, hash, reason);
      const member = method ? await openMember(ctx, rows.slice(CONSENT_STATEMENTS), 0) : null;
      if (!member) return { status: 201, body, writes: [write], fact: null };
      const open = grants.filter((grant) => {
        const latest = latestOf(rows, grant.purpose);
        return latest !== null && latest.status !== "withdrawn";
      });
      const known = { rows, requests: [], email: await emailOf(member.row) };
      recordConsents(ctx, member, known, open);
      member.writes.push(write);
      return decided(ctx, member, factId, 201, body);
    },
  });
}

/** Mail may go to an address again. @throws {DomainError} not_found, invalid_ref */
export async function unsuppress(ctx: Context, ref: string) {
  const address = await hashIn(ctx, ref);
  return transact(ctx, {
    load: () => [findSuppression(ctx, address)],
    decide: (rows) => {
      const row = firstOf<SuppressionRow>(rows, 0);
      if (!row) throw new DomainError("not_found", "The address is not suppressed.");
      const write = statement(
        "DELETE FROM suppressions WHERE shop = ?1 AND address = ?2",
        ctx.shop.id,
        address,
      );
      const body = { committed: true, suppression: suppressionView(row) };
      return { status: 200, body, writes: [write], fact: null };
    },
  });
}

interface SuppressionQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly email?: string | undefined;
}

/** Suppressed addresses by their hashes, or the one that is asked for. One round trip. */
export async function listSuppressions(ctx: Context, { limit, cursor, email }: SuppressionQuery) {
  const one = email === undefined ? null : emailIn(email, "?email");
  const [after = ""] = positionOf(cursor, ["string"]) ?? [];
  const rows = await read(ctx, [
    one === null
      ? statement(
          `SELECT * FROM suppressions WHERE shop = ?1 AND address > ?2
           ORDER BY address LIMIT ?3`,
          ctx.shop.id,
          after,
          limit + 1,
        )
      : findSuppression(ctx, await addressHash(ctx.shop.id, one)),
  ]);
  const position = (row: SuppressionRow): Position => [row.address];
  return ok(pageOf(rowsOf<SuppressionRow>(rows, 0), limit, suppressionView, position));
}

function emailIn(typed: string, pointer: string): string {
  const email = normalised("email", typed);
  if (email !== null) return email;
  const code = pointer.startsWith("?") ? "invalid_query" : "invalid_body";
  throw refuse(code, pointer, "This is no e-mail address.");
}

const HASH = /^[\w-]{43}$/;

/** `email:<address>`, or the id under which a suppression is listed. */
async function hashIn(ctx: Context, ref: string): Promise<string> {
  if (HASH.test(ref)) return ref;
  const email = ref.startsWith("email:") ? normalised("email", ref.slice("email:".length)) : null;
  if (email === null) throw new DomainError("invalid_ref", "Use email:<address> or an id.");
  return addressHash(ctx.shop.id, email);
}
