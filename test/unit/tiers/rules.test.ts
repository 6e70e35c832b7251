import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { columnsOf, type StoredProgress, storedFrom } from "../../../src/tiers/codec";
import { courseOf } from "../../../src/tiers/course";
import { dateOf, dayOf, earlier, later, yearFrom } from "../../../src/tiers/days";
import { outlookOf } from "../../../src/tiers/outlook";
import { NONE, step } from "../../../src/tiers/rules";
import { untilOf } from "../../../src/tiers/standing";
import { instant, Member, setOf, type TierSet, ZONE } from "./simulator";

const windows = fc.oneof(
  fc.constant({ type: "lifetime" as const }),
  fc.constant({ type: "calendar_year" as const }),
  fc.constant({ type: "membership_year" as const }),
  fc
    .constantFrom("P7D", "P30D", "P1M", "P12M", "P365D")
    .map((length) => ({ type: "rolling" as const, length })),
);

const sets: fc.Arbitrary<TierSet> = fc
  .record({
    window: windows,
    downgrade: fc.constantFrom("deserved" as const, "one_step" as const, "never" as const),
    grace: fc.constantFrom("P0D", "P10D", "P3M"),
  })
  .map((more) => (more.window.type === "lifetime" ? setOf({ window: more.window }) : setOf(more)));

/** Orders over some years, a few of them told late, a few taken back afterwards. */
const histories = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 200 }),
    lateBy: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 250 })),
    spend: fc.constantFrom(20, 50, 100, 200, 300, 700, 1000),
    returnedAfter: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
  }),
  { minLength: 1, maxLength: 25 },
);

/** What is recorded when, in the order of time. */
function recorded(
  history: readonly {
    after: number;
    lateBy: number;
    spend: number;
    returnedAfter: number | null;
  }[],
) {
  let on = instant("2018-03-01");
  const steps = history.flatMap(({ after, lateBy, spend, returnedAfter }) => {
    on += after * DAY;
    const at = on - lateBy * DAY;
    const back =
      returnedAfter === null ? [] : [{ on: on + returnedAfter * DAY, at, spend: -spend }];
    return [{ on, at, spend }, ...back];
  });
  return steps.sort((a, b) => a.on - b.on);
}

const JOINED = instant("2016-02-29");

test("what is kept up step by step, trimmed and stored, comes to what a fold over everything says", () => {
  fc.assert(
    fc.property(fc.array(sets, { minLength: 1, maxLength: 3 }), histories, (of, history) => {
      const named = of.map((set, i) => ({ ...set, key: `set${i}` }));
      const kept = new Member(named, JOINED);
      const whole = new Member(named, JOINED, true);
      for (const { on, at, spend } of recorded(history)) {
        for (const member of [kept, whole]) member.add(on, at, spend);
        for (const now of [on, on + 40 * DAY, on + 400 * DAY]) {
          expect(kept.levels(now)).toEqual(whole.levels(now));
        }
        const before = on - 100 * DAY;
        expect(kept.levelsAt(on, before)).toEqual(whole.levelsAt(on, before));
      }
    }),
    { numRuns: 60 },
  );
});

test("looking at a set only when something may change misses nothing that a look each day sees", () => {
  fc.assert(
    fc.property(sets, histories, (set, history) => {
      const member = new Member([set], JOINED, true);
      const steps = recorded(history);
      for (const { on, at, spend } of steps) member.add(on, at, spend);
      const today = dayOf("2033-01-01");
      const course = courseOf(set, member.stored.tally, dayOf("2016-02-29"), today);
      const first = course.days[0] ?? today;
      let standing = { level: NONE, since: first, falling: null, kept: null } as ReturnType<
        typeof step
      >;
      for (let day = first; day <= today; day++) {
        standing = step(course, standing, day);
        if (day % 97 !== 0) continue;
        const levels = member.levelsAt(today * DAY + DAY / 2, day * DAY + DAY / 2);
        expect([dateOf(day), levels]).toEqual([
          dateOf(day),
          [set.levels[standing.level]?.key ?? null],
        ]);
      }
    }),
    { numRuns: 40 },
  );
});

test("what is foretold comes true: the level holds until then, and what keeps it keeps it", () => {
  fc.assert(
    fc.property(sets, histories, (set, history) => {
      const member = new Member([set], JOINED);
      const steps = recorded(history);
      for (const { on, at, spend } of steps) member.add(on, at, spend);
      const now = (steps.at(-1)?.on ?? 0) + 3 * DAY;
      const [standing] = member.at(now);
      if (!standing) return;
      const until = untilOf(standing, ZONE);
      const outlook = outlookOf(standing, Math.floor(now / DAY));
      const [level] = member.levels(now);
      if (until === null) {
        expect(member.levels(now + 6000 * DAY)).toEqual([level]);
        expect(outlook.keep).toBeNull();
        return;
      }
      expect(member.levels(until - 1)).toEqual([level]);
      expect(member.levels(until)).not.toEqual([level]);
      // Bought on the last day it keeps the level on the day it would have been lost.
      const by = (outlook.keep?.by ?? 0) * DAY - DAY / 2;
      const keeps = outlook.keep?.missing ?? 0;
      member.add(Math.max(now, by), Math.max(now, by), keeps);
      expect(member.levels(until)).toEqual([level]);
    }),
    { numRuns: 150 },
  );
});

