import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { firstOf, insertRow, rowsOf, type Statement, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, read, transact } from "../core/transact";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import { programOf, programStatement } from "../program";
import type { PayoutRow } from "./tables";
import { totalOf, totalsFrom, totalsStatements } from "./totals";

export interface Payout {
  readonly id: string;
  readonly amount: number;
  readonly paidAt: number;
  readonly receipt: {
    readonly number: string;
    readonly url?: string | undefined;
    readonly note?: string | undefined;
  };
  readonly advance: boolean;
}

const payoutView = (row: PayoutRow) => ({
  id: row.id,
  cause: row.cause,
  amount: row.amount,
  paidAt: toIso(row.paid_at),
  receipt: { url: null, note: null, ...(JSON.parse(row.receipt) as Payout["receipt"]) },
  isAdvance: row.is_advance === 1,
  recordedAt: toIso(row.recorded_at),
  reversedAt: toIso(row.reversed_at),
});

const payoutStatement = (shop: string, cause: string, id: string): Statement =>
  statement(
    "SELECT * FROM cause_payouts WHERE shop = ?1 AND cause = ?2 AND id = ?3",
    shop,
    cause,
    id,
  );

const lastStatement = (shop: string, cause: string): Statement =>
  statement(
    "SELECT max(number) AS number FROM cause_payouts WHERE shop = ?1 AND cause = ?2",
    shop,
    cause,
  );

/**
 * Notes what the shop handed on to a cause, once for each id: no more than was given and not handed
 * on yet, unless it is an advance.
 *
 * @throws {DomainError} not_found, invalid_time, payout_exceeds_given, payout_differs
 */
export async function recordPayout(ctx: Context, cause: string, payout: Payout) {
  const hash = await sha256(canonicalJson(payout));
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [
      payoutStatement(ctx.shop.id, cause, payout.id),
      lastStatement(ctx.shop.id, cause),
      programStatement(ctx, ctx.now),
      ...totalsStatements(ctx),
    ],
    decide: async (rows) => {
      const earlier = firstOf<PayoutRow>(rows, 0);
      if (earlier) return replay(earlier, hash);
      const { parts } = await programOf(ctx, rows, 2);
      const { given, paidOut } = totalOf(totalsFrom(ctx, rows.slice(3)), cause);
      const isKnown = given > 0 || parts.causes.some(({ key }) => key === cause);
      if (!isKnown) throw new DomainError("not_found", "The shop has no such cause.");
      checkPayout(ctx, payout, given - paidOut);
      const number = (firstOf<{ number: number | null }>(rows, 1)?.number ?? 0) + 1;
      const row = rowOf(ctx, cause, payout, { number, hash });
      const { id, amount } = payout;
      return {
        status: 201,
        body: { committed: true, payout: payoutView(row) },
        writes: [insertRow("cause_payouts", row)],
        fact: factOfShop(ctx, factId, { type: "cause_paid_out", cause, payout: id, amount }),
        isRebuiltFromRow: true,
      };
    },
  });
}

function replay(row: PayoutRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("payout_differs", "Use a new id for another payout.");
  }
  const body = { committed: true, payout: payoutView({ ...row, reversed_at: null }) };
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

function checkPayout(ctx: Context, { amount, paidAt, advance }: Payout, open: number): void {
  if (paidAt > ctx.now) throw refuse("invalid_time", "/paidAt", "It lies in the future.");
  if (amount > open && !advance) {
    const detail = `${Math.max(0, open)} are given and not paid out; say \`advance\` for more.`;
    throw refuse("payout_exceeds_given", "/amount", detail);
  }
}

const rowOf = (
  ctx: Context,
  cause: string,
  { id, amount, paidAt, receipt, advance }: Payout,
  { number, hash }: { number: number; hash: string },
): PayoutRow => ({
  shop: ctx.shop.id,
  cause,
  number,
  id,
  amount,
  is_advance: Number(advance),
  paid_at: paidAt,
  receipt: JSON.stringify(receipt),
  request_hash: hash,
  recorded_at: ctx.now,
  reversed_at: null,
});

const factOfShop = (
  ctx: Context,
  id: string,
  fact: { type: string; [detail: string]: unknown },
) => ({
  id,
  member: null,
  memberVersion: null,
  happenedAt: ctx.now,
  facts: [fact],
});

/** Takes back what was noted by mistake, once. @throws {DomainError} not_found */
export function reversePayout(ctx: Context, cause: string, id: string) {
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [payoutStatement(ctx.shop.id, cause, id)],
    decide: (rows) => {
      const row = firstOf<PayoutRow>(rows, 0);
      if (!row) throw new DomainError("not_found", "The cause has no such payout.");
      const isReplay = row.reversed_at !== null;
      const after = isReplay ? row : { ...row, reversed_at: ctx.now };
      const sql =
        "UPDATE cause_payouts SET reversed_at = ?4 WHERE shop = ?1 AND cause = ?2 AND number = ?3";
      const { amount } = row;
      return {
        status: 200,
        body: { committed: true, payout: payoutView(after) },
        writes: isReplay ? [] : [statement(sql, row.shop, cause, row.number, ctx.now)],
        fact: isReplay
          ? null
          : factOfShop(ctx, factId, { type: "payout_reversed", cause, payout: id, amount }),
        isReplay,
      };
    },
  });
}

/** What a cause got, the latest first. */
export async function listPayouts(
  ctx: Context,
  cause: string,
  page: { limit: number; cursor?: string | undefined },
) {
  const [before = null] = positionOf(page.cursor, ["number"]) ?? [];
  const rows = await read(ctx, [
    statement(
      `SELECT * FROM cause_payouts WHERE shop = ?1 AND cause = ?2
         AND (?3 IS NULL OR number < ?3) ORDER BY number DESC LIMIT ?4`,
      ctx.shop.id,
      cause,
      before,
      page.limit + 1,
    ),
  ]);
  return pageOf(rowsOf<PayoutRow>(rows, 0), page.limit, payoutView, (row) => [row.number]);
}
