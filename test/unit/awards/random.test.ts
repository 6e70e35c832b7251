import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAGMENT_NAMES, type FragmentName, hasTiers, programWith } from "../../fragments";
import { programOf } from "../orders/order";
import { bookFaults } from "./book-faults";
import { exceeded } from "./bounds";
import { cancelled, type Happened, History } from "./history";

const RUNS = process.env.REGULARS_FULL === "1" ? 1_000 : 100;
const STEPS = 25;

/** Vouchers are rows of their own, and tiers are kept with the member: both are tested in workerd. */
const WITHOUT: readonly FragmentName[] = ["card", "thanks", "deeds"];
const names = FRAGMENT_NAMES.filter((name) => !hasTiers(name) && !WITHOUT.includes(name));

const programs = fc
  .record({
    names: fc.subarray(names, { minLength: 3 }),
    negative: fc.constantFrom("owe", "stop_at_zero", "waive"),
    expiry: fc.constantFrom(
      { policy: "never" },
      { policy: "rolling", after: "P50D" },
      { policy: "inactivity", after: "P1M" },
    ),
    base: fc.constantFrom({}, { points: 3, per: 130, rounding: "ceil" }),
  })
  .map(({ names, ...rest }) => programOf(programWith(names, rest)));

const n = fc.nat(1_000_000);
const steps = fc.array(fc.record({ what: fc.nat(11), a: n, b: n, c: n }), {
  minLength: STEPS,
  maxLength: STEPS,
});

/** What does not hold after a step, whatever it was. */
function faultsAfter(history: History, happened: Happened): string[] {
  const faults = [...bookFaults(history.book), ...exceeded(history)];
  for (const order of history.orders) {
    const due = history.dueOf(order);
    const stands = history.standingOf(order);
    if (textOf(stands) !== textOf(due)) {
      faults.push(`order ${order.id}: ${textOf(stands)} instead of ${textOf(due)}`);
    }
    if (!happened.isReturn) continue;
    const before = happened.before.get(order.id);
    const grown = [...due].filter(([name, amount]) => amount > (before?.get(name) ?? 0));
    if (grown.length > 0) faults.push(`a return brought ${grown}`);
  }
  return faults;
}

const textOf = (map: ReadonlyMap<string, number>): string => JSON.stringify([...map]);

test(`${RUNS} random histories of orders, returns and amendments leave what the rules keep`, () => {
  fc.assert(
    fc.property(programs, steps, (parts, steps) => {
      const history = new History(parts);
      for (const [index, step] of steps.entries()) {
        const faults = faultsAfter(history, history.take(step));
        if (faults.length > 0) expect({ index, faults }).toEqual({ index, faults: [] });
      }
      for (const order of history.orders) cancelled(history, order);
      expectNothingLeft(history);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);

/** All orders are cancelled: what they gave is gone, whatever became of it. */
function expectNothingLeft(history: History): void {
  for (const order of history.orders) expect(history.standingOf(order)).toEqual(new Map());
  for (const wallet of history.book.wallets.values()) {
    const { unit, available, pending, held, owed, earned } = wallet;
    expect({ unit, pending, held }).toEqual({ unit, pending: 0, held: 0 });
    if (unit.startsWith("donation:")) expect(earned).toBe(0);
    const left = available - owed - history.giftsOf(unit);
    // What was not asked for is the member's.
    if (history.parts.negative === "owe") expect(left, unit).toBe(0);
    else expect(left, unit).toBeGreaterThanOrEqual(0);
  }
}
