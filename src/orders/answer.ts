import type { Context, Locale } from "../core/context";
import type { Voice } from "../core/registry";
import { grouped } from "../lib/codes";
import { NEVER } from "../lib/time";
import { type Balance, balancesOf, memberBrief, type OpenMember, type Stage } from "../members";
import { type Program, programNumbered, voiceOf } from "../program";
import { contentFrom } from "./codec";
import { effectViews } from "./effects";
import type { Warning } from "./input";
import { claimCodeOf, orderId } from "./key";
import { type Order, statusOf } from "./order";
import type { EarnedEffect, OrderEffect } from "./rules";
import type { OrderRow } from "./tables";

/**
 * What the first answer to an order cannot be rebuilt without. Short names and lists, as it is part
 * of every order's row.
 */
export interface Snapshot {
  /** Status then. */
  s: ReturnType<typeof statusOf>;
  /** [line, rule, unit, amount, seq] of what was earned. */
  e?: [string, string, string, number, number][];
  /** Dates of what was earned: activation, expiry (0 = never). */
  x?: [number, number];
  /** The member: id, stage, balances [available, pending, held, owed]. */
  m?: [string, Stage, Record<string, [number, number, number, number]>];
  w?: readonly Warning[];
  l: Locale;
}

export interface Placed {
  readonly program: Program;
  readonly order: Order;
  readonly member: OpenMember | null;
  readonly effects: readonly OrderEffect[];
  readonly warnings: readonly Warning[];
  readonly voice: Voice;
}

export const answerJson = (snapshot: Snapshot): string => JSON.stringify(snapshot);

/** The first answer to an order, and what its row keeps of it. */
export async function placedAnswer(ctx: Context, placed: Placed) {
  const snapshot = snapshotOf(placed);
  const { program, order } = placed;
  return { snapshot, body: await told(ctx, { program, order, snapshot, now: ctx.now }) };
}

function snapshotOf({ program, order, member, effects, warnings, voice }: Placed): Snapshot {
  const earned = effects.filter((e): e is EarnedEffect => e.type === "points_earned");
  const dates = earned[0];
  const snapshot: Snapshot = { s: statusOf(order), l: voice.locale };
  if (earned.length > 0) {
    snapshot.e = earned.map((e) => [e.line, e.rule, e.unit, e.amount, e.seq]);
  }
  if (dates) snapshot.x = [dates.activatesAt, dates.expiresAt >= NEVER ? 0 : dates.expiresAt];
  if (warnings.length > 0) snapshot.w = warnings;
  if (member) {
    const { id, stage } = memberBrief(program, member);
    snapshot.m = [id, stage, balanceTuples(balancesOf(program, member.book))];
  }
  return snapshot;
}

const balanceTuples = (balances: Record<string, Balance>) =>
  Object.fromEntries(
    Object.entries(balances).map(([unit, b]): [string, [number, number, number, number]] => [
      unit,
      [b.available, b.pending, b.held, b.owed ?? 0],
    ]),
  );

/** The first answer again, from the order's row. */
export async function replayAnswer(ctx: Context, row: OrderRow) {
  const program = await programNumbered(ctx, row.program ?? 0);
  const order = { id: row.id, source: row.source, content: contentFrom(row.content) };
  const snapshot = JSON.parse(row.answer) as Snapshot;
  return told(ctx, { program, order, snapshot, now: row.recorded_at });
}

interface Telling {
  readonly program: Program;
  readonly order: Pick<Order, "id" | "source" | "content">;
  readonly snapshot: Snapshot;
  readonly now: number;
}

async function told(ctx: Context, { program, order, snapshot, now }: Telling) {
  const [activatesAt, expires] = snapshot.x ?? [0, 0];
  const effects = (snapshot.e ?? []).map(
    ([line, rule, unit, amount, seq]): EarnedEffect => ({
      type: "points_earned",
      line,
      rule,
      unit,
      amount,
      seq,
      activatesAt,
      expiresAt: expires || NEVER,
    }),
  );
  const member = snapshot.m?.[0] ?? null;
  const voice = voiceOf(ctx, snapshot.l);
  const code = member ? null : await claimCodeOf(ctx.env.SIGNING_SECRET, ctx.shop.id, order);
  return {
    order: orderBrief(order, snapshot.s),
    committed: true,
    warnings: snapshot.w ?? [],
    claimCode: code && grouped(code),
    effects: effectViews(effects, {
      program,
      lines: order.content.lines,
      member: member ?? "",
      voice,
      now,
    }),
    member: snapshot.m ? memberTold(snapshot.m) : null,
  };
}

export const orderBrief = (
  order: Pick<Order, "id" | "source">,
  status: ReturnType<typeof statusOf>,
) => ({ id: orderId(order), externalId: order.id, source: order.source, status });

function memberTold([id, stage, balances]: NonNullable<Snapshot["m"]>) {
  const wallet = Object.fromEntries(
    Object.entries(balances).map(([unit, [available, pending, held, owed]]): [string, Balance] => [
      unit,
      { available, pending, held, ...(owed > 0 ? { owed } : {}) },
    ]),
  );
  return { id, stage, tier: null, wallet };
}

/** The member as every answer about an order shows them. */
export const memberAnswer = (program: Program, member: OpenMember | null) =>
  member && { ...memberBrief(program, member), wallet: balancesOf(program, member.book) };
