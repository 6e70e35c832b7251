import type { Context } from "../core/context";
import type { Batch } from "../core/database";
import { type Drawn, spendable } from "../members";
import { type Choosing, costOf } from "./choose";

const NOTHING: Drawn = { writes: [], facts: [] };

/**
 * Draws what a member lacks for a wish on what stands behind them, if the wish says so.
 *
 * @param backing rows of the registry's `backing`
 * @throws {DomainError} what drawing refuses
 */
export async function drawLacking(
  ctx: Context,
  choosing: Choosing,
  backing: { readonly rows: Batch; readonly spendable: number },
  of: { readonly cause: string; readonly factId: string },
): Promise<Drawn> {
  if (!choosing.wish.useHousehold) return NOTHING;
  const { unit, amount } = costOf(ctx, choosing);
  const lacking = amount - spendable(choosing.member.book, unit);
  if (lacking <= 0) return NOTHING;
  const { member } = choosing;
  return ctx.registry.backing.draw(ctx, member, backing, { unit, amount: lacking, ...of });
}
