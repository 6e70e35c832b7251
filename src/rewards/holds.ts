import { rowsOf, type Statement, statement } from "../core/database";
import type { Fact } from "../core/facts";
import { addLot, giveBack, type LotRow, lotFrom, type Settler, type Take } from "../ledger";
import type { RedemptionRow } from "./tables";

/** Open holds looked at when a book is opened; the earliest to time out come first. */
const HOLDS = 25;

/** Releases holds that have timed out whenever the member's book is opened. */
export const holdSettler: Settler = {
  statements: 2,
  load: (who, now) => {
    const n = who.params.length + 1;
    return [
      statement(
        `SELECT * FROM redemptions INDEXED BY redemptions_held
         WHERE shop = ?1 AND member = ${who.sql} AND status = 'held'
         ORDER BY hold_until LIMIT ${HOLDS}`,
        ...who.params,
      ),
      statement(
        `SELECT l.* FROM redemptions r INDEXED BY redemptions_held
         CROSS JOIN json_each(r.takes) t CROSS JOIN json_each('["available","closed"]') s
         CROSS JOIN lots l ON l.shop = r.shop AND l.member = r.member AND l.unit = r.unit
           AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0
         WHERE r.shop = ?1 AND r.member = ${who.sql} AND r.status = 'held' AND r.hold_until <= ?${n}`,
        ...who.params,
        now,
      ),
    ];
  },
  settle: (book, rows, shop) => {
    for (const lot of rowsOf<LotRow>(rows, 1)) addLot(book, lotFrom(lot));
    const held = rowsOf<RedemptionRow>(rows, 0);
    const due = held.filter((r) => (r.hold_until ?? 0) <= book.now);
    for (const r of held)
      if (r.hold_until && r.hold_until > book.now) book.alsoDueAt.push(r.hold_until);
    const writes: Statement[] = [];
    const facts: Fact[] = [];
    for (const row of due) {
      giveBack(book, "held", takesOf(row), {
        reason: "time_out",
        cause: causeOf(row.id),
        happenedAt: row.hold_until ?? book.now,
      });
      writes.push(...releaseWrites(shop, row));
      facts.push({ type: "redemption_released", redemption: row.id, reward: row.reward });
    }
    return { writes, facts };
  },
};

export const takesOf = (row: Pick<RedemptionRow, "takes">): Take[] =>
  JSON.parse(row.takes) as Take[];

/** The cause of a redemption's transfers. */
export const causeOf = (id: string): string => `redemption:${id}`;

/** A released or reversed redemption gives its unit of stock back. */
export const releaseWrites = (
  shop: string,
  row: RedemptionRow,
  status: "released" | "reversed" = "released",
): Statement[] => [
  statement("UPDATE redemptions SET status = ?3 WHERE shop = ?1 AND id = ?2", shop, row.id, status),
  statement("UPDATE rewards SET taken = taken - 1 WHERE shop = ?1 AND id = ?2", shop, row.reward),
];
