import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/lib/time";
import {
  fateOf,
  isQuiet,
  isTooLate,
  LATEST_MS,
  nextStep,
  type Planning,
  type Push,
  type Pushable,
  pushesPlanned,
  pushesUntil,
  retryAt,
  whenToPush,
  whyNotPushed,
} from "../../../src/messages/rules";

/** Zones with half hours, double and half-hour daylight saving, a skipped day, and none of it. */
const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "America/Asuncion",
  "Asia/Tehran",
  "UTC",
];

const two = (n: number): string => String(n).padStart(2, "0");
const clock = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((m) => `${two(Math.floor(m / 60))}:${two(m % 60)}`);
const quietHours = fc
  .record({ from: clock, until: clock })
  .filter(({ from, until }) => from !== until);
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const lengthOf = (quiet: { from: string; until: string }): number =>
  ((minuteOf(quiet.until) - minuteOf(quiet.from) + 24 * 60) % (24 * 60)) * MINUTE;
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2045, 0, 1) });

/** The change of the clocks that comes next: there things go wrong. */
function changeAfter(at: number, timeZone: string): number {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return there.getTimeZoneTransition("next")?.epochMilliseconds ?? at;
}

const moment = fc
  .record({
    timeZone: zone,
    from: instant,
    isNearChange: fc.boolean(),
    by: fc.integer({ min: -DAY, max: DAY }),
  })
  .map(({ timeZone, from, isNearChange, by }) => ({
    timeZone,
    at: isNearChange ? changeAfter(from, timeZone) + by : from,
  }));

test("nothing is pushed in quiet hours, in any zone, on any day, and nothing waits long", () => {
  fc.assert(
    fc.property(moment, quietHours, ({ at, timeZone }, quiet) => {
      const push = whenToPush(at, timeZone, quiet);
      expect(push).toBeGreaterThanOrEqual(at);
      expect(isQuiet(push, timeZone, quiet)).toBe(false);
      const length = lengthOf(quiet);
      // Clocks that skip the one free hour of a day leave only that of the next.
      const longest = length <= 20 * HOUR ? length + 2 * HOUR : 2 * DAY;
      expect(push - at).toBeLessThanOrEqual(longest);
      if (!isQuiet(at, timeZone, quiet)) expect(push).toBe(at);
      expect(whenToPush(push, timeZone, quiet)).toBe(push);
    }),
    { numRuns: 1_000 },
  );
});

const NIGHT = { from: "20:00", until: "08:00" };

test("quiet hours end by the clock on the wall, also on the days it is changed", () => {
  const berlin = (iso: string) => new Date(whenToPush(Date.parse(iso), "Europe/Berlin", NIGHT));
  // The night of 28 to 29 March 2026 is an hour shorter, that of 24 to 25 October one longer.
  expect(berlin("2026-03-28T22:00:00Z").toISOString()).toBe("2026-03-29T06:00:00.000Z");
  expect(berlin("2026-10-24T22:00:00Z").toISOString()).toBe("2026-10-25T07:00:00.000Z");
  expect(berlin("2026-07-01T18:00:00Z").toISOString()).toBe("2026-07-02T06:00:00.000Z");
  expect(berlin("2026-07-01T17:59:59Z").toISOString()).toBe("2026-07-01T17:59:59.000Z");
  expect(berlin("2026-07-02T05:59:59Z").toISOString()).toBe("2026-07-02T06:00:00.000Z");
});

test("quiet hours that end in the hour which is left out end after it", () => {
  const quiet = { from: "22:00", until: "02:30" };
  const push = whenToPush(Date.parse("2026-03-29T00:59:00Z"), "Europe/Berlin", quiet);
  expect(push).toBe(Date.parse("2026-03-29T01:30:00Z"));
});

test("without quiet hours a message goes out at once", () => {
  fc.assert(
    fc.property(moment, ({ at, timeZone }) => {
      expect(whenToPush(at, timeZone, null)).toBe(at);
    }),
  );
});

test("what is 48 hours late may still go, what is later not", () => {
  expect(isTooLate(0, LATEST_MS)).toBe(false);
  expect(isTooLate(0, LATEST_MS + 1)).toBe(true);
  expect(isTooLate(10, 0)).toBe(false);
});

const NOW = Date.UTC(2030, 4, 15, 10);
const contact = { capPerWeek: 2, quietHours: NIGHT };
const free = {
  refusal: null,
  hasLegalSender: true,
  hasPublicUrl: true,
  pushes: 0,
  contact,
};

test("the first reason not to push is told", () => {
  expect(whyNotPushed(free)).toBeNull();
  const all = { ...free, refusal: "no_consent", hasLegalSender: false, hasPublicUrl: false };
  expect(whyNotPushed({ ...all, pushes: 2 })).toBe("no_consent");
  expect(whyNotPushed({ ...all, refusal: null })).toBe("no_legal_sender");
  expect(whyNotPushed({ ...free, hasPublicUrl: false })).toBe("no_public_url");
  expect(whyNotPushed({ ...free, pushes: 1 })).toBeNull();
  expect(whyNotPushed({ ...free, pushes: 2 })).toBe("capped");
});

test("pushes count for seven days, those in doubt too, failed ones never", () => {
  const at = (status: Push["status"], claimed_at: number | null): Push => ({ status, claimed_at });
  const earlier = [
    at("sent", NOW - 7 * DAY),
    at("sent", NOW - 7 * DAY + 1),
    at("sending", NOW),
    at("unconfirmed", NOW - DAY),
    at("failed", NOW),
    at("shown", null),
    at("queued", null),
  ];
  expect(pushesUntil(NOW, earlier)).toBe(3);
  expect(pushesPlanned(NOW, earlier)).toBe(4);
});

