import type { Context } from "../core/context";
import type { ProgramParts } from "../core/registry";
import { sum } from "../lib/numbers";
import { DAY } from "../lib/time";
import { paidFor } from "../orders";
import { replayMember, type Step } from "../plans";
import type { Trade } from "../program";
import { type Findings, type Reach, WITHIN_DAYS } from "./findings";
import { imaginedMember, WATCHED } from "./imagine";
import { atLeast, medianWithin } from "./poisson-rules";
import { givenOf, reachedAt, stepsNeeded, type Target, targetsOf } from "./reach";
import { MONTH } from "./trade";
import { worthOfSteps } from "./worth";

/** Told where nobody says how many members there are. */
const MEMBERS = 100;

/**
 * What a program brings a member who orders as assumed: how many orders a reward takes follows from
 * a replay of a year; how many members have made them in time, from orders at random at that rate.
 */
export function assumedFindings(
  ctx: Context,
  parts: ProgramParts,
  trade: Trade,
  members = MEMBERS,
): Findings {
  const imagined = imaginedMember(ctx, parts, trade);
  const timeline = [{ from: 0, program: { number: 0, parts } }];
  const { steps } = replayMember(ctx, imagined, timeline, ctx.now + WATCHED + 1);
  const spent = sum(imagined.orders.map(paidFor));
  const { worth, cost } = worthOfSteps(parts, steps, trade);
  return {
    basis: "assumptions",
    trade,
    members,
    monthlySpend: members * trade.ordersPerMonth * trade.orderValue,
    reaches: targetsOf(parts).map((target) => reachOf(steps, target, trade)),
    worthRate: worth === null ? null : worth / spent,
    costRate: cost === null ? null : cost / spent,
    unitRate: (unit) => givenOf(steps, unit) / spent,
  };
}

function reachOf(steps: readonly Step[], target: Target, { ordersPerMonth }: Trade): Reach {
  const needed = stepsNeeded(steps, target);
  const last = needed === null ? undefined : steps[needed - 1];
  if (needed === null || !last) return { target, share: 0, medianDays: null };
  const at = reachedAt(steps.slice(0, needed), target) ?? last.at;
  const waits = (at - last.at) / DAY;
  const left = WITHIN_DAYS - waits;
  if (left < 0) return { target, share: 0, medianDays: null };
  // The first order is where the member begins; the others come at random.
  const rate = ordersPerMonth / (MONTH / DAY);
  const share = atLeast(needed - 1, rate * left);
  return { target, share, medianDays: waits + medianWithin(needed - 1, rate, left) };
}
