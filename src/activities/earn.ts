import { type AwardLedger, award, roomFor } from "../awards";
import type { Context } from "../core/context";
import { evaluate } from "../earning";
import type { Effect } from "../effects";
import { earnerFacts, type OpenMember, type Usage } from "../members";
import type { Program } from "../program";
import { levelsAt } from "../tiers";
import { causeText } from "../vouchers";
import type { ActivityData } from "./input";
import { activityId, causeOf, reversalCauseOf } from "./keys";
import { occasionOf } from "./occasion";

/** Something that was done, by its row's key. */
export interface Done {
  readonly key: string;
  readonly type: string;
  readonly data: ActivityData;
  readonly occurredAt: number;
}

export interface Earning {
  /** Of when it happened. */
  readonly program: Program;
  readonly member: OpenMember;
  readonly usage: Usage;
}

/** Gives what rules give for an activity, and notes it in its ledger. */
export function earn(ctx: Context, of: Earning, done: Done, ledger: AwardLedger): Effect[] {
  const { program, member, usage } = of;
  const { type, occurredAt } = done;
  const levels = levelsAt(member, occurredAt);
  ledger.earner = { nthOrder: member.row.kept_orders, levels, cause: member.row.cause };
  const evaluated = evaluate(
    program.parts,
    occasionOf(ctx, done),
    { ...earnerFacts(member), ...ledger.earner },
    roomFor(usage, member.book, ledger),
  );
  const named = { type, id: done.key };
  return award(ctx, {
    member,
    ledger,
    program,
    cause: causeOf(named),
    reversalCause: reversalCauseOf(named),
    voucherCause: causeText("activity", activityId(done.key)),
    earnedAt: occurredAt,
    happenedAt: occurredAt,
    activatesAt: occurredAt,
    // What is done needs no delivery: a wait counts from then.
    deliveredAt: occurredAt,
    stayEndsAt: null,
    kept: ({ amount }) => amount,
    evaluated,
    vouchers: [],
    counted: { orders: 0, spend: 0 },
  });
}
