import { env } from "cloudflare:workers";
import { shardNamed } from "../src/core/env";

/** An account's balance from a member's transfers; what is owed counts the other way round. */
const moved = (account: string, sign = 1) =>
  `(SELECT coalesce(sum(CASE WHEN t.to_account = '${account}' THEN ${sign} * t.amount
      WHEN t.from_account = '${account}' THEN ${-sign} * t.amount ELSE 0 END), 0)
    FROM transfers t WHERE t.shop = w.shop AND t.member = w.member AND t.unit = w.unit)`;
const inLots = (state: string, column = "remaining") =>
  `(SELECT coalesce(sum(l.${column}), 0) FROM lots l WHERE l.shop = w.shop AND l.member = w.member
      AND l.unit = w.unit AND l.state = '${state}')`;
/** Beyond any date; what never expires is the last number of all. */
const [UNDATED, NEVER] = [8_640_000_000_000_001, 9_007_199_254_740_991];
const nextIn = (state: string, what: string, awaits = "l.awaits IS NULL") =>
  `(SELECT ${what} FROM lots l WHERE l.shop = w.shop AND l.member = w.member AND l.unit = w.unit
      AND l.state = '${state}' AND l.due_at < ${UNDATED}
      AND (l.state = 'available' OR ${awaits})
    GROUP BY l.due_at ORDER BY l.due_at LIMIT 1)`;

/** What went from one account to another, or to or from any but some. */
const sumOf = (where: string) =>
  `(SELECT coalesce(sum(t.amount), 0) FROM transfers t
    WHERE t.shop = w.shop AND t.member = w.member AND t.unit = w.unit AND (${where}))`;

/** What a merge brought, or took, that transfers of another member tell. */
const carried = (column: string) =>
  `(SELECT coalesce(sum(c.${column}), 0) FROM carried c
    WHERE c.shop = w.shop AND c.member = w.member AND c.unit = w.unit)`;

const CHECK = `SELECT w.*,
  ${sumOf("t.from_account = 'issued' OR t.from_account = 'topped_up' AND t.to_account = 'donated'")}
    + ${carried("earned")}
    - ${sumOf("t.from_account = 'donated' AND t.to_account = 'topped_up'")}
    - ${sumOf("(t.to_account = 'reversed' AND t.from_account <> 'waived' OR t.to_account = 'waived')")} AS t_earned,
  ${sumOf("t.to_account = 'redeemed'")} - ${sumOf("t.from_account = 'redeemed'")}
    + ${carried("spent")} AS t_spent,
  ${moved("available")} AS t_available, ${moved("pending")} AS t_pending,
  ${moved("held")} AS t_held, ${moved("owed", -1)} AS t_owed,
  ${inLots("available")} AS l_available, ${inLots("pending")} AS l_pending,
  ${inLots("closed")} AS l_closed,
  ${nextIn("available", "l.due_at")} AS n_expiry, ${nextIn("available", "sum(l.remaining)")} AS n_expiry_amount,
  ${nextIn("pending", "l.due_at")} AS n_activation, ${nextIn("pending", "sum(l.remaining)")} AS n_activation_amount,
  ${nextIn("pending", "l.due_at", "l.awaits IS NOT NULL")} AS n_deadline,
  ${nextIn("pending", "sum(l.remaining)", "l.awaits IS NOT NULL")} AS n_deadline_amount,
  (SELECT coalesce(sum(l.remaining), 0) FROM lots l WHERE l.shop = w.shop AND l.member = w.member
     AND l.unit = w.unit AND l.state = 'available' AND l.due_at >= ${UNDATED}
     AND l.due_at < ${NEVER}) AS l_lapsing,
  (SELECT coalesce(sum(r.cost), 0) FROM redemptions r WHERE r.shop = w.shop AND r.member = w.member
     AND r.unit = w.unit AND r.status = 'held')
  + iif(w.unit GLOB 'credit:*', (SELECT coalesce(sum(c.credit), 0) FROM checkouts c
     WHERE c.shop = w.shop AND c.member = w.member AND c.status = 'held'), 0) AS r_held,
  (SELECT wakes_at FROM members m WHERE m.shop = w.shop AND m.id = w.member) AS wakes_at
  FROM wallets w WHERE w.shop = ?1`;

/** What left a member for another came to one: over the shop nothing is lost or made on the way. */
const PASSED = `SELECT unit, sum(CASE WHEN to_account = 'transferred' THEN amount ELSE -amount END)
    AS lost
  FROM transfers WHERE shop = ?1 AND 'transferred' IN (from_account, to_account)
  GROUP BY unit HAVING lost <> 0`;

type Checked = Record<string, number> & { member: string };

/**
 * What does not add up in a shop: written apart from the product's own check, so that both would
 * have to be wrong in the same way. Empty when all is well.
 */
export async function faultsOf(shard: string, shop: string): Promise<string[]> {
  const database = shardNamed(env, shard);
  const { results } = await database.prepare(CHECK).bind(shop).all<Checked>();
  const passed = await database.prepare(PASSED).bind(shop).all();
  const lost = passed.results.map((row) => `lost on the way: ${JSON.stringify(row)}`);
  return results
    .flatMap((w) =>
      [
        ...nextFaults(w),
        [
          "wallet is not the sum of transfers",
          same(w, ["available", "pending", "held", "owed", "earned", "spent"], "t_"),
        ],
        ["wallet is not the sum of lots", same(w, ["available", "pending"], "l_")],
        ["a closed lot holds points", w.l_closed === 0],
        ["held is not the sum of holds", w.held === w.r_held],
        ["a debt beside a balance", !(w.owed && w.available)],
        ["below zero", [w.available, w.pending, w.held, w.owed].every((n) => (n ?? -1) >= 0)],
        ["what lapses is not the sum of its lots", w.lapsing === w.l_lapsing],
        ["lapses at no time", w.lapsing === 0 || (w.lapses_at ?? 0) > 0],
        ["sleeps beyond what is due", (w.wakes_at ?? 0) <= nextOf(w)],
      ]
        .filter(([, holds]) => !holds)
        .map(([fault]) => `${fault}: ${JSON.stringify(w)}`),
    )
    .concat(lost);
}

const nextFaults = (w: Checked): [string, boolean][] =>
  ["expiry", "activation", "deadline"].flatMap((what): [string, boolean][] => [
    [`next ${what}`, (w[`next_${what}_at`] ?? null) === (w[`n_${what}`] ?? null)],
    [`next ${what} amount`, (w[`next_${what}_amount`] ?? null) === (w[`n_${what}_amount`] ?? null)],
  ]);

const nextOf = (w: Checked): number =>
  Math.min(
    ...[w.n_expiry, w.n_activation, w.n_deadline].map((at) => at ?? Infinity),
    w.lapsing ? (w.lapses_at ?? 0) : Infinity,
  );

const same = (w: Checked, accounts: string[], prefix: string) =>
  accounts.every((account) => w[account] === w[`${prefix}${account}`]);
