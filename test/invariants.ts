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
const nextIn = (state: string, what: string) =>
  `(SELECT ${what} FROM lots l WHERE l.shop = w.shop AND l.member = w.member AND l.unit = w.unit
      AND l.state = '${state}' AND l.due_at < 9007199254740991
    GROUP BY l.due_at ORDER BY l.due_at LIMIT 1)`;

const CHECK = `SELECT w.*,
  ${moved("available")} AS t_available, ${moved("pending")} AS t_pending,
  ${moved("held")} AS t_held, ${moved("owed", -1)} AS t_owed,
  ${inLots("available")} AS l_available, ${inLots("pending")} AS l_pending,
  ${inLots("closed")} AS l_closed,
  ${nextIn("available", "l.due_at")} AS n_expiry, ${nextIn("available", "sum(l.remaining)")} AS n_expiry_amount,
  ${nextIn("pending", "l.due_at")} AS n_activation, ${nextIn("pending", "sum(l.remaining)")} AS n_activation_amount,
  (SELECT coalesce(sum(r.cost), 0) FROM redemptions r WHERE r.shop = w.shop AND r.member = w.member
     AND r.unit = w.unit AND r.status = 'held') AS r_held,
  (SELECT wakes_at FROM members m WHERE m.shop = w.shop AND m.id = w.member) AS wakes_at
  FROM wallets w WHERE w.shop = ?1`;

type Checked = Record<string, number> & { member: string };

/**
 * What does not add up in a shop: written apart from the product's own check, so that both would
 * have to be wrong in the same way. Empty when all is well.
 */
export async function faultsOf(shard: string, shop: string): Promise<string[]> {
  const { results } = await shardNamed(env, shard).prepare(CHECK).bind(shop).all<Checked>();
  return results.flatMap((w) =>
    [
      [
        "wallet is not the sum of transfers",
        same(w, ["available", "pending", "held", "owed"], "t_"),
      ],
      ["wallet is not the sum of lots", same(w, ["available", "pending"], "l_")],
      ["a closed lot holds points", w.l_closed === 0],
      ["held is not the sum of holds", w.held === w.r_held],
      ["a debt beside a balance", !(w.owed && w.available)],
      ["below zero", [w.available, w.pending, w.held, w.owed].every((n) => (n ?? -1) >= 0)],
      ["next expiry", (w.next_expiry_at ?? null) === (w.n_expiry ?? null)],
      ["next expiry amount", (w.next_expiry_amount ?? null) === (w.n_expiry_amount ?? null)],
      ["next activation", (w.next_activation_at ?? null) === (w.n_activation ?? null)],
      [
        "next activation amount",
        (w.next_activation_amount ?? null) === (w.n_activation_amount ?? null),
      ],
      [
        "sleeps beyond what is due",
        (w.wakes_at ?? 0) <= Math.min(w.n_expiry ?? Infinity, w.n_activation ?? Infinity),
      ],
    ]
      .filter(([, holds]) => !holds)
      .map(([fault]) => `${fault}: ${JSON.stringify(w)}`),
  );
}

const same = (w: Checked, accounts: string[], prefix: string) =>
  accounts.every((account) => w[account] === w[`${prefix}${account}`]);
