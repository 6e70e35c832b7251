import { rowsOf, type Statement, statement } from "../core/database";
import type { Fact } from "../core/facts";
import { addLot, giveBack, type Holder, lotsIn, type Settler, type Take } from "../ledger";
import { causeOf, redemptionId } from "./keys";
import { LOTS_TAKEN, type RedemptionWithLots, returnToStock, updateRedemption } from "./store";
import type { RedemptionRow } from "./tables";

/**
 * Holds a member may have open at once. All of them are read, and all that are due released,
 * whenever the member's book is opened, so there must not be too many for one commit.
 */
export const MAX_OPEN_HOLDS = 50;

/** Releases holds that have timed out whenever the member's book is opened. */
export const holdSettler: Settler = {
  statements: 1,
  load: (who, now) => {
    const n = who.params.length + 1;
    return [
      // One statement for both, so that the member is looked up once.
      statement(
        `SELECT r.*, CASE WHEN r.hold_until <= ?${n} THEN ${LOTS_TAKEN} END AS lots
         FROM redemptions r INDEXED BY redemptions_held
         WHERE r.shop = ?1 AND r.member = ${who.sql} AND r.status = 'held'
         ORDER BY r.hold_until`,
        ...who.params,
        now,
      ),
    ];
  },
  settle: (book, rows) => {
    const held = rowsOf<RedemptionWithLots>(rows, 0);
    for (const { lots } of held) for (const lot of lotsIn(lots)) addLot(book, lot);
    const writes: Statement[] = [];
    const facts: Fact[] = [];
    for (const row of held) {
      const until = row.hold_until ?? book.now;
      if (until > book.now) {
        book.alsoDueAt.push(until);
        continue;
      }
      giveBack(book, "held", takesOf(row), {
        reason: "time_out",
        cause: causeOf(row.id),
        happenedAt: until,
      });
      writes.push(
        updateRedemption({ ...row, status: "released", ended_at: until }),
        ...returnToStock(row),
      );
      facts.push(releasedFact(row, "time_out"));
    }
    return { writes, facts };
  },
};

export const takesOf = (row: Pick<RedemptionRow, "takes">): Take[] =>
  JSON.parse(row.takes) as Take[];

const RELEASED = "redemption_released";

export const releasedFact = (row: RedemptionRow, by: "call" | "time_out"): Fact => ({
  type: RELEASED,
  redemption: redemptionId(row.id),
  reward: row.reward,
  unit: row.unit,
  cost: row.cost,
  by,
  returnedToStock: row.is_counted,
});

/** Units of a reward's stock that opening the member has just released. */
export const returnedToStock = (facts: readonly Fact[], reward: string): number =>
  facts.filter((f) => f.type === RELEASED && f.reward === reward && f.returnedToStock === 1).length;

/** What open holds keep of members' points, for the ledger's check. */
export const redemptionHolder: Holder = {
  sql: (who) =>
    `SELECT r.member, r.unit, r.cost AS held FROM ${who}
     CROSS JOIN redemptions r INDEXED BY redemptions_held
     WHERE r.shop = ?1 AND r.member = who.id AND r.status = 'held'`,
};
