import { test } from "vitest";
import { order } from "../../orders";
import { ANY_BODY, expectRefusals, INVALID, KNOWN_FIELDS, line, raw } from "./refusals";

const withLine = (more: object) => order("new", "c", { items: [line(more)] });
const withOrder = (more: object) => order("new", "c", more);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

test("no bad order is taken, and each is told what is wrong", async () => {
  await expectRefusals("POST /v1/orders", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["a number as id", withOrder({ id: 1001 }), INVALID, "/id"],
    ["an empty id", withOrder({ id: "" }), INVALID, "/id"],
    ["a very long id", withOrder({ id: "x".repeat(256) }), INVALID, "/id"],
    ["an id of ours", withOrder({ id: "ord_1" }), INVALID, "/id"],
    ["a control character", withOrder({ id: "a\u0007b" }), INVALID, "/id"],
    ["NUL", withOrder({ id: "a\0b" }), INVALID, "/id"],
    ["a lone surrogate", withOrder({ id: "a\ud800b" }), INVALID, "/id"],
    ["a source with a colon", withOrder({ source: "a:b" }), INVALID, "/source"],
    ["an unknown channel", withOrder({ channel: "fax" }), INVALID, "/channel"],
    ["an unknown status", withOrder({ status: "refunded" }), INVALID, "/status"],
    ["a text as total", withOrder({ total: "3000" }), INVALID, "/total"],
    ["NaN as a text", withOrder({ total: "NaN" }), INVALID, "/total"],
    ["a negative total", withOrder({ total: -1 }), INVALID, "/total"],
    ["a fractional total", withOrder({ total: 30.5 }), INVALID, "/total"],
    ["1e15", withOrder({ total: 1e15 }), INVALID, "/total"],
    ["1e400", raw(JSON.stringify(withOrder({})).replace("3000", "1e400")), INVALID, "/total"],
    ["2^53", withOrder({ tax: 2 ** 53 }), INVALID, "/tax"],
    ["a wrong total", withOrder({ total: 9999 }), "total_does_not_add_up", "/total"],
    ["another currency", withOrder({ currency: "USD" }), "currency_differs", "/currency"],
    ["a sign as currency", withOrder({ currency: "€" }), INVALID, "/currency"],
    ["no lines", withOrder({ items: [] }), INVALID, "/items"],
    ["lines as a map", withOrder({ items: { 0: line() } }), INVALID, "/items"],
    [
      "10,000 lines",
      withOrder({
        items: Array.from({ length: 10_000 }, (_, i) => line({ id: `${i}`, total: 0 })),
      }),
      INVALID,
      "/items",
    ],
    [
      "10,000 wrong lines",
      withOrder({ items: Array.from({ length: 10_000 }, () => ({})) }),
      INVALID,
      "/items",
    ],
    ["a line twice", withOrder({ items: [line(), line()] }), "duplicate_line", "/items/1/id"],
    ["a line's id of ours", withLine({ id: "~shipping" }), INVALID, "/items/0/id"],
    ["no quantity", withLine({ quantity: 0 }), INVALID, "/items/0/quantity"],
    ["a negative quantity", withLine({ quantity: -1 }), INVALID, "/items/0/quantity"],
    ["half a piece", withLine({ quantity: 0.5 }), INVALID, "/items/0/quantity"],
    ["1e15 pieces", withLine({ quantity: 1e15 }), INVALID, "/items/0/quantity"],
    ["an unknown kind", withLine({ kind: "gift" }), INVALID, "/items/0/kind"],
    ["a field of a line", withLine({ price: 1 }), INVALID, "/items/0"],
    ["a very long name", withLine({ name: "x".repeat(501) }), INVALID, "/items/0/name"],
    ["a line break in a name", withLine({ name: "a\nb" }), INVALID, "/items/0/name"],
    ["an empty category", withLine({ categories: [""] }), INVALID, "/items/0/categories/0"],
    [
      "tomorrow's tomorrow",
      withOrder({ placedAt: inDays(2) }),
      "placed_in_the_future",
      "/placedAt",
    ],
    ["year 9999", withOrder({ placedAt: "9999-12-31T23:59:59Z" }), "placed_in_the_future"],
    ["year 0000", withOrder({ placedAt: "0000-01-01T00:00:00Z" }), "invalid_time", "/placedAt"],
    ["1969", withOrder({ placedAt: "1969-12-31T23:59:59Z" }), "invalid_time", "/placedAt"],
    ["30 February", withOrder({ placedAt: "2026-02-30T00:00:00Z" }), INVALID, "/placedAt"],
    ["hour 25", withOrder({ placedAt: "2026-02-01T25:00:00Z" }), INVALID, "/placedAt"],
    ["no zone", withOrder({ placedAt: "2026-03-01T10:00:00" }), INVALID, "/placedAt"],
    ["a number as time", withOrder({ placedAt: 1772359200000 }), INVALID, "/placedAt"],
    ["a date only", withOrder({ promisedAt: "2026-03-01" }), INVALID, "/promisedAt"],
    ["a promise of year 9999", withOrder({ promisedAt: "9999-01-01T00:00:00Z" }), "invalid_time"],
    ["a text as member", withOrder({ member: "ext:c" }), INVALID, "/member"],
    ["a field of member", withOrder({ member: { vip: true } }), INVALID, "/member"],
    ["a member of nowhere", withOrder({ member: { id: "mem_x" } }), "not_found", "/member/id"],
    ["a surrogate member", withOrder({ member: { id: "\ud800" } }), INVALID, "/member/id"],
    ["a birthday of none", withOrder({ member: { birthday: "1990-02-30" } }), INVALID],
    ["a language of none", withOrder({ member: { locale: "fr" } }), INVALID, "/member/locale"],
    ["vouchers as a text", withOrder({ vouchers: "A" }), INVALID, "/vouchers"],
    ["21 vouchers", withOrder({ vouchers: Array(21).fill("A") }), INVALID, "/vouchers"],
  ]);
});

test("no bad amendment is taken", async () => {
  await expectRefusals("PUT /v1/orders/1", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["a wrong total", order("1", "c", { total: 1 }), "total_does_not_add_up", "/total"],
    ["another order", order("2", "c"), "order_differs", "/id"],
    ["a line twice", order("1", "c", { items: [line(), line()] }), "duplicate_line", "/items/1/id"],
    ["half a piece", order("1", "c", { items: [line({ quantity: 0.5 })] }), INVALID],
  ]);
});
