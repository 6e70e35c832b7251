import { expect, test } from "vitest";
import { DAY, HOUR } from "../../../src/lib/time";
import { mailsOf, messagesOf, NOON, run, type Someone } from "../messages/journey";
import { buy, guest, journeysOf, PROGRAM, runThrough } from "./shop";

const rolling = (days: number, more: object = {}) => ({
  ...PROGRAM,
  expiry: { policy: "rolling", after: `P${days}D` },
  journeys: { pointsExpiring: { holdoutPercent: 0, ...more } },
});

const told = async (who: Someone) =>
  (await messagesOf(who))
    .filter((m) => m.journey === "points_expiring")
    .map((m) => ({ at: m.due_at, ...JSON.parse(m.details) }))
    .sort((a, b) => a.at - b.at);

test("every expiry is told 30 days and 7 days ahead, with what is left", async () => {
  const anna = await guest(rolling(90));
  await buy(anna, NOON);
  const expiry = NOON + 90 * DAY;
  await run(anna, NOON + 61 * DAY);
  await anna.world.test(`POST /v1/members/${anna.id}/adjustments`, { amount: -12, reason: "test" });
  await runThrough(anna, 83, 100);
  expect(await told(anna)).toMatchObject([
    { at: expiry - 30 * DAY, amount: 30, unit: "points", expiresAt: expiry, balance: 30 },
    { at: expiry - 7 * DAY, amount: 18, unit: "points", expiresAt: expiry, balance: 18 },
  ]);
  const subjects = (await mailsOf(anna)).map((m) => m.subject);
  expect(subjects).toEqual([
    "30 points expire on 13 August 2030",
    "18 points expire on 13 August 2030",
  ]);
});

test("points that were spent are not told of", async () => {
  const anna = await guest(rolling(90));
  await buy(anna, NOON);
  await anna.world.test(`POST /v1/members/${anna.id}/adjustments`, { amount: -30, reason: "test" });
  await runThrough(anna, 60, 83, 100);
  expect(await messagesOf(anna)).toEqual([]);
});

test("what expires on one day is one notice; each further day has its own", async () => {
  const anna = await guest({ ...rolling(90), expiry: { policy: "end_of_month", after: "P2M" } });
  await buy(anna, NOON);
  await buy(anna, NOON + DAY);
  await buy(anna, NOON + 20 * DAY);
  await runThrough(anna, 48, 71, 78, 101, 110);
  expect((await told(anna)).map((n) => n.amount)).toEqual([60, 60, 30, 30]);
});

test("points that are valid for a few days are told of twice, before they are gone", async () => {
  const anna = await guest(rolling(4));
  await buy(anna, NOON);
  await runThrough(anna, 2, 3, 6);
  const notices = await told(anna);
  expect(notices).toHaveLength(2);
  expect(notices.map((n) => Math.round((n.at - NOON) / HOUR))).toEqual([48, 72]);
});

test("more notices and earlier ones, as the program says", async () => {
  const anna = await guest(rolling(120, { noticeBefore: ["P3D", "P90D", "P45D"] }));
  await buy(anna, NOON);
  await runThrough(anna, 30, 75, 117, 125);
  expect((await told(anna)).map((n) => (n.expiresAt - n.at) / DAY)).toEqual([90, 45, 3]);
});

test("points on the way are told of once they are free, like any other", async () => {
  const anna = await guest(rolling(60));
  await buy(anna, NOON, { channel: "online" });
  await runThrough(anna, 18, 30, 53, 70);
  expect((await told(anna)).map((n) => (n.expiresAt - n.at) / DAY)).toEqual([30, 7]);
});

test("who is held out finds the notices in the inbox", async () => {
  const anna = await guest(rolling(90, { holdoutPercent: 50 }));
  for (let i = 0; i < 12; i++) {
    await buy(anna, NOON, { member: { externalId: `h-${i}`, email: `h${i}@example.com` } });
  }
  await runThrough(anna, 60, 83, 100);
  const reasons = new Set<string>();
  for (let i = 0; i < 12; i++) {
    const { body } = await anna.world.test(`GET /v1/members/ext:h-${i}`);
    const notices = await messagesOf({ ...anna, id: body.id });
    expect(notices.map((n) => n.status)).toEqual(["shown", "shown"]);
    expect(new Set(notices.map((n) => n.reason)).size).toBe(1);
    reasons.add(`${notices[0]?.reason}`);
  }
  expect([...reasons].sort()).toEqual(["held_out", "no_consent"]);
});

test("history whose points expire soon sends nothing at once", async () => {
  const anna = await guest(rolling(90));
  const placedAt = new Date(NOON - 80 * DAY).toISOString();
  await buy(anna, NOON, { placedAt, mode: "history", earn: "rules" });
  expect(await messagesOf(anna)).toEqual([]);
  await runThrough(anna, 2, 3, 20);
  expect((await told(anna)).map((n) => Math.round((n.expiresAt - n.at) / DAY))).toEqual([9, 7]);
});

test("a journey that is off tells nothing", async () => {
  const anna = await guest(rolling(90, { isEnabled: false }));
  await buy(anna, NOON);
  await runThrough(anna, 60, 83, 100);
  expect(await journeysOf(anna)).toEqual([]);
});

test("what expires after inactivity is told of twice, and again after it was put off", async () => {
  const anna = await guest({ ...rolling(90), expiry: { policy: "inactivity", after: "P90D" } });
  await buy(anna, NOON);
  await runThrough(anna, 60);
  await buy(anna, NOON + 61 * DAY);
  await runThrough(anna, 83, 90, 121, 144, 152);
  expect(await told(anna)).toMatchObject([
    // 30 days before day 90; then the order of day 61 puts it off to day 151.
    { at: NOON + 60 * DAY, amount: 30, expiresAt: NOON + 90 * DAY },
    { at: NOON + 121 * DAY, amount: 60, expiresAt: NOON + 151 * DAY },
    { at: NOON + 144 * DAY, amount: 60, expiresAt: NOON + 151 * DAY },
  ]);
});
