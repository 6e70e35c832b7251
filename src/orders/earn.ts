import { type Awarding, type AwardLedger, award, emptyLedger, roomAfter, roomFor } from "../awards";
import type { Context } from "../core/context";
import type { ProgramParts } from "../core/registry";
import { type Earner, type Evaluated, evaluate, type Occasion } from "../earning";
import type { Effect } from "../effects";
import { earnerFacts, type OpenMember, type Usage } from "../members";
import type { Program } from "../program";
import { levelsAt } from "../tiers";
import { causeText, type VoucherRow } from "../vouchers";
import { firstHandedOver, type Handover } from "./handovers";
import { orderCause } from "./key";
import { type Order, reachedOf } from "./order";
import { type HandedOver, handoverOf, keptOf, occasionOf } from "./rules";
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

/** What rules have to know of an order to look at it anew. */
export interface Seen {
  readonly usage: Usage;
  /** As they were recorded. */
  readonly handovers: readonly Handover[];
}

/** As {@link keepUp}, after the rules have looked at the order anew: it is paid, amended, claimed. */
export function lookAnew(ctx: Context, of: Earning, { usage, handovers }: Seen): Effect[] {
  const { order } = of;
  const handed = firstHandedOver(order, handovers);
  const occasions = [
    occasionOf(order, ctx.shop),
    ...handed.map((one) => handoverOf(order, ctx.shop, one)),
  ];
  return award(ctx, awarding(of, looked(of, usage, occasions, order.ledger)));
}

/** As {@link keepUp}, with what the rules give for a handover on top. */
export function lookAtHandover(
  ctx: Context,
  of: Earning,
  usage: Usage,
  handed: HandedOver,
): Effect[] {
  // What the order gave stays beside it, and so takes of the room there is.
  const occasion = handoverOf(of.order, ctx.shop, handed);
  const evaluated = looked(of, usage, [occasion], emptyLedger(), of.order.ledger);
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
    ...reachedOf(order),
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
 * What the rules say of one occasion after the other. An order that is not paid, or from before the
 * program, is not looked at.
 *
 * @param replaced what was given before that this stands in place of
 * @param beside what was given before and stays
 */
function looked(
  of: Earning,
  usage: Usage,
  occasions: readonly Occasion[],
  replaced: AwardLedger,
  beside: AwardLedger = emptyLedger(),
): Evaluated {
  const { order, member, program } = of;
  if (order.status !== "paid" || !order.content.earns) return NOTHING;
  const room = roomFor(usage, member.book, replaced, beside);
  const earner = earnerOf(of);
  const given = new Set([...beside.entries.map((e) => e.rule), ...beside.vouchers.map(([r]) => r)]);
  let all = NOTHING;
  for (const occasion of occasions) {
    const one = evaluate(program.parts, occasion, earner, roomAfter(room, all));
    const isNew = ({ rule }: { readonly rule: string }) =>
      !(given.has(rule) && isOncePerOrder(program.parts, rule));
    const [grants, vouchers] = [one.grants.filter(isNew), one.vouchers.filter(isNew)];
    for (const { rule } of [...grants, ...vouchers]) given.add(rule);
    all = {
      grants: [...all.grants, ...grants],
      vouchers: [...all.vouchers, ...vouchers],
      passed: [...all.passed, ...one.passed],
    };
  }
  return all;
}

/** What is given by the order, and not by what of it was handed over, comes with the first part. */
function isOncePerOrder({ earning }: ProgramParts, id: string): boolean {
  const give = earning.rules.find((rule) => rule.id === id)?.give;
  return (
    give !== undefined && (!("each" in give) || give.each === "order") && give.type !== "multiply"
  );
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
      cause: member.row.cause,
    };
  }
  const then = ledger.earner ?? { nthOrder: 1, levels: [], cause: null };
  return { ...earnerFacts(member), ...then };
}
