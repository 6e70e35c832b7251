import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./cart-examples";
import * as told from "./cart-schemas";
import { checkoutCart } from "./carts";
import { evaluateCart } from "./evaluate";

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
];
