import { expect, test } from "vitest";
import { walletOf } from "../../../src/ledger";
import { DAY } from "../../../src/lib/time";
import { activationOf, carryDates, reschedule } from "../../../src/orders/date-rules";
import { wholeAt } from "../../../src/orders/handovers";
import type { Order } from "../../../src/orders/order";
import { returnUnits } from "../../../src/orders/return-rules";
import { expectToAddUp, newBook } from "../ledger/book";
import { keepUp, lookAt, NOW, orderOf, PLACED, programOf, ZONE } from "./order";

const program = programOf();
const LINE = { id: "a", quantity: 2, total: 2000 };

const of = { parts: program, timeZone: ZONE };
const delivered = (activatesAt: number) => ({ deliveredAt: NOW, stayEndsAt: null, activatesAt });

const decided = (order: Order) => ({ order, parts: program });

const online = (activatesAt: number) => ({ ...orderOf([LINE]), activatesAt });

test("each channel waits as the program says, from delivery or its estimate", () => {
  const at = (channel: "online" | "store", deliveredAt: number | null) =>
    activationOf({ channel, placedAt: PLACED }, program, { deliveredAt, stayEndsAt: null }, ZONE);
  expect(at("store", null)).toBe(PLACED);
  expect(at("online", null)).toBe(PLACED + 18 * DAY);
  expect(at("online", PLACED + 2 * DAY)).toBe(PLACED + 16 * DAY);
});

test("a delivery moves what is pending and leaves what is available", () => {
  const book = newBook(NOW);
  const pending = online(NOW + 5 * DAY);
  lookAt(book, pending, program);
  reschedule(book, pending, of, delivered(NOW + 9 * DAY));
  expect(pending.activatesAt).toBe(NOW + 9 * DAY);
  expect([...book.lots.values()].map((l) => l.dueAt)).toEqual([NOW + 9 * DAY]);
  const free = { ...orderOf([LINE]), id: "2" };
  lookAt(book, free, program);
  reschedule(book, free, of, delivered(NOW + 9 * DAY));
  expect(free.activatesAt).toBe(PLACED);
  expect(walletOf(book, "points")).toMatchObject({ available: 20, pending: 20 });
});

test("an exchange carries dates over, which a later delivery leaves alone", () => {
  const book = newBook(NOW);
  const first = online(NOW + DAY);
  const second = { ...online(NOW + 10 * DAY), id: "2", placedAt: NOW };
  lookAt(book, first, program);
  lookAt(book, second, program);
  const [old] = first.ledger.lots;
  first.ledger.returned.set("a", returnUnits(LINE, { quantity: 0, value: 0 }, 1));
  const effects = keepUp(book, first, program);
  carryDates(book, effects, decided(first), decided(second));
  const dates = () => second.ledger.lots.map((l) => [l.activatesAt, l.expiresAt]);
  expect(dates()).toContainEqual([NOW + DAY, old?.expiresAt]);
  expect(second.ledger.entries.map((e) => e.amount)).toEqual([10, 10]);
  reschedule(book, second, of, delivered(NOW + 20 * DAY));
  expect(dates().map(([activatesAt]) => activatesAt)).toEqual([NOW + 20 * DAY, NOW + DAY]);
  expectToAddUp(book, "points");
});

test("goods exchanged twice keep the dates of the first", () => {
  const book = newBook(NOW);
  // A is free in a day, B in ten, C in twenty.
  const [a, b, c] = [1, 10, 20].map((days) => ({
    ...online(NOW + days * DAY),
    id: String(days),
  }));
  if (!a || !b || !c) throw new Error("Three orders.");
  for (const order of [a, b, c]) lookAt(book, order, program);
  for (const [from, to] of [[a, b] as const, [b, c] as const]) {
    from.ledger.returned.set("a", returnUnits(LINE, { quantity: 0, value: 0 }, 2));
    carryDates(book, keepUp(book, from, program), decided(from), decided(to));
  }
  const standing = c.ledger.entries.filter((e) => e.amount > 0);
  expect(standing.map((e) => e.amount)).toEqual([20]);
  const lot = c.ledger.lots.find((l) => l.lot === standing[0]?.lot);
  expect(lot?.activatesAt).toBe(NOW + DAY);
  expectToAddUp(book, "points");
});

test("an exchange leaves the deadline of what awaits an activity, whatever either program says", () => {
  const book = newBook(NOW);
  const late = programOf({
    activities: [{ type: "survey", name: { de: "Umfrage", en: "Survey" } }],
    earning: {
      base: { points: 0 },
      rules: [
        {
          id: "late",
          give: { type: "points", amount: 20 },
          pending: { activity: "survey", within: "P10D" },
        },
      ],
    },
  });
  const first = online(NOW + DAY);
  const second = { ...online(NOW + 10 * DAY), id: "2", placedAt: NOW };
  lookAt(book, first, program);
  lookAt(book, second, late);
  const before = second.ledger.lots.map((l) => ({ ...l }));
  first.ledger.returned.set("a", returnUnits(LINE, { quantity: 0, value: 0 }, 2));
  const effects = keepUp(book, first, program);
  carryDates(book, effects, decided(first), { order: second, parts: late });
  expect(second.ledger.lots).toEqual(before);
  expect(second.ledger.entries).toHaveLength(1);
});

test("an order is with the customer once its last unit is, and shipping is not having", () => {
  const order = orderOf([LINE, { id: "__proto__", quantity: 1, total: 1 }]);
  const units = (...list: [string, number][]) => new Map(list);
  const some = {
    status: "delivered" as const,
    at: 2,
    store: null,
    items: units(["a", 1], ["__proto__", 1]),
  };
  const rest = { status: "collected" as const, at: 1, store: null, items: units(["a", 1]) };
  expect(wholeAt(order, [{ status: "shipped", at: 1, store: null, items: null }])).toBeNull();
  expect(wholeAt(order, [some])).toBeNull();
  expect(wholeAt(order, [some, rest])).toBe(2);
  expect(wholeAt(order, [some, { status: "served", at: 3, store: null, items: null }])).toBe(3);
});
