import fc from "fast-check";
import { expect, test } from "vitest";
import { contentFrom, contentJson, ledgerFrom, ledgerJson } from "../../../src/orders/codec";
import { orderId, parseOrderRef, theOrder } from "../../../src/orders/key";
import type { OrderRow } from "../../../src/orders/tables";
import { orderOf } from "./order";

const row = (source: string, id: string) => ({ source, id }) as OrderRow;

test("an order's id holds its key, whatever its own id looks like", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (id) => {
      const ref = parseOrderRef(orderId({ source: "shop", id }));
      expect(ref).toEqual({ key: { source: "shop", id }, bareId: null });
    }),
  );
});

test("a ref is a key, a bare id, or may be both", () => {
  expect(parseOrderRef("1001")).toEqual({ key: null, bareId: "1001" });
  expect(parseOrderRef("shopify:1001").key).toEqual({ source: "shopify", id: "1001" });
  const gid = "gid://shopify/Order/820982911946154508";
  expect(parseOrderRef(gid).bareId).toBe(gid);
  expect(parseOrderRef(`shopify:${gid}`).key).toEqual({ source: "shopify", id: gid });
  expect(parseOrderRef("ord_no-base64!").key).toBeNull();
});

test("the full key beats a bare id, two bare ids are ambiguous", () => {
  const ref = parseOrderRef("a:b");
  const [exact, bare] = [row("a", "b"), row("shop", "a:b")];
  expect(theOrder([bare, exact], ref)).toBe(exact);
  expect(theOrder([bare], ref)).toBe(bare);
  const two = () => theOrder([row("x", "1"), row("y", "1")], parseOrderRef("1"));
  expect(two).toThrowError(expect.objectContaining({ code: "order_ambiguous" }));
  const none = () => theOrder([], ref);
  expect(none).toThrowError(expect.objectContaining({ code: "not_found" }));
});

test("what is stored of an order reads back the same", () => {
  const order = orderOf([{ id: "__proto__", quantity: 2, total: 5, kind: "tip" }], {
    taxIncluded: false,
    tax: 1,
    shipping: 490,
    vouchers: ["A"],
    referralCode: "K7",
    promisedAt: 1,
    isHistory: true,
    earns: false,
  });
  expect(contentFrom(contentJson(order.content))).toEqual(order.content);
  for (const line of ["__proto__", "constructor", "1"]) {
    order.ledger.returned.set(line, { quantity: 1, value: 3 });
  }
  expect(ledgerFrom(ledgerJson(order.ledger))).toEqual(order.ledger);
});
