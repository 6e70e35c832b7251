import type { Context } from "../core/context";
import type { Fact } from "../core/facts";
import type { Freed } from "../ledger";
import { isNews, tellFreed } from "./free";
import { lookAhead } from "./nudge";

/** As much of a journal entry as nudges follow from. */
interface Entry {
  readonly id: string;
  readonly member: string | null;
  readonly recorded_at: number;
  readonly all: readonly Fact[];
}

/** Facts after which a member may have to be looked at earlier than was planned. */
export const LOOKED_AT_AFTER = [
  "order_paid",
  "order_amended",
  "order_cancelled",
  "order_refunded",
  "order_claimed",
  "member_merged",
  "member_unmerged",
  "points_moved",
];

/** A fact that moved points; `freed` are those that had been on the way. */
type Moved = Fact & {
  readonly unit: string;
  readonly moved: Readonly<Record<string, number>>;
  readonly freed?: Freed;
};

const movedIn = (entry: Entry): Moved[] =>
  entry.all.filter((fact): fact is Moved => fact.type === "points_moved");

/** The rhythm or the expiries of a member may have changed: the next look may be earlier. */
export async function lookAfter(ctx: Context, entry: Entry): Promise<void> {
  if (entry.member === null) return;
  const isOrder = entry.all.some(
    (f) => f.type !== "points_moved" && LOOKED_AT_AFTER.includes(f.type),
  );
  const brings = ({ moved }: Moved) =>
    Object.keys(moved).some((flow) => flow.endsWith(">available"));
  if (!isOrder && !movedIn(entry).some(brings)) return;
  await lookAhead(asOf(ctx, entry), entry.member, ctx.now);
}

/** Points that were on the way are free: their member is told, but not of an import's past. */
export async function tellOfFreed(ctx: Context, entry: Entry): Promise<void> {
  if (entry.member === null || entry.all.some((fact) => fact.isHistory === true)) return;
  const then = asOf(ctx, entry);
  for (const { unit, freed } of movedIn(entry)) {
    if (!freed || !isNews(freed, then.now)) continue;
    await tellFreed(then, { member: entry.member, fact: entry.id, unit, freed });
  }
}

/** What a sandbox's clock ran through follows as of then, as time would have had it. */
const asOf = (ctx: Context, { recorded_at }: Entry): Context =>
  ctx.shop.isSandbox && recorded_at < ctx.now ? { ...ctx, now: recorded_at } : ctx;
