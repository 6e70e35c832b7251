import {
  type Capture,
  capture,
  type FoundCheckout,
  giveCreditBack,
  type LoadedCodes,
  type RedeemedCodes,
  takesOf,
} from "../checkout";
import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import { move } from "../ledger";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { voucherWarning, type Warning } from "./input";
import { orderCause } from "./key";
import type { Order } from "./order";
import { type CreditOutcome, payCredit } from "./pay-credit";
import { creditUnit } from "./price";
import { useCodes } from "./use-codes";

/** What a new order is paid with besides money. */
export interface Tender {
  readonly program: Program;
  readonly member: OpenMember | null;
  readonly order: Order;
  /** As they were typed. */
  readonly codes: readonly string[];
  /** Minor units; undefined: what its checkout set aside. */
  readonly credit: number | undefined;
  readonly loaded: LoadedCodes;
  readonly held: FoundCheckout;
}

export interface Tendered extends Pick<RedeemedCodes, "facts">, CreditOutcome {
  readonly writes: readonly Statement[];
}

/**
 * Uses an order's codes, takes its store credit, and captures the checkout that held them. The order
 * was paid, so that what is no longer there is told and refuses nothing.
 */
export function tender(ctx: Context, of: Tender): Tendered {
  const { order } = of;
  const captured = order.content.checkout === null ? NO_CHECKOUT : captureFor(ctx, of);
  const held = of.held.vouchers;
  // A lost voucher may have been replaced since it was set aside.
  const codes = captured.codes.map((c) => {
    const key = held.find((voucher) => voucher.key === c.key)?.code ?? c.key;
    return { ...c, key };
  });
  const own = codes.map(({ key }) => key);
  order.content = { ...order.content, vouchers: [...order.content.vouchers, ...own] };
  const used = useCodes(ctx, {
    ...of,
    codes: [...own, ...of.codes],
    loaded: { ...of.loaded, vouchers: [...of.loaded.vouchers, ...held] },
    isCounted: false,
    at: order.placedAt,
    captured: captured.row ? { id: captured.row.id, codes } : null,
  });
  const paid = captured.row ? payHeld(ctx, of, captured.row) : payFreely(ctx, of, captured.credit);
  return {
    writes: [...captured.writes, ...used.writes],
    facts: used.facts,
    effects: paid.effects,
    warnings: [
      ...(captured.warning ? [WARNINGS[captured.warning]] : []),
      ...used.warnings.map(({ code, index }) => toldOf(code, index - own.length)),
      ...paid.warnings,
    ],
  };
}

const NO_CHECKOUT: Capture = { warning: null, row: null, codes: [], credit: 0, writes: [] };

const captureFor = (ctx: Context, { held, member, order }: Tender): Capture =>
  capture(held, { member, order: `${order.source}:${order.id}`, now: ctx.now });

/** @param index among those typed; below 0: of the checkout. */
const toldOf = (code: string, index: number): Warning =>
  index >= 0 ? voucherWarning(code, index) : { ...voucherWarning(code, 0), pointer: "/checkout" };

const about = (code: string, detail: string): Warning => ({ code, detail, pointer: "/checkout" });

const WARNINGS: Record<NonNullable<Capture["warning"]>, Warning> = {
  checkout_unknown: about("checkout_unknown", "The shop has no such checkout."),
  checkout_captured: about("checkout_captured", "Another order has captured it."),
  checkout_expired: about("checkout_expired", "Its time was over: the order took what was left."),
  checkout_of_another_member: about(
    "checkout_of_another_member",
    "It is not the order's member's.",
  ),
};

/** Pays with credit that is set aside; an order that says another sum takes that instead. */
function payHeld(
  ctx: Context,
  { program, member, order, credit }: Tender,
  row: NonNullable<Capture["row"]>,
): CreditOutcome {
  const asked = credit ?? Math.min(row.credit, order.content.total);
  order.content = { ...order.content, credit: asked };
  if (!member || asked !== row.credit) {
    giveCreditBack(row, member, { reason: "release" });
    return payCredit(ctx, { program, member, order }, asked);
  }
  if (asked === 0) return { effects: [], warnings: [] };
  const takes = takesOf(row);
  const unit = creditUnit(ctx);
  const { seq } = move(member.book, unit, "held", "redeemed", asked, {
    reason: "capture",
    cause: orderCause(order),
    program: program.number,
    takes,
  });
  order.ledger.credit = { amount: asked, back: 0, takes };
  return { effects: [{ type: "credit_spent", unit, amount: asked, seq }], warnings: [] };
}

function payFreely(ctx: Context, of: Tender, expired: number): CreditOutcome {
  const { order } = of;
  const asked = of.credit ?? Math.min(expired, order.content.total);
  order.content = { ...order.content, credit: asked };
  return payCredit(ctx, of, asked);
}
