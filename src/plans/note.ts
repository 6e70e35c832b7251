import {
  type AwardLedger,
  countingOf,
  differenceOf,
  emptyLedger,
  pointsOf,
  type Used,
  usedOf,
} from "../awards";
import type { Context } from "../core/context";
import type { Effect } from "../effects";
import { type Count, countIn, type OpenMember } from "../members";
import type { Program } from "../program";
import type { Done } from "../tiers";
import type { Step } from "./recorded";

/** What an order or activity had given. */
export interface Noted {
  readonly used: ReadonlyMap<string, Used>;
  readonly points: ReadonlyMap<string, number>;
}

export const noted = (ledger: AwardLedger): Noted => ({
  used: usedOf(ledger),
  points: pointsOf(ledger),
});

const UNNOTED = noted(emptyLedger());

/** What came of an order, handover or activity. */
export interface Came {
  readonly program: Program;
  /** When it was earned. */
  readonly at: number;
  readonly effects: readonly Effect[];
  readonly ledger: AwardLedger;
  readonly counted: Omit<Done, "at" | "points">;
  /** What it had given before. */
  readonly was?: Noted;
}

/** What a replay remembers of what was done. */
export interface Memory {
  readonly ctx: Context;
  readonly member: OpenMember;
  readonly counts: Map<string, Count>;
  readonly done: Done[];
}

/** Notes what limits, budgets and tiers count of it, as the commit would. */
export function note(memory: Memory, came: Came): Step {
  const { ctx, member, counts, done } = memory;
  const { program, at, effects, ledger, counted, was = UNNOTED } = came;
  const is = noted(ledger);
  const { counting, drawings } = countingOf({
    parts: program.parts,
    timeZone: ctx.shop.timeZone,
    at,
    before: was.used,
    after: is.used,
  });
  countIn(counts, counting);
  done.push({ at, ...counted, points: differenceOf(was.points, is.points) });
  const used = [...is.used].map(([rule, { amount }]): [string, number] => {
    return [rule, amount - (was.used.get(rule)?.amount ?? 0)];
  });
  return { at: member.book.now, program, effects, used: new Map(used), drawn: drawings };
}
