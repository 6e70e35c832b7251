import {
  type CheckoutRow,
  causeOf,
  checkoutStatement,
  codesText,
  type HeldCode,
  insertCheckout,
  MAX_HELD,
  useWrites,
} from "../checkout";
import type { Context } from "../core/context";
import { rowsOf, type Statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { insertTimer } from "../core/timers";
import { type Decision, transact } from "../core/transact";
import { spend, type Take } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { addDuration, toIso } from "../lib/time";
import { checkSpender, closeMember, parseRef, turnOf } from "../members";
import { holdVoucher } from "../vouchers";
import { type CheckoutCart, cartStatements, checkCart, type OpenCart, openCart } from "./carts";
import { evaluated } from "./evaluate";
import { factFor } from "./facts";
import { creditUnit, type Price, priceOf } from "./price";

export interface CartToHold extends CheckoutCart {
  readonly id: string;
  readonly ttl?: string | null | undefined;
}

/** Which kind of timer ends a guest's cart; a member's ends when the member is woken. */
export const CHECKOUT_TIMER = "checkout";

/**
 * Prices a cart and sets aside what it is to be paid with, until its order captures it or the time
 * is over. What does not apply is told, and not held.
 *
 * @throws {DomainError} checkout_differs, currency_differs, duplicate_line, not_found, member_erased,
 *   too_many_holds, contact_may_not_redeem
 */
export async function holdCart(ctx: Context, cart: CartToHold) {
  checkCart(ctx, cart);
  const hash = await sha256(canonicalJson(cart));
  const factId = newId("fct");
  return transact(ctx, {
    turn: cart.member
      ? turnOf(ctx.shop.id, parseRef(cart.member, "/member"))
      : `${ctx.shop.id} checkout ${cart.id}`,
    load: () => [checkoutStatement(ctx.shop.id, cart.id), ...cartStatements(ctx, cart)],
    decide: async (rows) => {
      const earlier = rowsOf<CheckoutRow>(rows, 0)[0];
      if (earlier) return repeat(earlier, hash);
      const open = await openCart(ctx, cart, rows.slice(1));
      mustSpend(ctx, open);
      if ((open.member?.parts.heldCarts ?? 0) >= MAX_HELD) {
        throw new DomainError("too_many_holds", "Release some of the member's carts first.");
      }
      return hold(ctx, open, { cart, hash, factId });
    },
  });
}

/** @throws {DomainError} contact_may_not_redeem, where what is the member's is to be set aside */
function mustSpend(ctx: Context, { cart, member, offers }: OpenCart): void {
  const isAsked = cart.credit !== 0 || offers.some(({ voucher }) => voucher !== null);
  if (member && cart.member && isAsked) {
    checkSpender(ctx, member, parseRef(cart.member, "/member"));
  }
}

function repeat(row: CheckoutRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("checkout_differs", "Hold another cart under another id.");
  }
  const body = JSON.parse(row.answer) as object;
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

interface Holding {
  readonly cart: CartToHold;
  readonly hash: string;
  readonly factId: string;
}

function hold(ctx: Context, open: OpenCart, { cart, hash, factId }: Holding): Decision {
  const { program, member } = open;
  const price = priceOf(ctx, open);
  const until = addDuration(ctx.now, cart.ttl ?? program.parts.checkout.holdFor, ctx.shop.timeZone);
  const { codes, writes } = setAside(ctx, open, price, { id: cart.id, until });
  const takes = creditSetAside(ctx, open, price, cart.id);
  const body = {
    ...evaluated(ctx, open, price),
    committed: true,
    checkout: checkoutView(ctx, { id: cart.id, status: "held", hold_until: until }),
  };
  const row: CheckoutRow = {
    shop: ctx.shop.id,
    id: cart.id,
    member: member?.row.id ?? null,
    status: "held",
    credit: price.credit.used,
    takes: JSON.stringify(takes),
    codes: codesText(codes),
    hold_until: until,
    order_ref: null,
    program: program.number,
    request_hash: hash,
    answer: JSON.stringify(body),
    created_at: ctx.now,
    ended_at: null,
  };
  member?.book.alsoDueAt.push(until);
  const fact: Fact = { type: "checkout_held", checkout: cart.id, credit: row.credit };
  return {
    status: 201,
    body,
    writes: [
      ...writes,
      insertCheckout(row),
      ...(member
        ? closeMember(ctx, member)
        : [insertTimer(ctx, { dueAt: until, subject: cart.id, kind: CHECKOUT_TIMER })]),
    ],
    fact: factFor(ctx, member, factId, ctx.now, [fact]),
    member: row.member,
  };
}

/** Sets the codes aside that apply: vouchers under their own guard, shared ones by counting a use. */
function setAside(
  ctx: Context,
  { cart, offers, program, member }: OpenCart,
  price: Price,
  by: { readonly id: string; readonly until: number },
): { codes: HeldCode[]; writes: Statement[] } {
  const applied = offers.flatMap((offer, i) => {
    const code = price.codes[i];
    return code?.reasons.length === 0 ? [{ offer, code }] : [];
  });
  const codes = applied.map(({ offer, code }): HeldCode => {
    const lines = cart.items.flatMap((item, i): [string, number][] => {
      const amount = code.lines[i] ?? 0;
      return amount > 0 ? [[item.id, amount]] : [];
    });
    return { key: offer.key, isShared: offer.shared !== null, lines };
  });
  const shared = codes.filter(({ isShared }) => isShared).map(({ key }) => key);
  return {
    codes,
    writes: [
      ...applied.flatMap(({ offer }) =>
        offer.voucher ? [holdVoucher(offer.voucher, by.id, by.until)] : [],
      ),
      ...useWrites({ program, member, shop: ctx.shop.id }, shared, 1),
    ],
  };
}

const creditSetAside = (ctx: Context, open: OpenCart, price: Price, id: string): Take[] =>
  open.member === null || price.credit.used === 0
    ? []
    : spend(open.member.book, creditUnit(ctx), "held", price.credit.used, {
        reason: "hold",
        cause: causeOf(id),
        program: open.program.number,
      });

/** A checkout as answers tell it, as of `now`: one past its time is released, whoever noticed. */
export const checkoutView = (
  { now }: Pick<Context, "now">,
  row: Pick<CheckoutRow, "id" | "status" | "hold_until"> & { readonly order_ref?: string | null },
) => ({
  id: row.id,
  status: row.status === "held" && row.hold_until <= now ? ("released" as const) : row.status,
  holdUntil: toIso(row.hold_until),
  order: row.order_ref ?? null,
});
