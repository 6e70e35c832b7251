import { expect, test } from "vitest";
import { simulate } from "../../../scripts/lib/simulator.ts";

const YEAR = { seed: "regulars", members: 300, endsAt: Date.UTC(2026, 5, 1, 12) };
const DAY_MS = 86_400_000;

interface OrderBody {
  readonly id: string;
  readonly total: number;
  readonly shipping: number;
  readonly placedAt: string;
  readonly items: readonly { id: string; quantity: number; total: number }[];
}

const ordersOf = (member: ReturnType<typeof simulate>[number]): OrderBody[] =>
  member.calls.filter((c) => c.request === "POST /v1/orders").map((c) => c.body as OrderBody);

test("the same simulation makes the same calls", () => {
  expect(simulate(YEAR)).toEqual(simulate(YEAR));
});

test("more members change nothing about those before them", () => {
  expect(simulate({ ...YEAR, members: 20 })).toEqual(simulate(YEAR).slice(0, 20));
});

test("the demo is a few hundred members with a year of orders", () => {
  const orders = simulate(YEAR).flatMap(ordersOf);
  expect(orders.length).toBeGreaterThan(1_700);
  expect(orders.length).toBeLessThan(2_400);
  for (const { placedAt } of orders) {
    expect(Date.parse(placedAt)).toBeLessThanOrEqual(YEAR.endsAt);
    expect(Date.parse(placedAt)).toBeGreaterThan(YEAR.endsAt - 367 * DAY_MS);
  }
});

test("each member orders in the order of time, under ids of their own", () => {
  const members = simulate(YEAR).map(ordersOf);
  for (const orders of members) {
    const times = orders.map((o) => Date.parse(o.placedAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
  const ids = members.flat().map((o) => o.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every order adds up", () => {
  for (const order of simulate(YEAR).flatMap(ordersOf)) {
    const goods = order.items.reduce((sum, { total }) => sum + total, 0);
    expect(goods + order.shipping).toBe(order.total);
  }
});
