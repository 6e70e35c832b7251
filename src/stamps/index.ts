import type { Context } from "../core/context";
import type { Effect, Given } from "../effects";
import type { Take } from "../ledger";
import type { OpenMember } from "../members";
import type { Program } from "../program";

export { stampsProgram } from "./program";

/** A card that was filled, as the order or activity that filled it remembers it. */
export interface Completion {
  readonly card: string;
  /** The stamps that it took. */
  readonly takes: readonly Take[];
  readonly given: Given;
}

/** By what cards are filled. */
export interface Filling {
  readonly program: Program;
  /** Of the ledger, of what filled it: `order:…`, `activity:…`, `adjustment:…`. */
  readonly cause: string;
  readonly happenedAt: number;
}

/** Takes the stamps of every card that is full, and gives what it brings. */
export const completeCards = (
  _ctx: Context,
  _member: OpenMember,
  _filling: Filling,
): { effects: Effect[]; completions: Completion[] } => ({ effects: [], completions: [] });
