import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./cart-examples";
import * as told from "./cart-schemas";
import { cartToHold, checkoutCart } from "./carts";
import { evaluateCart } from "./evaluate";
import { readHeldCart, releaseCart } from "./held-carts";
import { holdCart } from "./hold";

const cart = { method: "post", access: "orders:write", tag: "Carts" } as const;

export const cartEndpoints: readonly Endpoint[] = [
  endpoint({
    ...cart,
    path: "/v1/carts/evaluate",
    isForBrowsers: true,
    summary: "What a cart costs with its codes, and why a code does not apply",
    description:
      "Lines are told before codes are taken off. Personal vouchers and the program's shared codes " +
      "are tried in the order in which they are named. A publishable key names no member.",
    body: checkoutCart,
    answers: { 200: told.evaluated },
    errors: [
      "invalid_ref",
      "not_found",
      "member_erased",
      "currency_differs",
      "duplicate_line",
      "forbidden",
    ],
    example: { request: example.cart, response: example.evaluated },
    run: async (ctx, { body }) => ok(await evaluateCart(ctx, body)),
  }),
  endpoint({
    ...cart,
    path: "/v1/carts/hold",
    summary: "Set aside what a cart is to be paid with",
    description:
      "Vouchers, uses of shared codes and store credit are the cart's until `holdUntil`; an order " +
      "that names it as `checkout` captures them. The same again is the same hold.",
    body: cartToHold,
    answers: { 200: told.held, 201: told.held },
    errors: [
      "invalid_ref",
      "not_found",
      "member_erased",
      "currency_differs",
      "duplicate_line",
      "checkout_differs",
      "too_many_holds",
      "contact_may_not_redeem",
    ],
    example: { request: example.toHold, response: example.held },
    canDryRun: true,
    run: (ctx, { body }) => holdCart(ctx, body),
  }),
  endpoint({
    ...cart,
    method: "get",
    path: "/v1/carts/:id",
    summary: "Read a held cart",
    answers: { 200: told.heldCart },
    errors: ["not_found"],
    example: { response: example.heldCart },
    run: async (ctx, { params }) => ok(await readHeldCart(ctx, params.id ?? "")),
  }),
  endpoint({
    ...cart,
    path: "/v1/carts/:id/release",
    summary: "Let go of a held cart",
    answers: { 200: told.released },
    errors: ["not_found", "checkout_captured"],
    example: { response: example.released },
    canDryRun: true,
    run: (ctx, { params }) => releaseCart(ctx, params.id ?? ""),
  }),
];
