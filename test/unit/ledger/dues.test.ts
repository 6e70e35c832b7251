import fc from "fast-check";
import { expect, test } from "vitest";
import type { Lot, LotState } from "../../../src/ledger";
import { nextDue, nextDueOfAll, UNKNOWN } from "../../../src/ledger";
import { NEVER } from "../../../src/lib/time";

let number = 0;

interface Standing {
  readonly state: LotState;
  readonly dueAt: number;
  readonly remaining: number;
}

/** A lot as it stands now, and as it stood when it was loaded. */
function lot(now: Standing, stored: Standing | null): Lot {
  number += 1;
  const rest = {
    unit: "points",
    lot: number,
    amount: 100,
    expired: 0,
    waived: 0,
    expiresAt: now.dueAt,
  };
  const before = stored && { ...stored, amount: 100, expired: 0, waived: 0 };
  return { ...rest, ...now, cause: "test:1", awaits: null, stored: before };
}
const open = (dueAt: number, remaining: number): Standing => ({
  state: "available",
  dueAt,
  remaining,
});
const closed = (dueAt: number): Standing => ({ state: "closed", dueAt, remaining: 0 });

test("the first lot of a wallet is what is due next", () => {
  expect(nextDue(null, [], "available")).toBeNull();
  expect(nextDue(null, [lot(open(50, 5), null)], "available")).toEqual({ at: 50, amount: 5 });
  expect(nextDue(null, [lot(open(NEVER, 5), null)], "available")).toBeNull();
});

test("an earlier lot comes before, one of the same date adds, a later one does not matter", () => {
  const before = { at: 50, amount: 5 };
  expect(nextDue(before, [lot(open(40, 1), null)], "available")).toEqual({ at: 40, amount: 1 });
  expect(nextDue(before, [lot(open(50, 1), null)], "available")).toEqual({ at: 50, amount: 6 });
  expect(nextDue(before, [lot(open(60, 1), null)], "available")).toEqual(before);
});

test("what is spent of the date leaves the rest of it", () => {
  const lots = [lot(open(50, 2), open(50, 5))];
  expect(nextDue({ at: 50, amount: 9 }, lots, "available")).toEqual({ at: 50, amount: 6 });
});

test("when nothing is left of the date, what follows cannot be told from what is loaded", () => {
  const lots = [lot(closed(50), open(50, 5))];
  expect(nextDue({ at: 50, amount: 5 }, lots, "available")).toBe(UNKNOWN);
  const more = [...lots, lot(open(60, 1), null)];
  expect(nextDue({ at: 50, amount: 5 }, more, "available")).toBe(UNKNOWN);
  const sooner = [...lots, lot(open(40, 1), null)];
  expect(nextDue({ at: 50, amount: 5 }, sooner, "available")).toEqual({ at: 40, amount: 1 });
});

test("a lot that activates leaves one date and joins the other", () => {
  const pending: Standing = { state: "pending", dueAt: 10, remaining: 5 };
  const lots = [lot(open(50, 5), pending)];
  expect(nextDue({ at: 10, amount: 5 }, lots, "pending")).toBe(UNKNOWN);
  expect(nextDue({ at: 10, amount: 8 }, lots, "pending")).toEqual({ at: 10, amount: 3 });
  expect(nextDue(null, lots, "available")).toEqual({ at: 50, amount: 5 });
});

test("with all lots loaded the next date is the earliest open one with all its points", () => {
  const lots = [open(50, 5), open(50, 2), open(60, 9), open(40, 0), open(NEVER, 7)];
  const all = lots.map((l) => lot(l, l));
  expect(nextDueOfAll(all, "available")).toEqual({ at: 50, amount: 7 });
  expect(nextDueOfAll(all, "pending")).toBeNull();
});

test("kept step by step it is what counting all lots would tell, or it says it cannot tell", () => {
  const at = fc.integer({ min: 1, max: 6 });
  const change = fc.record({ at, before: fc.integer({ min: 0, max: 5 }), now: fc.nat({ max: 5 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.array(change), (touched, untouched) => {
      const standing = (dueAt: number, remaining: number) =>
        remaining > 0 ? open(dueAt, remaining) : closed(dueAt);
      const loaded = touched.map((c) =>
        lot(standing(c.at, c.now), c.before > 0 ? standing(c.at, c.before) : null),
      );
      const others = untouched.map((c) => lot(standing(c.at, c.now), standing(c.at, c.now)));
      const stored = [...loaded, ...others].flatMap((l) =>
        l.stored ? [{ ...l, ...l.stored, stored: l.stored }] : [],
      );
      const told = nextDue(nextDueOfAll(stored, "available"), loaded, "available");
      if (told !== UNKNOWN) expect(told).toEqual(nextDueOfAll([...loaded, ...others], "available"));
    }),
    { numRuns: 1000 },
  );
});
