import { insertRow, type Statement, statement } from "../core/database";
import { lotsColumn, type Who } from "../ledger";
import { type Belonging, type Count, type PeriodKey, periodsAt, renumberedTakes } from "../members";
import { causeKey, type VoucherFollower } from "../vouchers";
import { ruleOf } from "./keys";
import type { RedemptionRow } from "./tables";

/** A redemption as loaded with the lots it took from, wherever they are now. */
export type RedemptionWithLots = RedemptionRow & { readonly lots: string | null };

/** And with the lot that it gave. */
export type RedemptionWithAll = RedemptionWithLots & { readonly given_lots: string | null };

/** The lots that a redemption `r` took from, by their full keys, as one JSON column. */
export const LOTS_TAKEN = lotsColumn(
  `json_each(r.takes) t CROSS JOIN json_each('["available","closed"]') s
   CROSS JOIN lots l ON l.shop = r.shop AND l.member = r.member AND l.unit = r.unit
     AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
);

/** The lot that a redemption `r` gave, likewise. */
const LOT_GIVEN = lotsColumn(
  `json_each('["available","closed"]') s CROSS JOIN lots l ON l.shop = r.shop
     AND l.member = r.member AND l.unit = r.given ->> 0 AND l.state = s.value
     AND l.due_at = r.given ->> 3 AND l.lot = r.given ->> 2`,
);

/** Under which a redemption `r` was sent last. */
export const TRACKING = `(SELECT f.tracking FROM redemption_fulfilments f
  WHERE f.shop = r.shop AND f.redemption = r.id AND f.tracking IS NOT NULL
  ORDER BY f.created_at DESC LIMIT 1) AS tracking`;

export const redemptionStatement = (shop: string, key: string): Statement =>
  statement(
    `SELECT r.*, ${TRACKING} FROM redemptions r WHERE r.shop = ?1 AND r.id = ?2`,
    shop,
    key,
  );

export const redemptionWithLots = (shop: string, key: string): Statement =>
  statement(
    `SELECT r.*, ${LOTS_TAKEN} AS lots, CASE WHEN r.given IS NOT NULL THEN ${LOT_GIVEN} END AS given_lots
     FROM redemptions r WHERE r.shop = ?1 AND r.id = ?2`,
    shop,
    key,
  );

/** The voucher of a redemption, as it is valid now. */
export const voucherOfRedemption = (shop: string, key: string): Statement =>
  statement(
    `SELECT v.* FROM redemptions r CROSS JOIN vouchers v ON v.shop = r.shop AND v.code = r.voucher
     WHERE r.shop = ?1 AND r.id = ?2`,
    shop,
    key,
  );

/** Units of every reward that are held or captured by anybody. */
export const takenStatement = (shop: string): Statement =>
  statement("SELECT id, taken FROM rewards WHERE shop = ?1", shop);

export const takenOfReward = (shop: string, reward: string): Statement =>
  statement("SELECT id, taken FROM rewards WHERE shop = ?1 AND id = ?2", shop, reward);

/** How many redemptions of one reward are counted at first; a program may allow up to 100. */
const COUNTED = 20;

/** Whether a count was cut off before it could tell that a limit is reached. */
export const isCutOff = (taken: number, limit: number | null, width: number): boolean =>
  limit !== null && limit > COUNTED * width && taken >= COUNTED * width;

export interface MemberCounts {
  /** How often the member holds or has the reward. */
  readonly taken: number;
  /** Open holds of any reward. */
  readonly holds: number;
  /** JSON [[period, times, lastAt], …] of what counts against the reward's limits. */
  readonly counts: string;
}

/** What counts against the reward's limits, by period. */
export function countedIn({ counts }: MemberCounts): (period: PeriodKey) => Count {
  const found = JSON.parse(counts) as [PeriodKey, number, number | null][];
  const known = new Map(found.map(([period, times, lastAt]) => [period, { times, lastAt }]));
  return (period) => ({ amount: 0, times: 0, lastAt: null, ...known.get(period) });
}

/** What limits count at `now`. The member is looked up once, and none has no row. */
export function memberCounts(
  who: Who,
  reward: string,
  at: { now: number; timeZone: string },
  width: number,
): Statement {
  const n = who.params.length + 1;
  const { now, timeZone } = at;
  const holds = `SELECT count(*) FROM redemptions r INDEXED BY redemptions_held
    WHERE r.shop = m.shop AND r.member = m.id AND r.status = 'held' AND r.hold_until > ?${n + 1}`;
  return statement(
    `SELECT (${holds}) AS holds, (${holds} AND r.reward = ?${n})
       + (SELECT count(*) FROM (SELECT 1 FROM redemptions r WHERE r.shop = m.shop
           AND r.member = m.id AND r.reward = ?${n} AND r.status = 'captured'
           LIMIT ${COUNTED * width})) AS taken,
       (SELECT json_group_array(json_array(c.period, c.times, c.last_at)) FROM json_each(?${n + 2}) p
         CROSS JOIN counters c ON c.shop = m.shop AND c.member = m.id AND c.period = p.value
           AND c.rule = ?${n + 3}) AS counts
     FROM members m WHERE m.shop = ?1 AND m.id = ${who.sql}`,
    ...who.params,
    reward,
    now,
    JSON.stringify(Object.values(periodsAt(now, timeZone))),
    ruleOf(reward),
  );
}

/** How often a member holds or has each reward at `now`. */
export function takenByMemberOfEach(who: Who, now: number): Statement {
  const n = who.params.length + 1;
  return statement(
    `SELECT id, count(*) AS taken FROM (
       SELECT reward AS id FROM redemptions
         WHERE shop = ?1 AND member = ${who.sql} AND status = 'captured'
       UNION ALL
       SELECT reward FROM redemptions INDEXED BY redemptions_held
         WHERE shop = ?1 AND member = ${who.sql} AND status = 'held' AND hold_until > ?${n})
     GROUP BY id`,
    ...who.params,
    now,
  );
}

export interface Taken {
  readonly id: string;
  readonly taken: number;
}

export const insertRedemption = (row: RedemptionRow): Statement => insertRow("redemptions", row);

/** What changes in a redemption's life, under the member's guard. */
export const updateRedemption = (row: RedemptionRow): Statement =>
  statement(
    `UPDATE redemptions SET status = ?3, voucher = ?4, captured_at = ?5, ended_at = ?6, given = ?7,
       fulfilment = ?8, fulfilled_at = ?9
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.status,
    row.voucher,
    row.captured_at,
    row.ended_at,
    row.given,
    row.fulfilment,
    row.fulfilled_at,
  );

