import { refuse } from "../core/errors";
import { allPeriodsAt, type Backing, countersStatement, countsFrom } from "../members";
import { closeAll, householdStatements, movedFact, openHousehold } from "./household";
import { drawn, moveFact, moveRow } from "./move";
import { insertMove, whoIsHouseholdOf } from "./store";

/** A member of a household spends what the pool has, within their limits, as if it were their own. */
export const poolBacking: Backing = {
  load: (ctx, who, spendable) => [
    countersStatement(who, allPeriodsAt(ctx.now, ctx.shop.timeZone)),
    ...householdStatements(ctx, whoIsHouseholdOf(who), spendable),
  ],
  draw: async (ctx, member, { rows, spendable }, { unit, amount, cause, factId }) => {
    const household = await openHousehold(ctx, rows.slice(1), spendable);
    const pointer = "/useHousehold";
    if (!household) throw refuse("not_in_household", pointer, "The member has no household.");
    const counts = countsFrom(rows, 0);
    const after = drawn(ctx, household, member, { unit, amount, counts, pointer });
    const of = { key: cause, kind: "draw", hash: cause, unit, amount } as const;
    const row = moveRow(ctx, after, member, of);
    after.pool.writes.push(insertMove(row));
    member.facts.push(moveFact(row));
    return {
      writes: closeAll(ctx, [after.pool]),
      facts: movedFact(ctx, after.pool, factId),
    };
  },
};
