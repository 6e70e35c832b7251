import {
  type Count,
  type Counting,
  countsAfter,
  type OpenMember,
  type PeriodKey,
} from "../members";
import { ruleOf } from "./keys";
import type { RedemptionRow } from "./tables";

/* How redemptions count against a reward's limits: held ones too, and until they are given back. */

declare module "../members/member" {
  interface MemberParts {
    /** Holds that opening the member has just released, as they timed out. */
    readonly timedOut: readonly RedemptionRow[];
  }
}

const timedOut = (member: OpenMember, reward: string): readonly RedemptionRow[] =>
  (member.parts.timedOut ?? []).filter((row) => row.reward === reward);

/** Units of a reward's stock that opening the member has just released. */
export const returnedToStock = (member: OpenMember, reward: string): number =>
  timedOut(member, reward).filter((row) => row.is_counted === 1).length;

const periodsIn = ({ counted }: RedemptionRow): PeriodKey[] =>
  JSON.parse(counted ?? "[]") as PeriodKey[];

/** A redemption counts in its periods. */
export const countsIn = (row: RedemptionRow): Counting[] =>
  periodsIn(row).map((period) => ({
    rule: ruleOf(row.reward),
    period,
    amount: 0,
    times: 1,
    lastAt: row.created_at,
  }));

/** It does so no longer, and what began a cooldown is forgotten. */
export const countsNoLonger = (row: RedemptionRow): Counting[] =>
  countsIn(row).map((counting) => ({
    ...counting,
    times: -1,
    lastAt: null,
    undoneAt: row.created_at,
  }));

/** What counts against a reward's limits now, by period: less what has just timed out. */
export function countsNow(
  member: OpenMember,
  reward: string,
  loaded: (period: PeriodKey) => Count,
): (period: PeriodKey) => Count {
  const released = timedOut(member, reward).flatMap(countsNoLonger);
  const counts = countsAfter((_, period) => loaded(period), released);
  return (period) => counts(ruleOf(reward), period);
}