/**
 * Takes one of a reward's stock, under the limit of the program that decides. The row to insert
 * passes the CHECK for any stock of at least one; beyond the limit it refuses the batch.
 */
export const takeFromStock = (shop: string, reward: string, stock: number): Statement =>
  statement(
    `INSERT INTO rewards (shop, id, taken, stock) VALUES (?1, ?2, 1, ?3)
     ON CONFLICT (shop, id) DO UPDATE SET taken = taken + 1, stock = excluded.stock`,
    shop,
    reward,
    stock,
  );

/** Gives back what a redemption took of the stock, if it took any. */
export const returnToStock = (row: RedemptionRow): Statement[] =>
  row.is_counted === 0
    ? []
    : [
        statement(
          "UPDATE rewards SET taken = taken - 1 WHERE shop = ?1 AND id = ?2",
          row.shop,
          row.reward,
        ),
      ];

/** A member's redemptions, open holds among them. */
export const redemptionsOfMember: Belonging = {
  table: "redemptions",
  column: "member",
  key: ["id"],
  renumber: (to) => ({
    takes: renumberedTakes("takes", to),
    given: `iif(given ->> 2 > 0, json_replace(given, '$[2]', (given ->> 2) + ${to.by}), given)`,
  }),
  lots: "SELECT x.given ->> 2 AS lot WHERE x.given ->> 2 > 0",
  held: `SELECT json_array(x.unit, x.cost, x.hold_until) AS held WHERE x.status = 'held'`,
};

/** A redemption follows its voucher to the code that takes the place of a lost one. */
export const followVoucher: VoucherFollower = (fresh) => {
  const key = causeKey("redemption", fresh.cause);
  if (key === null) return [];
  const sql = "UPDATE redemptions SET voucher = ?3 WHERE shop = ?1 AND id = ?2";
  return [statement(sql, fresh.shop, key, fresh.code)];
};
