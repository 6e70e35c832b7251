import { columnsOf } from "../core/database";
import type { Fact } from "../core/facts";
import { addLot, giveBack, type Holder, lotsIn, type Take } from "../ledger";
import { countWrites, type MemberPart } from "../members";
import { redemptionId } from "../vouchers";
import { codeBack } from "./codes";
import { countsNoLonger } from "./counts";
import { causeOf } from "./keys";
import { LOTS_TAKEN, type RedemptionWithLots, returnToStock, updateRedemption } from "./store";
import type { RedemptionRow } from "./tables";

/**
 * Holds a member may have open at once. All of them are read, and all that are due released,
 * whenever the member's book is opened, so there must not be too many for one commit.
 */
export const MAX_OPEN_HOLDS = 50;

const COLUMNS = columnsOf<RedemptionRow>({
  shop: 1,
  id: 1,
  member: 1,
  reward: 1,
  status: 1,
  unit: 1,
  cost: 1,
  takes: 1,
  is_counted: 1,
  hold_until: 1,
  voucher: 1,
  order_ref: 1,
  program: 1,
  request_hash: 1,
  answer: 1,
  created_at: 1,
  captured_at: 1,
  ended_at: 1,
  quantity: 1,
  given: 1,
  counted: 1,
  fulfilment: 1,
  fulfilled_at: 1,
});

/**
 * A redemption `r` as a JSON list of its columns, then the lots it took once it is due: as plain
 * text, like in any other row, which the concatenation makes of it.
 */
const redemptionJson = (now: string): string =>
  `json_array(${COLUMNS.map((name) => `r.${name}`).join(", ")},
    CASE WHEN r.hold_until <= ${now} THEN ${LOTS_TAKEN} || '' END)`;

const heldIn = (found: string | null): RedemptionWithLots[] =>
  (JSON.parse(found ?? "[]") as unknown[][]).map(
    (values) =>
      Object.fromEntries(
        [...COLUMNS, "lots"].map((name, i) => [name, values[i]]),
      ) as unknown as RedemptionWithLots,
  );

/** Releases holds that have timed out whenever the member's book is opened. */
export const openHolds: MemberPart = {
  column: (now) => `(SELECT json_group_array(${redemptionJson(now)})
    FROM redemptions r INDEXED BY redemptions_held
    WHERE r.shop = m.shop AND r.member = m.id AND r.status = 'held')`,
  open: (_ctx, member, found) => {
    const { book, writes, facts } = member;
    const held = heldIn(found);
    const timedOut = held.filter((row) => (row.hold_until ?? book.now) <= book.now);
    Object.assign(member.parts, { timedOut });
    for (const { lots } of held) for (const lot of lotsIn(lots)) addLot(book, lot);
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
        ...codeBack(row, book.now),
        ...countWrites(member, countsNoLonger(row)),
      );
      facts.push(releasedFact(row, "time_out"));
    }
  },
};

export const takesOf = (row: Pick<RedemptionRow, "takes">): Take[] =>
  JSON.parse(row.takes) as Take[];

export const releasedFact = (row: RedemptionRow, by: "call" | "time_out"): Fact => ({
  type: "redemption_released",
  redemption: redemptionId(row.id),
  reward: row.reward,
  unit: row.unit,
  cost: row.cost,
  by,
  returnedToStock: row.is_counted,
});

/** What open holds keep of members' points, for the ledger's check. */
export const redemptionHolder: Holder = {
  sql: (who) =>
    `SELECT r.member, r.unit, r.cost AS held FROM ${who}
     CROSS JOIN redemptions r INDEXED BY redemptions_held
     WHERE r.shop = ?1 AND r.member = who.id AND r.status = 'held'`,
};
