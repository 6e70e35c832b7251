import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProgramParts } from "../../../src/core/registry";
import { budgetPeriod, evaluate, type Grant, limitsOf, type Occasion } from "../../../src/earning";
import { MAX_AMOUNT } from "../../../src/lib/numbers";
import { before, earner, lines, occasion, program } from "./random";
import { earnerOf, orderOf, programOf, roomOf } from "./world";

type Before = typeof before extends fc.Arbitrary<infer T> ? T : never;

const roomAfter = (parts: ProgramParts, { at, timeZone }: Occasion, had: Before) => {
  const periods = (["month", "year", "total"] as const).map((per) =>
    budgetPeriod(per, at, timeZone),
  );
  const budgets = parts.earning.rules.flatMap(({ id }) =>
    periods.map((period) => [`${period} ${id}`, had.spent] as const),
  );
  const { amount, times, lastAt, balance } = had;
  return roomOf({
    counts: () => ({ amount, times, lastAt }),
    budgets: new Map(budgets),
    balance: () => balance,
  });
};

const sumOf = (grants: readonly Grant[], of: (grant: Grant) => boolean) =>
  grants.filter(of).reduce((sum, { amount }) => sum + amount, 0);

function expectWellFormed(occasion: Occasion, grants: readonly Grant[]): void {
  const ids = new Set(occasion.lines.map((line) => line.id));
  for (const { amount, line, share } of grants) {
    expect(Number.isSafeInteger(amount) && amount > 0).toBe(true);
    expect(line === null ? share === "whole" : share !== "whole" && ids.has(line)).toBe(true);
  }
  const names = grants.map(({ rule, line, unit }) => JSON.stringify([rule, line, unit]));
  expect(new Set(names).size).toBe(names.length);
}

/** @param sum what a rule gave of everything. */
function expectWithin(parts: ProgramParts, id: string, sum: number, had: Before): void {
  const bounds = limitsOf(parts, id).map(
    ({ per, amount = MAX_AMOUNT }) => amount - (per === "order" ? 0 : had.amount),
  );
  const budget = parts.earning.rules.find((rule) => rule.id === id)?.budget;
  const most = Math.min(MAX_AMOUNT, ...bounds, budget ? budget.amount - had.spent : MAX_AMOUNT);
  expect(sum).toBeLessThanOrEqual(Math.max(0, most));
}

test("whatever the program and the occasion, whole amounts come out, within every bound", () => {
  fc.assert(
    fc.property(program, occasion, earner, before, (parts, occasion, earner, had) => {
      const room = roomAfter(parts, occasion, had);
      const { grants, vouchers, passed } = evaluate(parts, occasion, earner, room);
      expectWellFormed(occasion, grants);
      expect(new Set(vouchers.map(({ rule }) => rule)).size).toBe(vouchers.length);
      expect(new Set(passed.map(({ rule }) => rule)).size).toBe(passed.length);
      for (const id of ["base", ...parts.earning.rules.map((rule) => rule.id)]) {
        expectWithin(
          parts,
          id,
          sumOf(grants, (grant) => grant.rule === id),
          had,
        );
      }
      for (const [unit, cap] of Object.entries(parts.walletCaps)) {
        const sum = sumOf(grants, (grant) => grant.unit === unit);
        expect(sum).toBeLessThanOrEqual(Math.max(0, cap - had.balance));
      }
    }),
    { numRuns: 500 },
  );
});

test("every rule that is looked at gives something, or says why not", () => {
  fc.assert(
    fc.property(program, occasion, earner, (parts, occasion, earner) => {
      const { grants, vouchers, passed } = evaluate(parts, occasion, earner, roomOf());
      const told = new Set([...grants, ...vouchers, ...passed].map(({ rule }) => rule));
      for (const { id, on } of parts.earning.rules) {
        expect(told.has(id)).toBe(occasion.on === (on === "line" ? "order" : on));
      }
      const given = new Set([...grants, ...vouchers].map(({ rule }) => rule));
      for (const group of ["g", "h"]) {
        const members = parts.earning.rules.filter((rule) => rule.group === group);
        expect(members.filter(({ id }) => given.has(id)).length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});

test("the same occasion comes to the same twice, and nothing given is changed", () => {
  fc.assert(
    fc.property(program, occasion, earner, before, (parts, occasion, earner, had) => {
      const room = roomAfter(parts, occasion, had);
      const [copy, then] = [structuredClone(occasion), evaluate(parts, occasion, earner, room)];
      expect(evaluate(structuredClone(parts), occasion, earner, room)).toEqual(then);
      expect(occasion).toEqual(copy);
    }),
    { numRuns: 200 },
  );
});

test("in whichever order lines are told, a rule gives the same for all of them", () => {
  const keys = fc.array(fc.nat(), { minLength: 7, maxLength: 7 });
  const each = fc.constantFrom("order", "line", "item", "amount");
  fc.assert(
    fc.property(lines, each, fc.integer({ min: 1, max: 99 }), keys, (as, each, amount, keys) => {
      const per = each === "amount" ? { per: 350 } : {};
      const rules = [
        { id: "r", if: { categories: ["coffee"] }, give: { type: "points", amount, each, ...per } },
        { id: "twice", give: { type: "multiply", percent: 150, of: ["base", "r"] } },
      ];
      const parts = programOf({ earning: { rules }, walletCaps: { points: 100_000 } });
      const other = as
        .map((line, i) => ({ line, key: keys[i] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ line }) => line);
      const sums = [as, other].map((lines) => {
        const { grants } = evaluate(parts, orderOf(lines), earnerOf(), roomOf());
        return ["base", "r", "twice"].map((id) => sumOf(grants, ({ rule }) => rule === id));
      });
      expect(sums[0]).toEqual(sums[1]);
    }),
    { numRuns: 300 },
  );
});

test("what is given by money adds up to the whole rounded once", () => {
  const amount = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(lines, amount, amount, (lines, amount, per) => {
      const give = { type: "points", amount, each: "amount", per };
      const rules = [{ id: "r", if: { categories: ["coffee"] }, give }];
      const { grants } = evaluate(
        programOf({ earning: { rules } }),
        orderOf(lines),
        earnerOf(),
        roomOf(),
      );
      const value = lines
        .filter((l) => l.kind === "product" && l.categories.includes("coffee"))
        .reduce((sum, { total }) => sum + BigInt(total), 0n);
      const exact = (value * BigInt(amount)) / BigInt(per);
      const most = BigInt(MAX_AMOUNT);
      expect(BigInt(sumOf(grants, ({ rule }) => rule === "r"))).toBe(exact > most ? most : exact);
    }),
    { numRuns: 300 },
  );
});
