import type { Context, Locale } from "../core/context";
import { ruleName } from "../earning";
import { type Effect, effectViews } from "../effects";
import { toIso } from "../lib/time";
import { balancesOf, memberBrief, type OpenMember } from "../members";
import { type Program, programNumbered, voiceOf } from "../program";
import type { Warning } from "./input";
import { activityId, PREFIX } from "./keys";
import type { ActivityRow } from "./tables";

/** What was on the way until this activity, and is available with it. */
export interface Confirmed {
  readonly unit: string;
  readonly amount: number;
}

/** What an answer cannot be rebuilt without; a row keeps it for the same answer again. */
export interface Snapshot {
  readonly effects: readonly Effect[];
  readonly confirmed: readonly Confirmed[];
  readonly warnings: readonly Warning[];
  readonly member: ReturnType<typeof memberAnswer>;
  readonly locale: Locale;
  /** When it was told. */
  readonly at: number;
}

/** The member as every answer about an activity shows them. */
export const memberAnswer = (program: Program, member: OpenMember) => ({
  ...memberBrief(program, member),
  wallet: balancesOf(program, member.book),
});

export const brief = (row: ActivityRow) => ({
  id: activityId(row.id),
  externalId: row.id.startsWith(PREFIX) ? null : row.id,
  type: row.type,
  occurredAt: toIso(row.occurred_at),
});

/** An answer, now or again. @param program by which it was decided */
export function told(
  ctx: Context,
  program: Program,
  row: ActivityRow,
  { effects, confirmed, warnings, member, locale, at }: Snapshot,
) {
  const voice = voiceOf(ctx, locale);
  const telling = {
    program: program.parts,
    member: member.id,
    voice,
    now: at,
    ruleName: (rule: string) => ruleName(program.parts, rule, voice),
    lineName: (line: string) => line,
  };
  return {
    activity: { ...brief(row), reversedAt: toIso(row.reversed_at) },
    committed: true,
    warnings,
    effects: effectViews(effects, telling),
    confirmed,
    member,
  };
}

/** The answer that a row keeps, again: it was told before anything was taken back. */
export async function toldAgain(ctx: Context, row: ActivityRow) {
  const program = await programNumbered(ctx, row.program);
  return told(ctx, program, { ...row, reversed_at: null }, JSON.parse(row.answer) as Snapshot);
}

/** The answer to the reversal, again. */
export async function reversalAgain(ctx: Context, row: ActivityRow) {
  const program = await programNumbered(ctx, row.program);
  return told(ctx, program, row, JSON.parse(row.reversal ?? "") as Snapshot);
}