test("a missing amount, spent now, reaches the next level", () => {
  fc.assert(
    fc.property(sets, histories, (set, history) => {
      const member = new Member([set], JOINED);
      const steps = recorded(history);
      for (const { on, at, spend } of steps) member.add(on, at, spend);
      const now = steps.at(-1)?.on ?? 0;
      const [standing] = member.at(now);
      const next = standing && outlookOf(standing, Math.floor(now / DAY)).next;
      if (!next) return;
      member.add(now, now, next.missing);
      expect(member.levels(now)).toEqual([set.levels[next.level]?.key]);
    }),
    { numRuns: 100 },
  );
});

test("days are counted as the calendar does", () => {
  const day = dayOf("2024-01-31");
  expect(dateOf(later(day, "P1M"))).toBe("2024-02-29");
  expect(dateOf(later(day, "P1Y1M1D"))).toBe("2025-03-01");
  expect(dateOf(later(day, "P2W"))).toBe("2024-02-14");
  expect(dateOf(earlier(dayOf("2024-03-31"), "P1M"))).toBe("2024-02-29");
  expect(dateOf(earlier(dayOf("2024-01-15"), "P13M"))).toBe("2022-12-15");
  const year = yearFrom(dayOf("2024-02-29"), dayOf("2023-02-27"));
  expect([dateOf(year.start), dateOf(year.end)]).toEqual(["2022-02-28", "2023-02-28"]);
});

test("progress is stored in few bytes and read as it was", () => {
  const member = new Member([setOf({ window: { type: "rolling", length: "P12M" } })], JOINED);
  for (let week = 0; week < 60; week++) {
    const at = instant("2025-01-01") + week * 7 * DAY;
    member.add(at, at, 2490, { points: { points: 24 } });
  }
  const columns = columnsOf(member.stored);
  expect(storedFrom(columns)).toEqual(member.stored);
  expect(JSON.stringify(columns).length).toBeLessThan(1000);
  const gifts = [0, 1].flatMap((nth): StoredProgress["gifts"] => {
    const of = { set: "status", level: "gold", nth };
    return [
      { type: "voucher", ...of, code: "K7QM3XR9" },
      { type: "units", ...of, unit: "points", amount: 5, lot: 7, expiresAt: 9 },
      { type: "kept", ...of, what: "voucher" },
    ];
  });
  const manual = { level: "gold", since: 5, until: null, reason: "friend" };
  const held = { told: "gold", tenure: null, manual: null, checkpoint: null };
  const sets = { a: held, b: { ...held, manual }, c: { ...held, tenure: 7 } };
  const stored = { ...member.stored, gifts, sets: { ...sets, d: { ...held, manual, tenure: 7 } } };
  expect(storedFrom(columnsOf(stored))).toEqual(stored);
});

test("what staff gave counts while it lasts, and never lowers what is earned", () => {
  const member = new Member([setOf({ window: { type: "rolling", length: "P30D" } })], JOINED);
  const at = (date: string) => instant(date);
  member.add(at("2026-06-01"), at("2026-06-01"), 300);
  const give = (level: string, since: string, until: string | null) => {
    const manual = { level, since: at(since), until: until && at(until), reason: "friend" };
    const status = { told: null, tenure: null, checkpoint: null, manual };
    member.stored = { ...member.stored, sets: { status } } as StoredProgress;
  };
  const untilAt = (date: string) => {
    const [standing] = member.at(at(date));
    return standing && untilOf(standing, ZONE);
  };
  give("silver", "2026-06-10", "2026-08-01");
  // Gold by 300 until 1 July; then silver by hand until 1 August.
  expect(member.levels(at("2026-06-20"))).toEqual(["gold"]);
  expect(untilAt("2026-06-20")).toBe(Date.parse("2026-06-30T22:00:00Z"));
  expect(member.levels(at("2026-07-02"))).toEqual(["silver"]);
  expect(untilAt("2026-07-02")).toBe(at("2026-08-01"));
  expect(member.levels(at("2026-08-01"))).toEqual([null]);
  give("platinum", "2026-06-10", null);
  expect(member.levels(at("2026-06-09"))).toEqual(["gold"]);
  expect(member.levels(at("2040-01-01"))).toEqual(["platinum"]);
  expect(member.levelsAt(at("2026-06-20"), at("2026-06-05"))).toEqual(["gold"]);
});
