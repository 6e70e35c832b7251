import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Asked,
  type Expiry,
  type Marks,
  marksAfter,
  NO_MARKS,
  type Nudge,
  nextLook,
  nudgesDue,
  type Seen,
} from "../../../src/journeys/rules";
import { DAY, HOUR, NEVER } from "../../../src/lib/time";

const NOW = Date.parse("2026-03-01T10:00:00Z");
const ASKED: Asked = { winBack: true, pointsExpiring: true, noticeBefore: [30 * DAY, 7 * DAY] };

const seenAt = (now: number, more: Partial<Seen> = {}): Seen => ({
  now,
  looksAt: NEVER,
  marks: NO_MARKS,
  silence: null,
  expiries: [],
  expiryBeyond: NEVER,
  ...more,
});

const points = (at: number, amount = 20): Expiry => ({ unit: "points", at, amount });
const silentSince = (at: number, days: number) => ({ lastOrderAt: at, winBackAt: at + days * DAY });

test("a silence is told when it is due, once", () => {
  const silence = silentSince(NOW - 45 * DAY, 45);
  const seen = seenAt(NOW, { silence, looksAt: NOW });
  const due = nudgesDue(seen, ASKED);
  expect(due).toEqual([
    { journey: "win_back", key: `win_back:${silence.lastOrderAt}`, dueAt: NOW, silence },
  ]);
  const marks = marksAfter(seen, due);
  expect(nudgesDue({ ...seen, marks }, ASKED)).toEqual([]);
  expect(nextLook({ ...seen, marks }, ASKED)).toBe(NEVER);
});

test("a silence of the past tells nobody anything, but a timer that fires late is on record", () => {
  const silence = silentSince(NOW - 90 * DAY, 60);
  expect(nudgesDue(seenAt(NOW, { silence }), ASKED)).toEqual([]);
  expect(nextLook(seenAt(NOW, { silence }), ASKED)).toBe(NEVER);
  const awaited = seenAt(NOW, { silence, looksAt: silence.winBackAt });
  expect(nudgesDue(awaited, ASKED)).toMatchObject([{ dueAt: NOW - 30 * DAY }]);
});

test("a silence that is not over yet is looked at when it will be", () => {
  const silence = silentSince(NOW - 10 * DAY, 45);
  expect(nextLook(seenAt(NOW, { silence }), ASKED)).toBe(silence.winBackAt);
  // Also while the journey is off: whoever switches it on reaches everybody.
  expect(nextLook(seenAt(NOW, { silence }), { ...ASKED, winBack: false })).toBe(silence.winBackAt);
});

test("an expiry is told 30 days and 7 days ahead", () => {
  const expiry = points(NOW + 30 * DAY);
  const first = seenAt(NOW, { expiries: [expiry], looksAt: NOW });
  const due = nudgesDue(first, ASKED);
  expect(due).toMatchObject([{ key: `points_expiring:points:${expiry.at}:0`, dueAt: NOW }]);
  const marks = marksAfter(first, due);
  const next = nextLook({ ...first, marks }, ASKED);
  expect(next).toBe(expiry.at - 7 * DAY);
  const second = seenAt(next, { expiries: [expiry], marks });
  expect(nudgesDue(second, ASKED)).toMatchObject([
    { key: `points_expiring:points:${expiry.at}:1`, dueAt: next },
  ]);
});

test("an expiry beyond what was loaded is looked at in time", () => {
  const expiryBeyond = NOW + 200 * DAY;
  expect(nextLook(seenAt(NOW, { expiryBeyond }), ASKED)).toBe(expiryBeyond - 30 * DAY);
});

test("points that expire within days of being earned are told twice, at some distance", () => {
  const expiry = points(NOW + 4 * DAY);
  const first = nextLook(seenAt(NOW, { expiries: [expiry] }), ASKED);
  expect(first).toBe(NOW + 2 * DAY);
  const seen = seenAt(first, { expiries: [expiry], looksAt: first });
  const due = nudgesDue(seen, ASKED);
  expect(due).toMatchObject([{ notice: 0, dueAt: first }]);
  const marks = marksAfter(seen, due);
  const second = nextLook({ ...seen, marks }, ASKED);
  expect(second).toBe(NOW + 3 * DAY);
  expect(
    nudgesDue(seenAt(second, { expiries: [expiry], marks, looksAt: second }), ASKED),
  ).toMatchObject([{ notice: 1 }]);
});

test("a timer that fires twice tells nothing before its time", () => {
  const expiries = [points(NOW + 4 * DAY)];
  const first = seenAt(NOW + 2 * DAY, { expiries, looksAt: NOW + 2 * DAY });
  const marks = marksAfter(first, nudgesDue(first, ASKED));
  const looksAt = nextLook({ ...first, marks }, ASKED);
  const again = { ...first, marks, looksAt };
  expect(nudgesDue(again, ASKED)).toEqual([]);
  expect(nextLook(again, ASKED)).toBe(looksAt);
});

test("a validity between two notices keeps the second at its time", () => {
  const expiry = points(NOW + 17 * DAY);
  const first = nextLook(seenAt(NOW, { expiries: [expiry] }), ASKED);
  expect(first).toBe(NOW + 5 * DAY);
  const seen = seenAt(first, { expiries: [expiry], looksAt: first });
  const marks = marksAfter(seen, nudgesDue(seen, ASKED));
  expect(nextLook({ ...seen, marks }, ASKED)).toBe(NOW + 10 * DAY);
});

