import fc from "fast-check";
import { expect, test } from "vitest";
import { walletOf } from "../../../src/ledger";
import { allLines, isKept, type Order, returnedOf, statusOf } from "../../../src/orders/order";
import { carryReturns, inMoney, returnMoney, returnUnits } from "../../../src/orders/return-rules";
import { expectToAddUp, newBook } from "../ledger/book";
import { keepUp, type LineOf, lookAt, NOW, orderOf, programOf } from "./order";

const lines = fc.uniqueArray(
  fc.record({
    id: fc.oneof(
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty"),
    ),
    quantity: fc.integer({ min: 1, max: 9 }),
    total: fc.integer({ min: 0, max: 10_000 }),
  }),
  { minLength: 1, maxLength: 6, selector: (l) => l.id },
);
const rates = fc.record({
  points: fc.integer({ min: 1, max: 50 }),
  per: fc.integer({ min: 1, max: 500 }),
  rounding: fc.constantFrom("floor" as const, "nearest" as const, "ceil" as const),
});

const standing = (order: Order, line: string) =>
  order.ledger.entries
    .filter((e) => e.line === line)
    .reduce((sum, e) => sum + e.amount - e.reversed, 0);

function takeBack(order: Order, line: LineOf, quantity: number): void {
  order.ledger.returned.set(line.id, returnUnits(line, returnedOf(order, line.id), quantity));
}

test("partial returns in any order take back exactly what each line earned", () => {
  fc.assert(
    fc.property(lines, rates, fc.infiniteStream(fc.nat()), (bought, base, chance) => {
      const program = programOf({ earning: { base } });
      const [book, order] = [newBook(NOW), orderOf(bought)];
      const earned = lookAt(book, order, program).reduce((sum, e) => sum + e.amount, 0);
      expect(walletOf(book, "points").available).toBe(earned);
      const left = bought.map((l) => l.quantity);
      while (left.some((n) => n > 0)) {
        const open = left.flatMap((n, i) => (n > 0 ? [i] : []));
        const index = open[chance.next().value % open.length] ?? 0;
        const [line, most] = [bought[index] as LineOf, left[index] ?? 0];
        const quantity = 1 + (chance.next().value % most);
        takeBack(order, line, quantity);
        left[index] = most - quantity;
        const before = standing(order, line.id);
        keepUp(book, order, program);
        expect(standing(order, line.id)).toBeLessThanOrEqual(before);
        expectToAddUp(book, "points");
      }
      expect(walletOf(book, "points")).toMatchObject({ available: 0, pending: 0, owed: 0 });
      expect(bought.map((l) => standing(order, l.id))).toEqual(bought.map(() => 0));
      expect([statusOf(order), isKept(order)]).toEqual(["refunded", false]);
    }),
    { numRuns: 300 },
  );
});

test("refunds by amount that reach the total take back everything, whatever is in it", () => {
  fc.assert(
    fc.property(
      lines,
      fc.record({ shipping: fc.nat(900), fees: fc.nat(300), tax: fc.nat(5000) }),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 9_999 }), { maxLength: 6 }),
      (bought, parts, taxIncluded, amounts) => {
        const program = programOf({ earning: { base: { parts: ["items", "shipping", "fees"] } } });
        const [book, order] = [newBook(NOW), orderOf(bought, { ...parts, taxIncluded })];
        const goods = allLines(order.content).reduce((sum, l) => sum + l.total, 0);
        const total = goods + (taxIncluded ? 0 : parts.tax);
        order.content = { ...order.content, total };
        lookAt(book, order, program);
        for (const asked of [...amounts, total]) {
          const money = Math.min(asked, total - order.refunded);
          if (money === 0) continue;
          returnMoney(order, money);
          order.refunded += money;
          keepUp(book, order, program);
          expectToAddUp(book, "points");
        }
        expect(walletOf(book, "points").available).toBe(0);
        for (const line of allLines(order.content)) {
          expect(returnedOf(order, line.id).value).toBe(line.total);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("an amendment that leaves a line as it is leaves its returns as they are", () => {
  fc.assert(
    fc.property(
      lines,
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(8),
      fc.nat(),
      (bought, money, units, pick) => {
        const order = orderOf(bought);
        returnMoney(order, Math.min(money, order.content.total));
        const line = bought[pick % bought.length] as LineOf;
        takeBack(order, line, Math.min(units, line.quantity));
        const before = [...order.ledger.returned];
        expect(carryReturns(order, order.content)).toBeNull();
        expect([...order.ledger.returned]).toEqual(before);
      },
    ),
  );
});

test("units returned before an amendment keep their share of the line's new value", () => {
  const order = orderOf([{ id: "a", quantity: 2, total: 2000 }]);
  takeBack(order, { id: "a", quantity: 2, total: 2000 }, 1);
  const before = order.content;
  order.content = orderOf([{ id: "a", quantity: 4, total: 4000 }]).content;
  expect(carryReturns(order, before)).toBeNull();
  expect(returnedOf(order, "a")).toEqual({ quantity: 1, value: 1000 });
  order.content = orderOf([{ id: "b", quantity: 1, total: 100 }]).content;
  expect(carryReturns(order, before)).toBe("a");
});

test("the value of net lines is worth its tax too in money", () => {
  const net = orderOf([{ id: "a", quantity: 1, total: 1000 }], { taxIncluded: false, tax: 190 });
  expect(inMoney({ ...net.content, total: 1190 }, 1000)).toBe(1190);
  expect(inMoney({ ...net.content, total: 1190 }, 500)).toBe(595);
  expect(inMoney(orderOf([{ id: "a", quantity: 1, total: 0 }]).content, 0)).toBe(0);
});

test("amending up and down again ends where it began", () => {
  fc.assert(
    fc.property(lines, lines, rates, (first, second, base) => {
      const program = programOf({ earning: { base } });
      const [book, order] = [newBook(NOW), orderOf(first)];
      const [before, after] = [order.content, orderOf(second).content];
      lookAt(book, order, program);
      const earned = walletOf(book, "points").available;
      order.content = after;
      lookAt(book, order, program);
      const [afresh, alone] = [newBook(NOW), orderOf(second)];
      lookAt(afresh, alone, program);
      expect(walletOf(book, "points").available).toBe(walletOf(afresh, "points").available);
      order.content = before;
      lookAt(book, order, program);
      expect(walletOf(book, "points").available).toBe(earned);
      expectToAddUp(book, "points");
    }),
  );
});
