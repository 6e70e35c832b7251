import type { Context } from "../core/context";
import { rowsOf, type Statement } from "../core/database";
import { fireSoon, insertTimer, type NewTimer } from "../core/timers";
import { type Decision, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { whoIs } from "../members";
import { type Program, programNumbered } from "../program";
import { claimByOrder } from "./claim";
import { afterOrder, type FriendOrder, rewardDueAt, type Step } from "./order-rules";
import { factOfReferral } from "./record";
import { referralsOfFriend, updateReferral } from "./store";
import type { ReferralRow } from "./tables";
import { orderIdOf } from "./view";

/** What is due of a referral is looked at again then. */
export const referralTimer = (row: Pick<ReferralRow, "id">, dueAt: number): NewTimer => ({
  dueAt,
  subject: row.id,
  kind: "referral",
});

/**
 * Something happened to an order: the referral of whoever placed it follows. Called as often as one
 * likes and in any order, as it goes by how the order is now.
 *
 * @param code that the order carried; it claims for a buyer whom nobody referred, or long ago.
 */
export async function followOrder(
  ctx: Context,
  order: FriendOrder,
  code: string | null,
): Promise<void> {
  const isReferred = await advance(ctx, order);
  if (isReferred || code === null || !order.isKept) return;
  await claimByOrder(ctx, code, order.member, order.ref);
  await advance(ctx, order);
}

/** Whether the buyer has a referral that is not over, whatever the order changed about it. */
async function advance(ctx: Context, order: FriendOrder): Promise<boolean> {
  const factId = newId("fct");
  const soon: NewTimer[] = [];
  const answer = await transact(ctx, {
    load: () => [referralsOfFriend(whoIs(ctx.shop.id, { id: order.member }))],
    decide: async (rows) => {
      soon.length = 0;
      const referrals = rowsOf<ReferralRow>(rows, 0).filter((r) => r.status !== "refused");
      const next = await firstStep(ctx, referrals, order);
      const isStanding = referrals.some((r) => r.status !== "expired");
      const body = { isReferred: next !== null || isStanding };
      if (!next) return { status: 200, body, writes: [], fact: null };
      if (next.timer && next.timer.dueAt <= ctx.now) soon.push(next.timer);
      return { status: 200, body, ...stepped(ctx, next, factId) };
    },
  });
  for (const timer of soon) fireSoon(ctx, timer);
  return (answer.body as { isReferred: boolean }).isReferred;
}

interface Next {
  readonly row: ReferralRow;
  readonly step: Step;
  /** When the reward is due; null where there is none to come. */
  readonly timer: NewTimer | null;
}

async function firstStep(
  ctx: Context,
  referrals: readonly ReferralRow[],
  order: FriendOrder,
): Promise<Next | null> {
  // An order counts for one of them, whatever staff let stand.
  const its = referrals.filter((row) => row.order_ref === order.ref);
  for (const row of its.length > 0 ? its : referrals) {
    const program = await programNumbered(ctx, row.program);
    const next = nextOf(ctx, program, row, order);
    if (next) return next;
  }
  return null;
}

function nextOf(
  ctx: Context,
  { parts }: Program,
  row: ReferralRow,
  order: FriendOrder,
): Next | null {
  const step = afterOrder(row, order, parts.referral, ctx.shop.timeZone);
  const isDue = (step?.status ?? row.status) === "qualified";
  const timer = isDue ? referralTimer(row, rewardDueAt(order, parts, ctx.shop.timeZone)) : null;
  return step && { row, step, timer };
}

function stepped(
  ctx: Context,
  { row, step, timer }: Next,
  factId: string,
): Pick<Decision, "writes" | "fact"> {
  const isQualified = step.status === "qualified";
  const changes = {
    status: step.status,
    reasons: JSON.stringify(step.reasons),
    order_ref: step.order,
    qualified_at: isQualified ? ctx.now : row.qualified_at,
    ended_at: step.status === "cancelled" ? ctx.now : null,
  };
  const writes: Statement[] = [
    updateReferral(row, changes),
    ...(timer ? [insertTimer(ctx, timer)] : []),
  ];
  // Somebody looks at it already: nothing happened that anybody else must know.
  if (step.status === "in_review") return { writes, fact: null };
  const fact = {
    type: isQualified ? "referral_qualified" : "referral_cancelled",
    ...factOfReferral(row),
    order: orderIdOf(step.order),
    reasons: step.reasons,
  };
  const about = { id: factId, member: row.advocate, memberVersion: null };
  return { writes, fact: { ...about, happenedAt: ctx.now, facts: [fact] } };
}
