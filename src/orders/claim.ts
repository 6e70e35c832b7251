import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { effectFacts } from "../effects";
import { readCode } from "../lib/codes";
import { equalInConstantTime } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  openMember,
  parseRef,
  profileFrom,
  usageFrom,
  whoIs,
} from "../members";
import { programNumbered, voiceOf } from "../program";
import { memberAnswer, orderBrief } from "./answer";
import { orderFrom } from "./codec";
import { lookAnew } from "./earn";
import { orderEffectViews } from "./effects";
import { factOfOrder } from "./facts";
import { handoverFrom } from "./handovers";
import {
  claimCodeOf,
  findOrder,
  type OrderRef,
  ofOrder,
  orderCause,
  parseOrderRef,
  theOrder,
} from "./key";
import { fulfilmentsOf, usageOfOrder } from "./load";
import { statusOf } from "./order";
import { NOT_COUNTED, recount } from "./stats";
import { updateOrder } from "./store";
import type { FulfilmentRow, OrderRow } from "./tables";

/**
 * Gives a guest's order to a member who has the code from its receipt: it earns as if it had been
 * theirs from the start. The same claim again changes nothing.
 *
 * @throws {DomainError} claim_code_wrong, order_claimed, not_found
 */
export function claimOrder(
  ctx: Context,
  text: string,
  claim: { member: string; claimCode: string },
) {
  const ref = parseOrderRef(text);
  const who = whoIs(ctx.shop.id, parseRef(claim.member, "/member"));
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [
      findOrder(ctx.shop.id, ref),
      usageOfOrder(ctx.shop.id, ref, who),
      fulfilmentsOf(ctx.shop.id, ref),
      ...memberStatements(ctx, { who, spendable: 0, whole: ["stamp"] }),
    ],
    decide: (rows) => decideClaim(ctx, rows, { ref, factId, code: claim.claimCode }),
  });
}

interface Claiming {
  readonly ref: OrderRef;
  readonly factId: string;
  readonly code: string;
}

async function decideClaim(ctx: Context, rows: Batch, claiming: Claiming): Promise<Decision> {
  const row = theOrder(rowsOf<OrderRow>(rows, 0), claiming.ref);
  await checkCode(ctx, row, claiming.code);
  const member = await openMember(ctx, rows.slice(3), 0);
  if (!member) throw refuse("not_found", "/member", "The shop has no such member.");
  if (member.row.erased_at !== null) throw new DomainError("member_erased");
  const isRepeat = row.member === member.row.id;
  if (row.member !== null && !isRepeat) throw new DomainError("order_claimed");
  const program = await programNumbered(ctx, row.program ?? 0);
  const order = { ...orderFrom(row), member: member.row.id };
  const earning = {
    program,
    member,
    order,
    before: NOT_COUNTED,
    cause: orderCause(order),
    happenedAt: order.placedAt,
    vouchers: [],
  };
  const handovers = ofOrder(rowsOf<FulfilmentRow>(rows, 2), order).map(handoverFrom);
  const effects = isRepeat ? [] : lookAnew(ctx, earning, { usage: usageFrom(rows, 1), handovers });
  if (!isRepeat) recount(member, order, NOT_COUNTED, []);
  const voice = voiceOf(ctx, profileFrom(member.row.profile).locale ?? ctx.locale);
  return {
    status: 200,
    body: {
      order: orderBrief(order, statusOf(order)),
      committed: true,
      effects: orderEffectViews(effects, {
        program: program.parts,
        lines: order.content.lines,
        member: member.row.id,
        voice,
        now: ctx.now,
      }),
      member: memberAnswer(program, member),
    },
    writes: [updateOrder(row, order), ...closeMember(ctx, member)],
    fact: factOf(ctx, member, claiming.factId, ctx.now, [
      factOfOrder("order_claimed", order, { total: order.content.total }),
      ...effectFacts(effects),
    ]),
    isReplay: isRepeat,
  };
}

async function checkCode(ctx: Context, row: OrderRow, typed: string): Promise<void> {
  const code = await claimCodeOf(ctx.env.SIGNING_SECRET, ctx.shop.id, row);
  if (equalInConstantTime(readCode(typed), code)) return;
  throw refuse("claim_code_wrong", "/claimCode", "The code is printed on the order's receipt.");
}
