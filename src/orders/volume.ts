import type { Context } from "../core/context";
import { rowsOf, statement } from "../core/database";
import { read } from "../core/transact";
import { sum } from "../lib/numbers";
import { orderFrom } from "./codec";
import { keptGoods } from "./order";
import type { OrderRow } from "./tables";

/** Orders read at once. */
const PAGE = 200;

/** What a member bought in a time and kept of it: goods, as the orders now stand. */
export async function goodsOf(
  ctx: Context,
  member: string,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<number> {
  let goods = 0;
  let last: Pick<OrderRow, "placed_at" | "id" | "source"> = { placed_at: from, id: "", source: "" };
  for (let page = PAGE; page === PAGE; ) {
    const rows = await read(ctx, [
      statement(
        `SELECT * FROM orders INDEXED BY orders_by_member
         WHERE shop = ?1 AND member = ?2 AND is_kept = 1 AND placed_at >= ?3 AND placed_at < ?4
           AND (placed_at, id, source) > (?3, ?5, ?6)
         ORDER BY placed_at, id, source LIMIT ${PAGE}`,
        ctx.shop.id,
        member,
        last.placed_at,
        until,
        last.id,
        last.source,
      ),
    ]);
    const found = rowsOf<OrderRow>(rows, 0);
    goods += sum(found.map((row) => keptGoods(orderFrom(row))));
    page = found.length;
    last = found.at(-1) ?? last;
  }
  return goods;
}
