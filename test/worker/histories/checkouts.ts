import { type Row, statement } from "../../../src/core/database";
import { topUp } from "../../../src/credit/top-up";
import { cartToHold } from "../../../src/orders/carts";
import { releaseCart } from "../../../src/orders/held-carts";
import { holdCart } from "../../../src/orders/hold";
import { placeOrder } from "../../../src/orders/place";
import { bodyOf, type Move, type Turn } from "../../histories";
import { PEOPLE } from "./moves";

/* What is paid with besides money, as steps of random histories. */

const buyerOf = ({ c }: Turn): string => PEOPLE[c % PEOPLE.length] ?? PEOPLE[0];

/** Codes that were ever given to anybody: some can be used, some were, some are held. */
async function codesOf({ ctx, a, b }: Turn): Promise<string[]> {
  if (b % 3 === 0) return [];
  const sql = "SELECT code FROM vouchers WHERE shop = ?1 ORDER BY code";
  const [rows = []] = await ctx.db.batch([statement(sql, ctx.shop.id)]);
  const codes = [...rows.map((row: Row) => String(row.code)), "SUMMER"];
  return [codes[a % codes.length] ?? "SUMMER", ...(b % 5 === 0 ? ["SUMMER"] : [])];
}

/** Any of the four buys, and pays a part with store credit or a code. */
export const buy: Move = async (turn) => {
  const { ctx, made, index, a, b } = turn;
  const member = { externalId: buyerOf(turn) };
  const plain = bodyOf(`o${index}`, turn, made.now, { member });
  const credit = a % 3 === 0 ? Math.min(plain.total, b % 1500) : 0;
  const checkout = made.orders.length > 0 && a % 4 === 1 ? `c${b % (index + 1)}` : null;
  const vouchers = await codesOf(turn);
  const paid = checkout === null ? { credit } : { checkout };
  await placeOrder(ctx, { ...plain, ...paid, vouchers });
  made.orders.push({ id: `o${index}`, claimCode: null });
};

export const hold: Move = async (turn) => {
  const { ctx, index, a, b } = turn;
  const { currency, channel, shipping, items } = bodyOf(`c${index}`, turn, turn.made.now);
  const lines = items.map(({ categories, ...item }) => ({ ...item, categories }));
  const cart = cartToHold.parse({
    ...{ id: `c${index}`, currency, channel, shipping, items: lines },
    member: b % 7 === 0 ? null : `ext:${buyerOf(turn)}`,
    vouchers: await codesOf(turn),
    credit: a % 2 ? "all" : b % 900,
    ttl: a % 3 ? "P1D" : "PT10M",
  });
  return holdCart(ctx, cart);
};

export const release: Move = async ({ ctx, index, b }) => releaseCart(ctx, `c${b % (index + 1)}`);

/** A cart whose order comes at once, as at a checkout that works. */
export const holdAndBuy: Move = async (turn) => {
  await hold({ ...turn, b: turn.b * 7 + 1 });
  const { ctx, made, index } = turn;
  const member = { externalId: buyerOf(turn) };
  const body = bodyOf(`o${index}`, turn, made.now, { member, checkout: `c${index}` });
  await placeOrder(ctx, body);
  made.orders.push({ id: `o${index}`, claimCode: null });
};

export const loadUp: Move = async (turn) => {
  const { ctx, index, b } = turn;
  return topUp(ctx, `ext:${buyerOf(turn)}`, { id: `t${index}`, amount: 1 + (b % 3000) });
};
