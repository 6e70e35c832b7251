import type { Context } from "../core/context";
import { type Batch, firstOf, type Statement, statement } from "../core/database";
import { refuse } from "../core/errors";
import { localDay } from "../lib/time";

const dayOf = (ctx: Context): string => localDay(ctx.now, ctx.shop.timeZone);

/** Reads what the calling key has given today. */
export const findGoodwill = (ctx: Context): Statement =>
  statement(
    "SELECT given FROM goodwill WHERE shop = ?1 AND credential = ?2 AND local_day = ?3",
    ctx.shop.id,
    ctx.caller.credential,
    dayOf(ctx),
  );

/** @throws {DomainError} goodwill_exceeded */
export function checkGoodwill(ctx: Context, rows: Batch, index: number, amount: number): void {
  const limit = ctx.caller.goodwillLimit;
  if (limit === null) return;
  const left = limit - (firstOf<{ given: number }>(rows, index)?.given ?? 0);
  if (amount <= left) return;
  throw refuse("goodwill_exceeded", "/amount", `The key may give ${Math.max(0, left)} more today.`);
}

/** Counts a gift towards the key's day; CHECK goodwill_exceeded decides between parallel ones. */
export function goodwillWrites(ctx: Context, amount: number): Statement[] {
  const limit = ctx.caller.goodwillLimit;
  if (limit === null || amount <= 0) return [];
  return [
    statement(
      `INSERT INTO goodwill (shop, credential, local_day, given, daily_limit)
       VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (shop, credential, local_day)
       DO UPDATE SET given = given + excluded.given, daily_limit = excluded.daily_limit`,
      ctx.shop.id,
      ctx.caller.credential,
      dayOf(ctx),
      amount,
      limit,
    ),
  ];
}
