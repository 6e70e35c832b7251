import type { Context } from "../core/context";
import { type Batch, firstOf, type Statement, statement } from "../core/database";
import { deleteTimer, insertTimer, type TimerMessage } from "../core/timers";
import { type Decision, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { closeMember, factOf, memberStatements, type OpenMember, openMember } from "../members";
import { type Program, programNumbered } from "../program";
import { newVoucherCode } from "../vouchers";
import { referralTimer } from "./follow";
import { giveAdvocate } from "./give";
import { claimEnds, type FriendOrder, rewardDueAt, whyNotCounted } from "./order-rules";
import { factOfReferral } from "./record";
import type { Ending } from "./rules";
import {
  guardMember,
  referralStatement,
  updateReferral,
  whoIsAdvocate,
  whoIsFriend,
} from "./store";
import type { ReferralRow } from "./tables";

/** How the orders slice lets the order be read that a referral waits for. */
export interface OrderReader {
  /** Reads the order that the referral's row names, in the same batch as the referral. */
  statement(shop: string, referral: string): Statement;
  orderIn(rows: Batch, index: number): FriendOrder | null;
}

/**
 * A referral's timer fires: the advocate is rewarded once the friend's order has outlived its return
 * period, or the friend's time to order is over. It looks at the order anew; the advocate, the
 * friend, whose orders are guarded by them, and the referral itself guard the commit. A timer that
 * fires twice changes nothing.
 */
export async function settleReferral(
  ctx: Context,
  timer: TimerMessage,
  orders: OrderReader,
): Promise<void> {
  // A sandbox's clock that was set back: the timer is for later, and stays.
  if (timer.dueAt > ctx.now) return;
  const { id: shop } = ctx.shop;
  const made = { fact: newId("fct"), voucher: newVoucherCode() };
  await transact(ctx, {
    load: () => [
      referralStatement(shop, timer.subject),
      orders.statement(shop, timer.subject),
      friendStatement(shop, timer.subject),
      ...memberStatements(ctx, { who: whoIsAdvocate(shop, timer.subject), spendable: 0 }),
    ],
    decide: async (rows) => {
      const row = firstOf<ReferralRow>(rows, 0);
      const decided = row
        ? await decide(ctx, {
            row,
            program: await programNumbered(ctx, row.program),
            order: orders.orderIn(rows, 1),
            friendVersion: firstOf<{ version: number }>(rows, 2)?.version ?? null,
            advocate: await openMember(ctx, rows.slice(3), 0),
            made,
          })
        : NOTHING;
      // Deleted first: should the next timer have this one's key, it must survive.
      return { status: 200, body: {}, ...decided, writes: [deleteTimer(timer), ...decided.writes] };
    },
  });
}

const friendStatement = (shop: string, id: string): Statement => {
  const who = whoIsFriend(shop, id);
  return statement(
    `SELECT version FROM members WHERE shop = ?1 AND id = ${who.sql}`,
    ...who.params,
  );
};

interface Due {
  readonly row: ReferralRow;
  readonly program: Program;
  readonly order: FriendOrder | null;
  readonly friendVersion: number | null;
  readonly advocate: OpenMember | null;
  readonly made: { readonly fact: string; readonly voucher: string };
}

type Decided = Pick<Decision, "writes" | "fact">;
const NOTHING: Decided = { writes: [], fact: null };

async function decide(ctx: Context, due: Due): Promise<Decided> {
  const { row, program } = due;
  if (row.status === "claimed") {
    const isOver = claimEnds(row, program.parts.referral, ctx.shop.timeZone) <= ctx.now;
    return isOver ? end(ctx, due, "expired", "not_ordered_in_time") : NOTHING;
  }
  if (row.status !== "qualified") return NOTHING;
  const fault = due.order ? whyNotCounted(due.order, program.parts.referral) : "order_cancelled";
  if (!due.order || fault) return end(ctx, due, "cancelled", fault ?? "order_cancelled");
  const dueAt = rewardDueAt(due.order, program.parts, ctx.shop.timeZone);
  if (dueAt > ctx.now) return { writes: [insertTimer(ctx, referralTimer(row, dueAt))], fact: null };
  return rewardOrEnd(ctx, due);
}

function rewardOrEnd(ctx: Context, due: Due): Decided {
  const { row, program, advocate, made } = due;
  if (!advocate || advocate.row.erased_at !== null) {
    return end(ctx, due, "cancelled", "advocate_gone");
  }
  const given = giveAdvocate(ctx, program, advocate, row, made.voucher);
  const reward = given && JSON.stringify(given);
  const changes = { status: "rewarded" as const, reasons: "[]", reward, rewarded_at: ctx.now };
  const fact = { type: "referral_rewarded", ...factOfReferral(row) };
  return {
    writes: [updateReferral(row, changes), ...guardFriend(due), ...closeMember(ctx, advocate)],
    fact: factOf(ctx, advocate, made.fact, ctx.now, [fact]),
  };
}

const guardFriend = ({ row, friendVersion }: Due): Statement[] =>
  row.friend === null || friendVersion === null
    ? []
    : [guardMember(row.shop, row.friend, friendVersion)];

function end(ctx: Context, due: Due, status: "cancelled" | "expired", reason: Ending): Decided {
  const { row, made } = due;
  const changes = { status, reasons: JSON.stringify([reason]), ended_at: ctx.now };
  const type = status === "expired" ? "referral_expired" : "referral_cancelled";
  const facts = [{ type, ...factOfReferral(row), reasons: [reason] }];
  const about = { id: made.fact, member: row.advocate, memberVersion: null };
  return {
    writes: [updateReferral(row, changes), ...guardFriend(due)],
    fact: { ...about, happenedAt: ctx.now, facts },
  };
}
