import { type Awarding, type AwardLedger, award, emptyLedger, roomFor } from "../awards";
import type { Context } from "../core/context";
import { type Earner, type Evaluated, evaluate, type Occasion } from "../earning";
import type { Effect } from "../effects";
import { earnerFacts, type OpenMember, type Usage } from "../members";
import type { Program } from "../program";
import { levelsAt } from "../tiers";
import { causeText, type VoucherRow } from "../vouchers";
import { orderCause } from "./key";
import type { Order } from "./order";
import { keptOf, occasionOf } from "./rules";
import { type Counted, countedOf } from "./stats";

/** An order in a commit that changes what it gives. */
export interface Earning {
  readonly program: Program;
  readonly member: OpenMember;
  readonly order: Order;
  /** What it counted before the commit. */
  readonly before: Counted;
  /** Of what takes back, e.g. `refund:<source>:<order>:<id>`. */
  readonly cause: string;
  readonly happenedAt: number;
  /** Vouchers that it gave before. */
  readonly vouchers: readonly VoucherRow[];
}

/** Brings what an order gave to what it should give now, by what was recorded of it. */
export const keepUp = (ctx: Context, of: Earning): Effect[] => award(ctx, awarding(of, null));

/** As {@link keepUp}, after the rules have looked at the order anew: it is paid, amended, claimed. */
export function lookAnew(ctx: Context, of: Earning, usage: Usage): Effect[] {
  const evaluated = looked(of, usage, occasionOf(of.order, ctx.shop), of.order.ledger);
  return award(ctx, awarding(of, evaluated));
}

/** As {@link keepUp}, with what the rules give for a handover on top. */
export function lookAtHandover(
  ctx: Context,
  of: Earning,
  usage: Usage,
  handover: Occasion,
): Effect[] {
  // What the order gave stays beside it, and so takes of the room there is.
  const evaluated = looked(of, usage, handover, emptyLedger());
  return award(ctx, { ...awarding(of, evaluated), isMore: true });
}

function awarding(of: Earning, evaluated: Evaluated | null): Awarding {
  const { order, before } = of;
  const after = countedOf(order);
  return {
    ...of,
    ledger: order.ledger,
    cause: orderCause(order),
    reversalCause: of.cause,
    voucherCause: causeText("order", `${order.source}:${order.id}`),
    earnedAt: order.placedAt,
    activatesAt: order.activatesAt ?? order.placedAt,
    deliveredAt: order.ledger.deliveredAt,
    kept: keptOf(order),
    evaluated,
    counted: {
      orders: Number(after.isKept) - Number(before.isKept),
      spend: after.goods - before.goods,
    },
  };
}

const NOTHING: Evaluated = { grants: [], vouchers: [], passed: [] };

/**
 * What the rules say. An order that is not paid, or from before the program, is not looked at.
 *
 * @param replaced what was given before that this stands in place of
 */
function looked(of: Earning, usage: Usage, occasion: Occasion, replaced: AwardLedger): Evaluated {
  const { order, member, program } = of;
  if (order.status !== "paid" || !order.content.earns) return NOTHING;
  const room = roomFor(usage, member.book, replaced);
  return evaluate(program.parts, occasion, earnerOf(of), room);
}

/**
 * Who earned, as of when the order first did: an amendment is decided by what was true then, but
 * for birthday and attributes, which no order keeps.
 */
function earnerOf({ order, member, program, before }: Earning): Earner {
  const { ledger } = order;
  const isAsked = program.parts.earning.rules.length > 0;
  if (isAsked) {
    ledger.earner ??= {
      nthOrder: member.row.kept_orders + Number(!before.isKept),
      levels: levelsAt(member, order.placedAt),
    };
  }
  const then = ledger.earner ?? { nthOrder: 1, levels: [] };
  return { ...then, ...earnerFacts(member) };
}
