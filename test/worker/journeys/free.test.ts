import { expect, test } from "vitest";
import { lookAfter, tellOfFreed } from "../../../src/journeys";
import { DAY, HOUR } from "../../../src/lib/time";
import { contextAt } from "../../context";
import { rowsIn } from "../../queue";
import { mailsOf, messagesOf, NOON, run, type Someone } from "../messages/journey";
import { buy, guest, journeysOf, PROGRAM } from "./shop";

/** An online order's points are free after 18 days. */
const FREE = 18 * DAY;

test("points that were on the way are told of when they are free, once", async () => {
  const anna = await guest();
  await buy(anna, NOON, { channel: "online" });
  expect(await messagesOf(anna)).toEqual([]);
  await run(anna, NOON + FREE + HOUR);
  const [message] = await messagesOf(anna);
  expect(message).toMatchObject({ journey: "points_free", status: "sent", purpose: "points" });
  expect(JSON.parse(message?.details ?? "")).toMatchObject({
    ...{ unit: "points", amount: 30, balance: 30 },
  });
  const [mail] = await mailsOf(anna);
  expect(mail?.subject).toBe("30 points are yours to spend now");
  const [entry] = await freeing(anna);
  const ctx = await contextAt(anna.shop, NOON + FREE + HOUR);
  await Promise.all([tellOfFreed(ctx, entry), tellOfFreed(ctx, entry)]);
  expect(await messagesOf(anna)).toHaveLength(1);
});

/** Journal entries that freed points. */
async function freeing(who: Someone) {
  const rows = await rowsIn<{ id: string; member: string; recorded_at: number; facts: string }>(
    who.shop,
    "SELECT * FROM facts WHERE shop = ? AND facts LIKE '%\"freed\"%'",
    who.shop,
  );
  const entries = rows.map((row) => ({ ...row, all: JSON.parse(row.facts) }));
  return entries as [(typeof entries)[number]];
}

test("points over the counter are free at once, which nobody needs to be told", async () => {
  const anna = await guest();
  await buy(anna, NOON);
  await run(anna, NOON + 20 * DAY);
  expect(await messagesOf(anna)).toEqual([]);
});

test("an order over the counter on the day that others become free tells of those only", async () => {
  const anna = await guest();
  await buy(anna, NOON, { channel: "online" });
  await buy(anna, NOON + FREE + HOUR);
  const [message] = await messagesOf(anna);
  expect(JSON.parse(message?.details ?? "")).toMatchObject({ amount: 30, balance: 60 });
});

test("history tells of nothing that was free before, and of what becomes free later", async () => {
  const anna = await guest();
  const past = (days: number) => ({
    placedAt: new Date(NOON - days * DAY).toISOString(),
    ...{ channel: "online", mode: "history", earn: "rules" },
  });
  await buy(anna, NOON, past(19));
  await run(anna, NOON + HOUR);
  expect(await messagesOf(anna)).toEqual([]);
  await buy(anna, NOON + HOUR, past(10));
  await run(anna, NOON + 9 * DAY);
  expect(await journeysOf(anna)).toEqual(["points_free sent"]);
});

test("points that have been free for more than 48 hours are no news", async () => {
  const anna = await guest();
  await buy(anna, NOON, { channel: "online" });
  await run(anna, NOON + FREE + HOUR);
  const [entry] = await freeing(anna);
  const late = { ...entry, id: "fct_late", recorded_at: NOON + FREE + 49 * HOUR };
  await tellOfFreed(await contextAt(anna.shop, late.recorded_at), late);
  expect(await messagesOf(anna)).toHaveLength(1);
});

test("points that are spent already are not told of", async () => {
  const anna = await guest();
  await buy(anna, NOON, { channel: "online" });
  await anna.world.test("POST /v1/sandbox/clock", {
    now: new Date(NOON + FREE + HOUR).toISOString(),
  });
  // Taken before the timer's message is delivered: the commit settles what is due first.
  await anna.world.test(`POST /v1/members/${anna.id}/adjustments`, { amount: -30, reason: "test" });
  await run(anna);
  expect(await messagesOf(anna)).toEqual([]);
});

test("a journey that is off tells nothing, and neither does an entry about nobody", async () => {
  const anna = await guest({ journeys: { ...PROGRAM.journeys, pointsFree: { isEnabled: false } } });
  await buy(anna, NOON, { channel: "online" });
  await run(anna, NOON + FREE + HOUR);
  expect(await messagesOf(anna)).toEqual([]);
  const ctx = await contextAt(anna.shop, NOON);
  const [entry] = await freeing(anna);
  await tellOfFreed(ctx, { ...entry, member: null });
  await lookAfter(ctx, { ...entry, member: null });
});
