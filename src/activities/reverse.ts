import { award, awardsFrom, type StoredAwards, storedAwards, takeBackWidth } from "../awards";
import type { Context } from "../core/context";
import { firstOf, rowsOf } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { effectFacts } from "../effects";
import { addLot, type LotRow, lotFrom } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  opened,
  profileFrom,
} from "../members";
import { type Program, programNumbered } from "../program";
import { causeText, type VoucherRow } from "../vouchers";
import { memberAnswer, reversalAgain, type Snapshot, told } from "./answer";
import {
  activityId,
  activityKey,
  activityStatement,
  causeOf,
  reversalCauseOf,
  whoDid,
} from "./keys";
import { ownLots, ownVouchers, updateActivity } from "./store";
import type { ActivityRow } from "./tables";

/**
 * Undoes an activity, once: everything it gave is taken back by what was recorded of it, unused
 * vouchers and full stamp cards too. What was on the way until it stays available.
 *
 * @throws {DomainError} not_found
 */
export function reverseActivity(ctx: Context, id: string) {
  const key = activityKey(id);
  const who = whoDid(ctx.shop.id, key);
  const factId = newId("fct");
  return transact(ctx, {
    load: (width) => [
      activityStatement(ctx.shop.id, key),
      ownLots(ctx.shop.id, key),
      ownVouchers(ctx.shop.id, key),
      ...memberStatements(ctx, { who, spendable: takeBackWidth(width), whole: ["stamp"] }),
    ],
    decide: async (rows, width): Promise<Decision> => {
      const row = firstOf<ActivityRow>(rows, 0);
      if (!row) throw new DomainError("not_found", "The shop has no such activity.");
      if (row.reversal !== null) {
        const body = await reversalAgain(ctx, row);
        return { status: 200, body, writes: [], fact: null, isReplay: true };
      }
      const { member } = await opened(ctx, rows.slice(3), takeBackWidth(width));
      for (const lot of rowsOf<LotRow>(rows, 1)) addLot(member.book, lotFrom(lot));
      const program = await programNumbered(ctx, row.program);
      return decide(ctx, { program, member, row, vouchers: rowsOf<VoucherRow>(rows, 2), factId });
    },
  });
}

interface Reversing {
  /** By which it was decided. */
  readonly program: Program;
  readonly member: OpenMember;
  readonly row: ActivityRow;
  readonly vouchers: readonly VoucherRow[];
  readonly factId: string;
}

function decide(ctx: Context, { program, member, row, vouchers, factId }: Reversing): Decision {
  const ledger = awardsFrom(JSON.parse(row.ledger) as StoredAwards);
  const effects = award(ctx, {
    member,
    ledger,
    program,
    cause: causeOf(row),
    reversalCause: reversalCauseOf(row),
    voucherCause: causeText("activity", activityId(row.id)),
    earnedAt: row.occurred_at,
    happenedAt: ctx.now,
    activatesAt: row.occurred_at,
    deliveredAt: row.occurred_at,
    stayEndsAt: null,
    kept: () => 0,
    evaluated: null,
    vouchers,
    counted: { orders: 0, spend: 0 },
  });
  const snapshot: Snapshot = {
    effects,
    confirmed: [],
    warnings: [],
    member: memberAnswer(program, member),
    locale: profileFrom(member.row.profile).locale ?? ctx.locale,
    at: ctx.now,
  };
  const after: ActivityRow = {
    ...row,
    ledger: JSON.stringify(storedAwards(ledger)),
    reversal: JSON.stringify(snapshot),
    reversed_at: ctx.now,
  };
  const fact = { type: "activity_reversed", activity: activityId(row.id), of: row.type };
  return {
    status: 200,
    body: told(ctx, program, after, snapshot),
    writes: [updateActivity(after), ...closeMember(ctx, member)],
    fact: factOf(ctx, member, factId, ctx.now, [fact, ...effectFacts(effects)]),
    isRebuiltFromRow: true,
    member: member.row.id,
  };
}