test("of more than two notices those that nobody could give in time are left out", () => {
  const asked = { ...ASKED, noticeBefore: [60 * DAY, 30 * DAY, 7 * DAY] };
  const expiry = points(NOW + 40 * DAY);
  expect(nextLook(seenAt(NOW, { expiries: [expiry] }), asked)).toBe(NOW + 10 * DAY);
});

test("a journey that is off plans nothing", () => {
  const silence = silentSince(NOW - 45 * DAY, 45);
  const expiries = [points(NOW + 7 * DAY)];
  const seen = seenAt(NOW, { silence, expiries });
  const off = { ...ASKED, winBack: false, pointsExpiring: false };
  expect(nudgesDue(seen, off)).toEqual([]);
  expect(nextLook(seen, off)).toBe(NEVER);
});

test("what has expired is forgotten, the silence is not", () => {
  const marks: Marks = {
    silence: 5,
    notices: { [`points:${NOW - 1}`]: 1, [`points:${NOW + 1}`]: 0 },
  };
  expect(marksAfter(seenAt(NOW, { marks }), [])).toEqual({
    silence: 5,
    notices: { [`points:${NOW + 1}`]: 0 },
  });
});

/** A member's life: what becomes known when, and when somebody looks. */
const life = fc.record({
  lots: fc.array(
    fc.record({
      earned: fc.integer({ min: 0, max: 300 * 24 }),
      validity: fc.integer({ min: 5, max: 120 * 24 }),
    }),
    { maxLength: 6 },
  ),
  orders: fc.array(fc.integer({ min: 0, max: 300 * 24 }), { maxLength: 6 }),
  /** Hours at which a reaction looks, and at which a timer fires that is left over. */
  reactions: fc.array(fc.integer({ min: 0, max: 450 * 24 }), { maxLength: 20 }),
  strays: fc.array(fc.integer({ min: 0, max: 450 * 24 }), { maxLength: 10 }),
  /** How late cron is, minutes. */
  late: fc.integer({ min: 0, max: 60 }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const END = NOW + 500 * DAY;
const SILENT_DAYS = 20;
const at = (hours: number) => NOW + hours * HOUR;

function live({ lots, orders, reactions, strays, late }: Life) {
  const told: Nudge[] = [];
  let [looksAt, marks] = [NEVER, NO_MARKS];
  const seen = (now: number): Seen => {
    const known = lots.filter((l) => at(l.earned) <= now).map((l) => at(l.earned + l.validity));
    const dates = [...new Set(known)].filter((date) => date > now).sort((a, b) => a - b);
    const last = Math.max(...orders.map(at).filter((order) => order <= now));
    return {
      ...{ now, looksAt, marks },
      silence: Number.isFinite(last) ? silentSince(last, SILENT_DAYS) : null,
      expiries: dates.filter((date) => date <= now + 30 * DAY).map((date) => points(date)),
      expiryBeyond: dates.find((date) => date > now + 30 * DAY) ?? NEVER,
    };
  };
  const lookAhead = (now: number) => {
    if (looksAt <= now) return;
    const next = nextLook(seen(now), ASKED);
    expect(next).toBeGreaterThan(now);
    looksAt = Math.min(looksAt, next);
  };
  const fire = (now: number) => {
    const due = nudgesDue(seen(now), ASKED);
    told.push(...due);
    marks = marksAfter(seen(now), due);
    looksAt = nextLook(seen(now), ASKED);
    expect(looksAt).toBeGreaterThan(now);
  };
  const ahead = [...lots.map((l) => l.earned), ...orders, ...reactions].map(at);
  const events = [
    ...ahead.map((now) => ({ now, run: lookAhead })),
    ...strays.map((hours) => ({ now: at(hours), run: fire })),
  ].sort((a, b) => a.now - b.now);
  for (const { now, run } of [...events, { now: END, run: lookAhead }]) {
    while (looksAt + late * 60_000 < now) fire(looksAt + late * 60_000);
    run(now);
  }
  return told;
}

test("whenever one looks, each nudge is found once, and no points expire without two", () => {
  fc.assert(
    fc.property(life, (of) => {
      const told = live(of);
      expect(new Set(told.map((n) => n.key)).size).toBe(told.length);
      for (const lot of of.lots) {
        const date = at(lot.earned + lot.validity);
        const others = of.lots.filter((l) => at(l.earned + l.validity) === date);
        const first = Math.min(...others.map((l) => at(l.earned)));
        const ofDate = told.filter((n) => n.key.startsWith(`points_expiring:points:${date}:`));
        // Whoever has less than a day cannot be told twice with time to act in between.
        if (date - first >= DAY) expect(ofDate).toHaveLength(2);
        for (const nudge of ofDate) expect(nudge.dueAt).toBeLessThan(date);
      }
    }),
    { numRuns: 600 },
  );
});

test("whenever one looks, each silence is told once, and none that ended before", () => {
  fc.assert(
    fc.property(life, (of) => {
      const orders = [...new Set(of.orders.map(at))].sort((a, b) => a - b);
      const silences = orders.filter((order, i) => {
        const next = orders[i + 1] ?? Number.POSITIVE_INFINITY;
        return next > order + SILENT_DAYS * DAY + of.late * 60_000;
      });
      const told = live(of).filter((n) => n.journey === "win_back");
      // The order of the very minute of a nudge may come just before or just after it.
      const keys = told.map((n) => n.key);
      for (const order of silences) expect(keys).toContain(`win_back:${order}`);
      expect(keys.length).toBeLessThanOrEqual(orders.length);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 400 },
  );
});
