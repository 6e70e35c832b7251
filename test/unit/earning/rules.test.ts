import fc from "fast-check";
import { expect, test } from "vitest";
import { type EarningLine, evaluate, type Occasion, whyNot } from "../../../src/earning";
import { MAX_AMOUNT } from "../../../src/lib/numbers";
import { earnerOf, line as lineOf, orderOf, programOf, roomOf } from "./world";

const baseOf = (base: object = {}) => programOf({ earning: { base } }).earning.base;
const line = (id: string, total: number, kind: EarningLine["kind"] = "product"): EarningLine =>
  lineOf(id, total, { kind });
const earned = (base: object, lines: EarningLine[], more: Partial<Occasion> = {}) =>
  evaluate(programOf({ earning: { base } }), orderOf(lines, more), earnerOf(), roomOf()).grants;
const amounts = (base: object, lines: EarningLine[], more: Partial<Occasion> = {}) =>
  earned(base, lines, more).map((e) => [e.line, e.amount]);

test("points are rounded once an order and spread over its lines", () => {
  const lines = [line("a", 150), line("b", 150), line("c", 150)];
  expect(amounts({}, lines)).toEqual([
    ["a", 2],
    ["b", 1],
    ["c", 1],
  ]);
  expect(amounts({ rounding: "ceil" }, lines).map(([, n]) => n)).toEqual([2, 2, 1]);
  expect(amounts({ rounding: "nearest" }, [line("a", 149)])).toEqual([["a", 1]]);
  expect(amounts({ points: 3, per: 200 }, [line("a", 1000)])).toEqual([["a", 15]]);
});

test("only the parts and kinds that the program names earn", () => {
  const lines = [
    line("goods", 1000),
    line("card", 1000, "gift_card"),
    line("pfand", 1000, "deposit"),
    line("tip", 1000, "tip"),
    line("fee", 1000, "fee"),
    line("~shipping", 1000, "shipping"),
    line("~fees", 1000, "fees"),
  ];
  const earning = (base: object) => amounts(base, lines).map(([id]) => id);
  expect(earning({})).toEqual(["goods"]);
  expect(earning({ kinds: ["gift_card", "tip"] })).toEqual(["card", "tip"]);
  expect(earning({ parts: ["shipping", "fees"] })).toEqual(["~shipping", "~fees"]);
  expect(earning({ points: 0 })).toEqual([]);
});

test("a program may count with or without tax, whichever way the shop's prices are", () => {
  const lines = [line("a", 1190), line("b", 1190)];
  expect(amounts({ tax: "excluded" }, lines, { tax: 380 })).toEqual([
    ["a", 10],
    ["b", 10],
  ]);
  const net = [line("a", 1000), line("b", 1000)];
  expect(amounts({ tax: "included" }, net, { tax: 380, taxIncluded: false })).toEqual([
    ["a", 12],
    ["b", 11],
  ]);
  expect(amounts({ tax: "excluded" }, net, { tax: 380, taxIncluded: false })).toEqual([
    ["a", 10],
    ["b", 10],
  ]);
});

test("every line that earns nothing has a reason", () => {
  const why = (base: object, l: EarningLine) => whyNot(baseOf(base), l);
  expect(why({ points: 0 }, line("a", 100))).toBe("rate");
  expect(why({}, line("a", 100, "tip"))).toBe("kind");
  expect(why({}, line("a", 100, "shipping"))).toBe("part");
  expect(why({ parts: ["shipping"] }, line("a", 100))).toBe("part");
  expect(why({}, line("a", 0))).toBe("free");
  expect(why({}, line("a", 100))).toBeNull();
});

test("the parts always add up to the whole, and to nothing beyond what can be counted", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(MAX_AMOUNT), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (totals, points, per) => {
        const lines = totals.map((total, i) => line(`${i}`, total));
        const sum = earned({ points, per }, lines).reduce((s, e) => s + e.amount, 0);
        const exact = (BigInt(totals.reduce((a, b) => a + b, 0)) * BigInt(points)) / BigInt(per);
        expect(BigInt(sum)).toBe(exact > MAX_AMOUNT ? BigInt(MAX_AMOUNT) : exact);
      },
    ),
  );
});
