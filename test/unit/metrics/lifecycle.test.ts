import fc from "fast-check";
import { expect, test } from "vitest";
import type { Lifecycle } from "../../../src/members";
import { REMEMBERED_ORDERS, standingOf } from "../../../src/members/stage";
import { dayOf } from "../../../src/metrics/calendar";
import { decode, differenceOf, encode } from "../../../src/metrics/codec";
import {
  type Change,
  type Era,
  type Life,
  lifecycleOf,
} from "../../../src/metrics/lifecycle-rules";

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 10, 12);
const DEFAULT: Lifecycle = {
  defaultIntervalDays: 90,
  slippingAfter: 1.5,
  lapsedAfter: 2,
  lostAfter: 3,
  lostAfterAtLeastDays: 60,
};
const ERAS: readonly Era[] = [{ from: 0, lifecycle: DEFAULT }];

const on = (changes: readonly Change[], period: string) =>
  changes.filter((change) => change.period === period).map((change) => change.kind);

const lives = fc.record({
  gaps: fc.array(fc.integer({ min: 0, max: 200 * 24 }), { maxLength: 30 }),
  createdAt: fc.integer({ min: -50, max: 50 }),
  erasedAfter: fc.option(fc.integer({ min: 60, max: 900 }), { nil: null }),
  eras: fc.array(
    fc.record({
      at: fc.integer({ min: -100, max: 900 }),
      interval: fc.integer({ min: 1, max: 120 }),
      lapsed: fc.constantFrom(1, 2, 5),
      lost: fc.constantFrom(1, 3, 8),
    }),
    { maxLength: 3 },
  ),
  probes: fc.array(fc.integer({ min: 0, max: 1200 * 24 * 60 }), { minLength: 1, maxLength: 40 }),
});

type Lived = typeof lives extends fc.Arbitrary<infer T> ? Omit<T, "probes"> : never;

function lifeOf({ gaps, createdAt, erasedAfter, eras }: Lived): { life: Life; eras: Era[] } {
  let at = START;
  const orders = gaps.map((hours) => {
    at += hours * 3_600_000;
    return at;
  });
  const changed = eras
    .toSorted((a, b) => a.at - b.at)
    .map(({ at: day, interval, lapsed, lost }) => ({
      from: START + day * DAY,
      lifecycle: {
        ...DEFAULT,
        defaultIntervalDays: interval,
        lapsedAfter: lapsed,
        lostAfter: lost,
      },
    }));
  const last = orders.at(-1) ?? START;
  const erasedAt = erasedAfter === null ? null : last + erasedAfter * DAY;
  return {
    life: { orders, createdAt: START + createdAt * DAY, erasedAt },
    eras: [...ERAS, ...changed],
  };
}

/** Where the changes up to the end of a day have led: names, each once. */
function sumUpTo(changes: readonly Change[], day: string): string[] {
  const counts = new Map<string, number>();
  for (const { period, kind } of changes) {
    const found = /^(in|out)_(.*)$/.exec(kind);
    if (!found?.[2] || period.length !== 10 || period > day) continue;
    counts.set(found[2], (counts.get(found[2]) ?? 0) + (found[1] === "in" ? 1 : -1));
  }
  return [...counts].flatMap(([name, n]) => (n === 0 ? [] : [n === 1 ? name : `${n} ${name}`]));
}

/** The same as the API tells it of an instant. */
function standingAt(life: Life, eras: readonly Era[], at: number): string[] {
  const begin = Math.min(life.createdAt, life.orders[0] ?? life.createdAt);
  if (begin > at || (life.erasedAt !== null && life.erasedAt <= at)) return [];
  const placed = life.orders.filter((order) => order <= at);
  const { lifecycle } = eras.findLast((era) => era.from <= at) ?? { lifecycle: DEFAULT };
  const dates = placed.slice(-REMEMBERED_ORDERS);
  const { stage, activity } = standingOf(placed.length, dates, lifecycle, at);
  return activity === "none" ? [stage] : [stage, activity];
}

test("at any instant, what came before adds up to where standingOf puts the member", () => {
  fc.assert(
    fc.property(lives, ({ probes, ...rest }) => {
      const { life, eras } = lifeOf(rest);
      const changes = lifecycleOf(life, eras, "UTC");
      for (const minutes of probes) {
        // The last millisecond of a day: all of that day's changes have happened.
        const end = Math.ceil((START - 60 * DAY + minutes * 60_000) / DAY) * DAY - 1;
        const told = sumUpTo(changes, dayOf(end, "UTC"));
        expect(told.sort()).toEqual(standingAt(life, eras, end).sort());
      }
    }),
    { numRuns: 300 },
  );
});

test("a customer-day counts once, the first as new, in the shop's own days", () => {
  const orders = [
    Date.UTC(2026, 0, 31, 12),
    Date.UTC(2026, 0, 31, 18),
    Date.UTC(2026, 1, 1, 23, 30),
    Date.UTC(2026, 3, 5, 12),
  ];
  const life = { orders, createdAt: orders[0] ?? 0, erasedAt: null };
  const changes = lifecycleOf(life, ERAS, "Europe/Berlin");
  expect(on(changes, "2026-01-31")).toContain("new");
  expect(on(changes, "2026-02-02")).toContain("returning");
  expect(changes.filter((c) => c.kind === "new" || c.kind === "returning")).toHaveLength(3);
  expect(on(changes, "2026-01")).toEqual(["buyers", "first"]);
  expect(on(changes, "2026-02")).toEqual(["buyers", "kept"]);
  expect(on(changes, "2026-04")).toEqual(["buyers"]);
  expect(on(changes, "2026-Q2")).toEqual(["buyers", "kept"]);
});

test("changes read back as they were written, and a row of a daily customer stays small", () => {
  fc.assert(
    fc.property(lives, ({ probes: _, ...rest }) => {
      const { life, eras } = lifeOf(rest);
      const changes = lifecycleOf(life, eras, "Europe/Berlin");
      const read = [...encode(changes)].flatMap(([quarter, text]) => decode(quarter, text));
      const names = (all: readonly Change[]) => all.map((c) => `${c.period} ${c.kind}`).sort();
      expect(names(read)).toEqual(names(changes));
    }),
  );
  const orders = Array.from({ length: 400 }, (_, i) => START + i * DAY);
  const life = { orders, createdAt: START, erasedAt: null };
  const longest = Math.max(
    ...[...encode(lifecycleOf(life, ERAS, "UTC")).values()].map((t) => t.length),
  );
  expect(longest).toBeLessThan(700);
});

test("the difference of two lives leads from the one to the other", () => {
  fc.assert(
    fc.property(lives, lives, (a, b) => {
      const [before, after] = [a, b].map((of) => {
        const { life, eras } = lifeOf(of);
        return encode(lifecycleOf(life, eras, "UTC"));
      });
      if (!before || !after) return;
      const back = differenceOf(after, before);
      const { rows, sums } = differenceOf(before, after);
      const written = new Map(before);
      for (const { quarter, changes } of rows) written.set(quarter, changes);
      const filled = (map: Map<string, string>) =>
        [...map].filter(([, text]) => text !== "").sort();
      expect(filled(written)).toEqual(filled(after));
      for (const [period, numbers] of sums) {
        for (const [kind, n] of Object.entries(numbers)) {
          expect(n + (back.sums.get(period)?.[kind] ?? 0)).toBe(0);
        }
      }
    }),
  );
});
