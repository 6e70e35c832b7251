import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import type { ProgramParts } from "../core/registry";
import { sum } from "../lib/numbers";
import { DAY } from "../lib/time";
import { asEarning, paidFor } from "../orders";
import {
  type RecordedMember,
  recordedFrom,
  recordedStatements,
  replayMember,
  type Step,
} from "../plans";
import type { Trade } from "../program";
import { type Findings, type Reach, WITHIN_DAYS } from "./findings";
import { givenOf, reachedAt, type Target, targetsOf } from "./reach";
import { medianOf } from "./trade";
import { worthOfSteps } from "./worth";

/** Fewer members are told nothing by. */
export const MIN_MEMBERS = 30;
const MAX_MEMBERS = 1_000;
/** About how many orders of them: a second or two of work. */
const MAX_ORDERS = 3_000;
/** The latest that joined, among whom they are looked for; so that what is read is bounded. */
const MAX_READ = 4_000;

const FIRST_MONTHS = 3;

/** Members who could have reached a reward: their first order is long enough ago. `?1` is the shop. */
const LOOKED_AT = `SELECT id FROM (
    SELECT id, sum(kept_orders) OVER (ORDER BY id DESC) - kept_orders AS before FROM (
      SELECT id, kept_orders, first_order_at FROM members
      WHERE shop = ?1 AND kind = 'person' ORDER BY id DESC LIMIT ${MAX_READ})
    WHERE first_order_at <= ?2 AND kept_orders > 0)
  WHERE before < ${MAX_ORDERS} LIMIT ${MAX_MEMBERS}`;

/** Reads everything recorded of them; {@link historyFrom} takes the rows. */
export const historyStatements = (ctx: Context): Statement[] =>
  recordedStatements(LOOKED_AT, [ctx.shop.id, ctx.now - WITHIN_DAYS * DAY]);

/** Members with all their orders, those too that were imported without earning. */
export const historyFrom = (rows: Batch, index: number): RecordedMember[] =>
  recordedFrom(rows, index).members.map((member) => ({
    ...member,
    orders: member.orders.map(asEarning),
  }));

interface Looked {
  readonly member: RecordedMember;
  readonly steps: readonly Step[];
  readonly firstAt: number;
}

/** What a program would have brought members, had it been in force from their first order on. */
export function historyFindings(
  ctx: Context,
  parts: ProgramParts,
  members: readonly RecordedMember[],
  trade: Trade,
): Findings {
  const timeline = [{ from: 0, program: { number: 0, parts } }];
  const looked = members.map((member): Looked => {
    const { steps } = replayMember(ctx, member, timeline, ctx.now);
    const paid = member.orders.filter(({ status }) => status === "paid");
    return { member, steps, firstAt: Math.min(...paid.map((row) => row.placed_at)) };
  });
  const steps = looked.flatMap((one) => one.steps);
  const orders = members.flatMap((member) => member.orders);
  const spent = Math.max(1, sum(orders.map(paidFor)));
  const { worth, cost } = worthOfSteps(parts, steps, trade);
  return {
    basis: "history",
    trade,
    members: members.length,
    monthlySpend: monthlySpendOf(orders),
    reaches: targetsOf(parts).map((target) => reachOf(looked, target)),
    worthRate: worth === null ? null : worth / spent,
    costRate: cost === null ? null : cost / spent,
    unitRate: (unit) => givenOf(steps, unit) / spent,
  };
}

/** Of the 90 days up to the latest order, as an import may lie in the past. */
function monthlySpendOf(orders: RecordedMember["orders"]): number {
  const last = orders.reduce((latest, row) => Math.max(latest, row.placed_at), 0);
  const recent = orders.filter((row) => row.placed_at > last - WITHIN_DAYS * DAY);
  return sum(recent.map(paidFor)) / FIRST_MONTHS;
}

function reachOf(looked: readonly Looked[], target: Target): Reach {
  const days = looked.flatMap(({ steps, firstAt }) => {
    const at = reachedAt(steps, target);
    const after = at === null ? Number.POSITIVE_INFINITY : (at - firstAt) / DAY;
    return after <= WITHIN_DAYS ? [Math.max(0, after)] : [];
  });
  return {
    target,
    share: days.length / looked.length,
    medianDays: days.length === 0 ? null : medianOf(days),
  };
}
