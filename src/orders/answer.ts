import type { Context, Locale } from "../core/context";
import type { Voice } from "../core/registry";
import type { Effect, Moved } from "../effects";
import { grouped } from "../lib/codes";
import { NEVER } from "../lib/time";
import { type Balance, balancesOf, memberBrief, type OpenMember, type Stage } from "../members";
import { type Program, programNumbered, voiceOf } from "../program";
import { mustFit } from "./bound";
import { contentFrom } from "./codec";
import { orderEffectViews } from "./effects";
import type { Warning } from "./input";
import { claimCodeOf, orderId } from "./key";
import { type Order, statusOf } from "./order";
import type { OrderRow } from "./tables";

/**
 * What the first answer to an order cannot be rebuilt without. Short names and lists, as it is part
 * of every order's row.
 */
export interface Snapshot {
  /** Status then. */
  s: ReturnType<typeof statusOf>;
  /** What it gave; see {@link StoredEffect}. */
  e?: StoredEffect[];
  /** Dates of most of it: activation, expiry (0 = never). */
  x?: [number, number];
  /** The member: id, stage, balances [available, pending, held, owed], tier. */
  m?: [string, Stage, Record<string, [number, number, number, number]>, (string | null)?];
  w?: readonly Warning[];
  l: Locale;
}

/**
 * Units given as [line, rule, unit, amount, seq, activation, expiry], line 0 for none, without the
 * dates where they are those of most; anything else as it is.
 */
type StoredEffect =
  | [string | 0, string, string, number, number, number?, number?]
  | Exclude<Effect, Moved>
  | Moved;

export interface Placed {
  readonly program: Program;
  readonly order: Order;
  readonly member: OpenMember | null;
  readonly effects: readonly Effect[];
  readonly warnings: readonly Warning[];
  readonly voice: Voice;
}

export const answerJson = (snapshot: Snapshot): string => JSON.stringify(snapshot);

/** The first answer to an order, and what its row keeps of it. */
export async function placedAnswer(ctx: Context, placed: Placed) {
  const snapshot = snapshotOf(placed);
  const { program, order } = placed;
  const body = await told(ctx, { program, order, snapshot, now: ctx.now });
  mustFit(body);
  return { snapshot, body };
}

function snapshotOf({ program, order, member, effects, warnings, voice }: Placed): Snapshot {
  const first = effects.find((e): e is Moved => e.type === "given");
  const snapshot: Snapshot = { s: statusOf(order), l: voice.locale };
  if (effects.length > 0) snapshot.e = effects.map((effect) => storedEffect(effect, first));
  if (first) snapshot.x = [first.activatesAt, orNever(first.expiresAt)];
  if (warnings.length > 0) snapshot.w = warnings;
  if (member) {
    const { id, stage, tier } = memberBrief(program, member);
    snapshot.m = [id, stage, balanceTuples(balancesOf(program, member.book))];
    if (tier !== null) snapshot.m.push(tier);
  }
  return snapshot;
}

const orNever = (at: number): number => (at >= NEVER ? 0 : at);

function storedEffect(effect: Effect, first: Moved | undefined): StoredEffect {
  if (effect.type !== "given") return effect;
  const { line, rule, unit, amount, seq, activatesAt, expiresAt } = effect;
  const isUsual = activatesAt === first?.activatesAt && expiresAt === first.expiresAt;
  const key: [string | 0, string, string, number, number] = [line ?? 0, rule, unit, amount, seq];
  return isUsual ? key : [...key, activatesAt, orNever(expiresAt)];
}

function effectIn(stored: StoredEffect, usual: readonly [number, number]): Effect {
  if (!Array.isArray(stored)) return stored;
  const [line, rule, unit, amount, seq, activatesAt = usual[0], expires = usual[1]] = stored;
  const dates = { activatesAt, expiresAt: expires || NEVER };
  return { type: "given", unit, amount, waived: 0, ...dates, rule, line: line || null, seq };
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
  const effects = (snapshot.e ?? []).map((stored) => effectIn(stored, snapshot.x ?? [0, 0]));
  const member = snapshot.m?.[0] ?? null;
  const voice = voiceOf(ctx, snapshot.l);
  const code = member ? null : await claimCodeOf(ctx.env.SIGNING_SECRET, ctx.shop.id, order);
  return {
    order: orderBrief(order, snapshot.s),
    committed: true,
    warnings: snapshot.w ?? [],
    claimCode: code && grouped(code),
    effects: orderEffectViews(effects, {
      program: program.parts,
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

function memberTold([id, stage, balances, tier = null]: NonNullable<Snapshot["m"]>) {
  const wallet = Object.fromEntries(
    Object.entries(balances).map(([unit, [available, pending, held, owed]]): [string, Balance] => [
      unit,
      { available, pending, held, ...(owed > 0 ? { owed } : {}) },
    ]),
  );
  return { id, stage, tier, wallet };
}

/** The member as every answer about an order shows them. */
export const memberAnswer = (program: Program, member: OpenMember | null) =>
  member && { ...memberBrief(program, member), wallet: balancesOf(program, member.book) };
