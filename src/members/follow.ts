import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import type { Fact } from "../core/facts";
import type { ProgramParts } from "../core/registry";
import { expiresAt, type Who } from "../ledger";
import type { Program } from "../program";
import type { OpenMember } from "./member";
import type { Renumbering } from "./merging";

/* What features add to adjustments: units of theirs, and what follows when such units move. */

/** How staff may give and take a unit. */
export interface UnitTerms {
  /** Until when units given at an instant are valid, unless staff says otherwise. */
  readonly expiresAt: (at: number, timeZone: string) => number;
  /** Whether more may be taken than there is, as the program's policy on debts says. */
  readonly mayBeOwed: boolean;
  /** Why an amount makes no sense; null where it does. */
  readonly wrongAmount: (amount: number) => string | null;
}

/** An adjustment, or its reversal, as what follows is told. */
export interface Adjusting {
  readonly program: Program;
  readonly unit: string;
  /** Signed; as it was adjusted, also when that is undone. */
  readonly amount: number;
  readonly cause: string;
}

/** What followed: as answers show it, as facts, and what undoing it needs (JSON). */
export interface Followed {
  readonly effects: readonly object[];
  readonly facts: readonly Fact[];
  readonly kept: unknown;
}

/** A feature that acts when staff gives units: a full stamp card, for instance. */
export interface AdjustmentFollower {
  /** Names what is kept of it with the adjustment. */
  readonly key: string;
  /** How many statements `load` makes. */
  readonly statements: number;
  /** Reads what undoing needs, by what is kept with an adjustment. */
  load(who: Who, adjustment: string): Statement[];
  /** After units came in. */
  follow(ctx: Context, member: OpenMember, by: Adjusting): Followed | null;
  /** Before units that were given are taken back. */
  undo(
    ctx: Context,
    member: OpenMember,
    by: Adjusting,
    before: { readonly kept: unknown; readonly rows: Batch },
  ): Followed | null;
  /** SQL of what is kept, with its numbers of lots changed. */
  renumber(kept: string, to: Renumbering): string;
}

declare module "../core/registry" {
  interface Registry {
    /** Terms of units that features know; null where a unit is none of theirs. */
    readonly unitTerms: readonly ((parts: ProgramParts, unit: string) => UnitTerms | null)[];
    readonly adjustmentFollowers: readonly AdjustmentFollower[];
  }
}

/** Terms of a unit of the program, as it is now; null where it has none of this name. */
export function unitTermsOf({ registry }: Context, parts: ProgramParts, unit: string) {
  const points: UnitTerms = {
    expiresAt: (at, timeZone) => expiresAt(parts.expiry, at, timeZone),
    mayBeOwed: true,
    wrongAmount: () => null,
  };
  if (parts.units.some((u) => u.key === unit)) return points;
  for (const terms of registry.unitTerms) {
    const found = terms(parts, unit);
    if (found) return found;
  }
  return null;
}

/** What an adjustment's row keeps of what followed. */
interface Stored {
  readonly effects: readonly object[];
  readonly kept: Readonly<Record<string, unknown>>;
  /** What its reversal brought. */
  readonly undone?: readonly object[];
}

const storedIn = (json: string | null): Stored =>
  json === null ? { effects: [], kept: {} } : (JSON.parse(json) as Stored);

/** Effects of an adjustment, or of its reversal, for answers. */
export function effectsIn(json: string | null, of: "adjustment" | "reversal"): readonly object[] {
  const { effects, undone = [] } = storedIn(json);
  return of === "adjustment" ? effects : undone;
}

/** What followed on an adjustment or its reversal. */
export interface Outcome {
  /** For the row; null where nothing followed. */
  readonly json: string | null;
  readonly facts: readonly Fact[];
}

/** Lets everything follow on an adjustment that gave something. */
export function followAdjustment(ctx: Context, member: OpenMember, by: Adjusting): Outcome {
  const all = followed(ctx, (follower) => follower.follow(ctx, member, by));
  if (all.length === 0) return { json: null, facts: [] };
  const stored: Stored = {
    effects: all.flatMap(({ effects }) => effects),
    kept: Object.fromEntries(all.map(({ key, kept }) => [key, kept])),
  };
  return { json: JSON.stringify(stored), facts: all.flatMap(({ facts }) => facts) };
}

/** Reads what {@link undoFollowed} needs. */
export const followedStatements = (ctx: Context, who: Who, adjustment: string): Statement[] =>
  ctx.registry.adjustmentFollowers.flatMap((follower) => follower.load(who, adjustment));

/** Undoes what followed on an adjustment. @param rows from those of {@link followedStatements} on */
export function undoFollowed(
  ctx: Context,
  member: OpenMember,
  by: Adjusting,
  before: { readonly json: string | null; readonly rows: Batch },
): Outcome {
  const { kept } = storedIn(before.json);
  let next = 0;
  const all = followed(ctx, (follower) => {
    const rows = before.rows.slice(next, next + follower.statements);
    next += follower.statements;
    return follower.undo(ctx, member, by, { kept: kept[follower.key] ?? null, rows });
  });
  return undone(before.json, all);
}

/** Lets everything follow on the reversal of an adjustment that took something. */
export const followReversal = (
  ctx: Context,
  member: OpenMember,
  by: Adjusting,
  json: string | null,
): Outcome =>
  undone(
    json,
    followed(ctx, (follower) => follower.follow(ctx, member, by)),
  );

type Named = Followed & { readonly key: string };

const followed = (ctx: Context, ask: (f: AdjustmentFollower) => Followed | null): Named[] =>
  ctx.registry.adjustmentFollowers.flatMap((follower) => {
    const outcome = ask(follower);
    return outcome ? [{ ...outcome, key: follower.key }] : [];
  });

function undone(json: string | null, all: readonly Named[]): Outcome {
  if (all.length === 0) return { json, facts: [] };
  const stored: Stored = { ...storedIn(json), undone: all.flatMap(({ effects }) => effects) };
  return { json: JSON.stringify(stored), facts: all.flatMap(({ facts }) => facts) };
}
