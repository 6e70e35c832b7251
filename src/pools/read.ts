import type { Context } from "../core/context";
import { firstOf, rowsOf } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { poolStatement, poolsStatement } from "./store";
import type { PoolRow } from "./tables";
import { poolView } from "./view";

/** Every pool of the shop with its counts. One round trip. */
export async function listPools(ctx: Context) {
  const rows = await read(ctx, [poolsStatement(ctx.shop.id)]);
  const data = rowsOf<PoolRow>(rows, 0).map((row) => poolView(row, ctx.now));
  return { data, nextCursor: null };
}

/** @throws {DomainError} not_found */
export async function readPool(ctx: Context, id: string) {
  const row = firstOf<PoolRow>(await read(ctx, [poolStatement(ctx.shop.id, id)]), 0);
  if (!row) throw new DomainError("not_found", "The shop has no such pool.");
  return poolView(row, ctx.now);
}
