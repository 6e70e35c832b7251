import { type Batch, type Param, rowsOf, type Statement, statement } from "../core/database";
import { NEVER } from "../lib/time";
import { dayAt } from "./days";
import { EMPTY_TALLY, type Progress, type Tally, withProgress } from "./tally";

/*
 * What members did before their progress was kept, from recorded orders and transfers. Orders
 * belong to the floor above: their JSON is read as `docs/reference/storage.md` describes it.
 */

/** What of an order's goods was not returned, minor units. */
const GOODS_KEPT = `(SELECT coalesce(sum(max(0, (l.value ->> 2) - coalesce(
      (SELECT r.value ->> 1 FROM json_each(o.ledger, '$.returned') r WHERE r.key = l.value ->> 0), 0))), 0)
    FROM json_each(o.content, '$.l') l WHERE coalesce(l.value ->> 6, 'product') = 'product')`;

/** Whose transfer an alias's numbers are reversed by: theirs has the narrowest range. */
const EARNED_BY = `FROM aliases a WHERE a.shop = ?1 AND a.root = o.root
  AND t.reverses + o.shift > a.shift AND t.reverses + o.shift <= a.shift + a.last_seq
  ORDER BY a.shift DESC LIMIT 1`;

/** @param members SQL of a table with their ids; parameters, of which `?1` is the shop. */
export const historyStatements = (members: string, params: readonly Param[]): Statement[] => [
  statement(
    `SELECT w.id AS member, o.placed_at, ${GOODS_KEPT} AS goods
     FROM (${members}) w CROSS JOIN orders o INDEXED BY orders_by_member
       ON o.shop = ?1 AND o.member = w.id AND o.is_kept = 1`,
    ...params,
  ),
  // What is taken back counts no longer on the day it was earned, be it an alias who earned it.
  statement(
    `SELECT o.root AS member, coalesce(e.happened_at, t.happened_at) AS earned_at, t.unit,
       CASE WHEN e.seq IS NULL THEN t.amount ELSE -t.amount END AS amount
     FROM (SELECT w.id AS root, w.id AS member, 0 AS shift, ${NEVER} AS last_seq FROM (${members}) w
       UNION ALL
       SELECT a.root, a.alias, a.shift, a.last_seq FROM (${members}) w
         CROSS JOIN aliases a ON a.shop = ?1 AND a.root = w.id) o
     CROSS JOIN transfers t ON t.shop = ?1 AND t.member = o.member AND t.seq <= o.last_seq
     LEFT JOIN transfers e ON e.shop = ?1
       AND e.member = coalesce((SELECT a.alias ${EARNED_BY}), o.root)
       AND e.seq = t.reverses + o.shift - coalesce((SELECT a.shift ${EARNED_BY}), 0)
     WHERE instr(t.unit, ':') = 0 AND (t.reason = 'earn' AND t.from_account = 'issued'
       OR t.reason = 'reverse' AND t.to_account = 'reversed' AND e.reason = 'earn')`,
    ...params,
  ),
];

export const HISTORY_STATEMENTS = 2;

interface OrderOf {
  readonly member: string;
  readonly placed_at: number;
  readonly goods: number;
}

interface EarnedOf {
  readonly member: string;
  readonly earned_at: number;
  readonly unit: string;
  readonly amount: number;
}

/** Tallies by member, of rows of {@link historyStatements} from `index` on. */
export function talliesFrom(rows: Batch, index: number, timeZone: string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const add = (member: string, at: number, progress: Progress) => {
    const tally = tallies.get(member) ?? EMPTY_TALLY;
    tallies.set(member, withProgress(tally, dayAt(at, timeZone), progress));
  };
  for (const { member, placed_at, goods } of rowsOf<OrderOf>(rows, index)) {
    add(member, placed_at, { orders: 1, spend: goods, points: {} });
  }
  for (const { member, earned_at, unit, amount } of rowsOf<EarnedOf>(rows, index + 1)) {
    add(member, earned_at, { orders: 0, spend: 0, points: { [unit]: amount } });
  }
  return tallies;
}
