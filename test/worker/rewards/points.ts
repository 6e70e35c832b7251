import type { Context } from "../../../src/core/context";
import { rowsOf, statement } from "../../../src/core/database";
import { transact } from "../../../src/core/transact";
import { fill, settle } from "../../../src/ledger";
import { newId } from "../../../src/lib/ids";
import { DAY } from "../../../src/lib/time";
import {
  closeMember,
  factOf,
  memberStatements,
  openMember,
  parseRef,
  whoIs,
} from "../../../src/members";
import { registry } from "../../../src/registry";
import type { ShopRow } from "../../../src/shops";
import { contextForShop } from "../../../src/shops/system";
import { env, type World } from "../../world";

/** The context of a shop or sandbox, as of its present. */
export async function contextOf(shop: string): Promise<Context> {
  const row = await env.DB.prepare("SELECT * FROM shops WHERE id = ?1").bind(shop).first<ShopRow>();
  if (!row) throw new Error("no such shop");
  return contextForShop(env, row, {
    registry,
    requestId: newId("req"),
    later: (work) => void work,
  });
}

/** Makes a program version that is in force at once. */
export async function useProgram(shop: string, document: object): Promise<void> {
  const ctx = await contextOf(shop);
  await ctx.db.batch([
    statement(
      `INSERT INTO program_versions SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, 'test', ?2, NULL
       FROM program_versions WHERE shop = ?1`,
      shop,
      ctx.now,
      JSON.stringify(document),
    ),
  ]);
}

/** Gives a member available points, one lot for each amount, each a day later to expire. */
export async function givePoints(shop: string, ref: string, ...amounts: number[]): Promise<void> {
  const ctx = await contextOf(shop);
  const who = whoIs(shop, parseRef(ref));
  await transact(ctx, {
    load: () => memberStatements(ctx, { who, spendable: 0 }),
    decide: async (rows) => {
      const member = await openMember(ctx, rows, 0);
      if (!member) throw new Error("no such member");
      for (const [i, amount] of amounts.entries()) {
        fill(member.book, {
          unit: "points",
          amount,
          activatesAt: ctx.now,
          expiresAt: ctx.now + (30 + i) * DAY,
          from: "adjusted",
          entry: { reason: "gift", cause: `test:${i}` },
        });
      }
      settle(member.book);
      const writes = closeMember(ctx, member);
      const fact = factOf(ctx, member, newId("fct"), ctx.now, []);
      return { status: 200, body: {}, writes, fact };
    },
  });
}

/** Makes a member `ext:<name>` of a shop with points to spend. */
export async function memberWith(world: World, name: string, ...amounts: number[]) {
  await world.call(`PUT /v1/members/ext:${name}`, {});
  await givePoints(world.shop, `ext:${name}`, ...amounts);
  return `ext:${name}`;
}

/** Sets a sandbox's clock by days from now, or back to real time. */
export async function travel(world: World, ms: number): Promise<void> {
  await env.DB.prepare("UPDATE shops SET clock_at = ?2 WHERE id = ?1")
    .bind(world.sandbox, Date.now() + ms)
    .run();
}

/** All that must hold for a member: wallets = sum of transfers = sum of lots, nothing below 0. */
export async function faultsOf(shop: string): Promise<unknown[]> {
  const ctx = await contextOf(shop);
  const side = (account: string) =>
    `(SELECT coalesce(sum(CASE WHEN t.to_account = '${account}' THEN amount
        WHEN t.from_account = '${account}' THEN -amount ELSE 0 END), 0) FROM transfers t
      WHERE t.shop = w.shop AND t.member = w.member AND t.unit = w.unit)`;
  const lots = (state: string) =>
    `(SELECT coalesce(sum(remaining), 0) FROM lots l WHERE l.shop = w.shop AND l.member = w.member
      AND l.unit = w.unit AND l.state = '${state}')`;
  const rows = await ctx.db.batch([
    statement(
      `SELECT w.* FROM wallets w WHERE shop = ?1 AND NOT (available = ${side("available")}
         AND pending = ${side("pending")} AND held = ${side("held")}
         AND available = ${lots("available")} AND pending = ${lots("pending")}
         AND held = (SELECT coalesce(sum(cost), 0) FROM redemptions r WHERE r.shop = w.shop
           AND r.member = w.member AND r.unit = w.unit AND r.status = 'held'))`,
      shop,
    ),
  ]);
  return rowsOf(rows, 0);
}

export const MUG = {
  id: "mug",
  kind: "free_product",
  sku: "MUG",
  name: { de: "Tasse", en: "Mug" },
  cost: { points: 500 },
  costAmount: 400,
};