test("however messages are planned and pushed, no seven days hold more than the cap", () => {
  const step = fc.record({ wait: fc.integer({ min: 0, max: 3 * DAY }), plans: fc.nat({ max: 4 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat({ max: 4 }), (steps, capPerWeek) => {
      const sent: { status: Push["status"]; claimed_at: number | null; due: number }[] = [];
      let now = NOW;
      const pushDue = (until: number) => {
        for (const m of sent.filter((s) => s.status === "queued" && s.due <= until)) {
          const others = sent.filter((other) => other !== m);
          const isFree = pushesUntil(m.due, others) < capPerWeek;
          m.status = isFree ? "sent" : "shown";
          m.claimed_at = isFree ? m.due : null;
        }
      };
      for (const { wait, plans } of steps) {
        now += wait;
        pushDue(now);
        for (let i = 0; i < plans; i++) {
          const fate = fateOf({
            ...planning,
            now,
            dueAt: now,
            pushes: pushesPlanned(now, sent),
            contact: { capPerWeek, quietHours: NIGHT },
          });
          sent.push({ status: fate.status, claimed_at: null, due: fate.pushAt });
        }
      }
      pushDue(now + 3 * DAY);
      const times = sent.flatMap((m) => (m.status === "sent" ? [m.claimed_at ?? 0] : []));
      for (const from of times) {
        const within = times.filter((t) => t >= from && t < from + 7 * DAY);
        expect(within.length).toBeLessThanOrEqual(capPerWeek);
      }
    }),
    { numRuns: 300 },
  );
});

const planning: Planning = {
  ...free,
  now: NOW,
  dueAt: NOW,
  isPromotion: true,
  holdoutPercent: 10,
  draw: 0.5,
  timeZone: "Europe/Berlin",
};

test("a new message is too late, held out, only shown or queued, in this order", () => {
  const worst = { ...planning, dueAt: NOW - 3 * DAY, draw: 0, refusal: "withdrawn" };
  expect(fateOf(worst).status).toBe("too_late");
  expect(fateOf({ ...worst, dueAt: NOW })).toMatchObject({ status: "held_out" });
  expect(fateOf({ ...worst, dueAt: NOW, isPromotion: false })).toMatchObject({
    status: "shown",
    reason: "held_out",
  });
  expect(fateOf({ ...worst, dueAt: NOW, draw: 0.1 })).toMatchObject({
    status: "shown",
    reason: "withdrawn",
  });
  expect(fateOf(planning)).toEqual({ status: "queued", reason: null, pushAt: NOW });
  expect(fateOf({ ...planning, dueAt: NOW + 11 * HOUR }).pushAt).toBe(NOW + 20 * HOUR);
  expect(fateOf({ ...planning, draw: 0, holdoutPercent: 0 }).status).toBe("queued");
  expect(fateOf({ ...planning, draw: 0.999_999, holdoutPercent: 100 }).status).toBe("held_out");
});

const pushable: Pushable = {
  ...free,
  now: NOW,
  timeZone: "Europe/Berlin",
  status: "queued",
  attempts: 0,
  dueAt: NOW,
  claimedAt: null,
  hasOrderedSince: false,
};

test("a claimed message is left alone for five minutes, repeated once, and then given up", () => {
  const claimed: Pushable = { ...pushable, status: "sending", attempts: 1, claimedAt: NOW };
  const at = (now: number, more: Partial<Pushable> = {}) => nextStep({ ...claimed, ...more, now });
  expect(at(NOW + 5 * MINUTE - 1)).toEqual({ kind: "leave" });
  expect(at(NOW + 5 * MINUTE)).toEqual({ kind: "push" });
  const given = { kind: "close", status: "unconfirmed", reason: null };
  expect(at(NOW + 5 * MINUTE, { attempts: 2 })).toEqual(given);
  expect(at(NOW + 5 * MINUTE, { refusal: "withdrawn" })).toEqual(given);
  expect(at(NOW + 5 * MINUTE, { hasOrderedSince: true })).toEqual(given);
  expect(at(NOW + 3 * DAY)).toEqual(given);
  expect(at(NOW + 10 * HOUR)).toEqual({ kind: "wait", until: NOW + 20 * HOUR });
});

test("nothing but what waits or is claimed is ever pushed", () => {
  const settled = ["shown", "sent", "held_out", "too_late", "cancelled", "failed", "unconfirmed"];
  for (const status of settled) {
    const step = nextStep({ ...pushable, status: status as Pushable["status"] });
    expect(step).toEqual({ kind: "leave" });
  }
});

test("a busy provider is asked again ever more seldom, and never too late", () => {
  expect(retryAt(NOW, NOW, NOW)).toBe(NOW + 15 * MINUTE);
  expect(retryAt(NOW + 40 * MINUTE, NOW, NOW)).toBe(NOW + 80 * MINUTE);
  expect(retryAt(NOW + 20 * HOUR, NOW, NOW)).toBe(NOW + 26 * HOUR);
  expect(retryAt(NOW + 42 * HOUR, NOW, NOW)).toBe(NOW + 48 * HOUR);
  expect(retryAt(NOW + 42 * HOUR + 1, NOW, NOW)).toBeNull();
});
