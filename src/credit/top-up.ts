import type { Context } from "../core/context";
import { insertRow, rowsOf, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { type Entry, expiresAt, fill, settle, unitFor, walletOf } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { MAX_AMOUNT } from "../lib/numbers";
import { toIso, UNDATED } from "../lib/time";
import {
  balancesOf,
  closeMember,
  factOf,
  memberBrief,
  memberStatements,
  type OpenMember,
  opened,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import type { TopUpRow } from "./tables";

export interface TopUp {
  readonly id?: string | undefined;
  /** Minor units. */
  readonly amount: number;
  readonly order?: string | null | undefined;
  readonly expiresAt?: number | undefined;
}

/**
 * A member paid for store credit. It may be spent at once, and lasts as the program says.
 *
 * @throws {DomainError} not_found, member_erased, top_up_differs, amount_too_large, invalid_time
 */
export async function topUp(ctx: Context, ref: string, asked: TopUp) {
  const parsed = parseRef(ref);
  const who = whoIs(ctx.shop.id, parsed);
  const id = asked.id ?? newId("top");
  const hash = await sha256(canonicalJson({ ...asked, id }));
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: () => [
      statement(
        `SELECT * FROM top_ups WHERE shop = ?1 AND member = ${who.sql}
           AND id = ?${who.params.length + 1}`,
        ...who.params,
        id,
      ),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const { member } = await opened(ctx, rows.slice(1), 0);
      const earlier = rowsOf<TopUpRow>(rows, 0)[0];
      if (earlier) return repeat(earlier, hash);
      return decide(ctx, member, { asked, id, hash, factId });
    },
  });
}

function repeat(row: TopUpRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("top_up_differs", "Use a new id for another payment.");
  }
  const body = JSON.parse(row.answer) as object;
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

interface Made {
  readonly asked: TopUp;
  readonly id: string;
  readonly hash: string;
  readonly factId: string;
}

function decide(ctx: Context, member: OpenMember, { asked, id, hash, factId }: Made): Decision {
  const { book, program } = member;
  const unit = unitFor("credit", ctx.shop.currency);
  const { amount } = asked;
  check(member, unit, asked);
  const ends =
    asked.expiresAt ?? expiresAt(program.parts.credit.expiry, ctx.now, ctx.shop.timeZone);
  const entry: Entry = { reason: "top_up", cause: `top_up:${id}`, program: program.number };
  const dates = { activatesAt: ctx.now, expiresAt: ends };
  fill(book, { unit, amount, ...dates, from: "topped_up", entry });
  settle(book);
  const body = {
    committed: true,
    topUp: {
      id,
      amount,
      order: asked.order ?? null,
      expiresAt: ends >= UNDATED ? null : toIso(ends),
    },
    member: { ...memberBrief(program, member), wallet: balancesOf(program, book) },
  };
  const row: TopUpRow = {
    shop: ctx.shop.id,
    member: member.row.id,
    id,
    amount,
    order_ref: asked.order ?? null,
    expires_at: ends,
    request_hash: hash,
    answer: JSON.stringify(body),
    created_at: ctx.now,
  };
  member.writes.push(insertRow("top_ups", row));
  return {
    status: 201,
    body,
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, factId, ctx.now, [
      { type: "credit_topped_up", topUp: id, unit, amount },
    ]),
    member: member.row.id,
  };
}

function check({ row, book }: OpenMember, unit: string, asked: TopUp): void {
  if (row.erased_at !== null) throw new DomainError("member_erased");
  const { available, pending } = walletOf(book, unit);
  if (available + pending + asked.amount > MAX_AMOUNT) {
    throw refuse("amount_too_large", "/amount", `A balance may hold ${MAX_AMOUNT}.`);
  }
  if (asked.expiresAt !== undefined && asked.expiresAt <= book.now) {
    throw refuse("invalid_time", "/expiresAt", "Credit cannot expire in the past.");
  }
}
