import { expect, test } from "vitest";
import { nudge } from "../../../src/journeys";
import { DAY, HOUR } from "../../../src/lib/time";
import { contextAt, shardOf } from "../../context";
import { order } from "../../orders";
import { deliver } from "../../queue";
import { mailsOf, messagesOf, NOON, published, run, type Someone } from "../messages/journey";
import { buy, guest, journeysOf, nudgeTimers, PROGRAM, vouchersOf } from "./shop";

/** Orders ten days apart, the last at noon: a silence is told 15 days later. */
async function regular(who: Someone): Promise<void> {
  for (const days of [-20, -10, 0]) {
    const placedAt = new Date(NOON + days * DAY).toISOString();
    await buy(who, NOON, { placedAt, mode: "history", earn: "none" });
  }
}

test("a silence of one and a half own intervals is told once, with a personal voucher", async () => {
  const anna = await guest();
  await regular(anna);
  await run(anna, NOON + 15 * DAY - HOUR);
  expect(await messagesOf(anna)).toEqual([]);
  await run(anna, NOON + 15 * DAY + HOUR);
  expect(await messagesOf(anna)).toMatchObject([
    { journey: "win_back", key: `win_back:${NOON}`, status: "sent", due_at: NOON + 15 * DAY },
  ]);
  const [message] = await messagesOf(anna);
  const [mail] = await mailsOf(anna);
  const [voucher] = await vouchersOf(anna);
  expect(mail?.subject).toBe("For you: 10% off everything");
  expect(mail?.text).toContain(JSON.parse(message?.details ?? "").code);
  expect(voucher?.cause).toBe(`journey:${mail?.key}`);
  expect(voucher?.expires_at).toBe(NOON + 45 * DAY);
  const valid = await anna.world.test("POST /v1/vouchers/validate", {
    code: JSON.parse(message?.details ?? "").code,
    member: anna.id,
  });
  expect(valid.body.valid).toBe(true);
  await run(anna, NOON + 200 * DAY);
  expect(await messagesOf(anna)).toHaveLength(1);
  expect(await vouchersOf(anna)).toHaveLength(1);
});

test("with too few orders the default is waited for", async () => {
  const days = { ...PROGRAM.journeys.winBack, afterDays: 40 };
  const anna = await guest({ journeys: { winBack: days } });
  await buy(anna, NOON);
  await run(anna, NOON + 39 * DAY);
  expect(await messagesOf(anna)).toEqual([]);
  await run(anna, NOON + 41 * DAY);
  expect(await messagesOf(anna)).toMatchObject([{ due_at: NOON + 40 * DAY }]);
  const ben = await guest();
  await buy(ben, NOON);
  expect((await nudgeTimers(ben)).map((t) => t.due_at)).toEqual([NOON + 135 * DAY]);
});

test("an order ends the silence: the next is told after the next pause", async () => {
  const anna = await guest();
  await regular(anna);
  await buy(anna, NOON + 14 * DAY);
  await run(anna, NOON + 28 * DAY);
  expect(await messagesOf(anna)).toEqual([]);
  await run(anna, NOON + 40 * DAY);
  expect(await messagesOf(anna)).toMatchObject([{ key: `win_back:${NOON + 14 * DAY}` }]);
  await buy(anna, NOON + 60 * DAY);
  await run(anna, NOON + 120 * DAY);
  expect(await journeysOf(anna)).toEqual(["win_back sent", "win_back sent"]);
});

test("an order between planning and push withdraws the message", async () => {
  const anna = await guest();
  const night = NOON + 13 * HOUR;
  for (const days of [-20, -10, 0]) {
    const placedAt = new Date(night - DAY + days * DAY).toISOString();
    await buy(anna, night - DAY, { placedAt, mode: "history", earn: "none" });
  }
  await run(anna, night + 14 * DAY + HOUR);
  expect(await journeysOf(anna)).toEqual(["win_back queued"]);
  await buy(anna, night + 14 * DAY + 2 * HOUR);
  await run(anna, night + 15 * DAY);
  expect(await journeysOf(anna)).toEqual(["win_back cancelled"]);
  expect(await mailsOf(anna)).toEqual([]);
});

test("a returned order brings the silence before it back, which was told already", async () => {
  const anna = await guest();
  await regular(anna);
  await run(anna, NOON + 16 * DAY);
  const id = await buy(anna, NOON + 17 * DAY);
  await anna.world.test(`POST /v1/orders/${id}/cancel`, {});
  await run(anna, NOON + 100 * DAY);
  expect(await journeysOf(anna)).toEqual(["win_back sent"]);
});

test("a member of the holdout is told nothing and gets no voucher", async () => {
  const held = { ...PROGRAM.journeys.winBack, holdoutPercent: 50 };
  const anna = await guest({ journeys: { winBack: held } });
  for (let i = 0; i < 20; i++) {
    const more = { channel: "store", placedAt: new Date(NOON).toISOString() };
    const placed = await anna.world.test("POST /v1/orders", order(`h-${i}`, `h-${i}`, more));
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  }
  await run(anna);
  await run(anna, NOON + 140 * DAY);
  const { world } = anna;
  const statuses = new Map<string, number>();
  for (let i = 0; i < 20; i++) {
    const { body } = await world.test(`GET /v1/members/ext:h-${i}`);
    const who = { ...anna, id: body.id };
    const [message] = await messagesOf(who);
    const status = message?.status ?? "none";
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    expect(await vouchersOf(who)).toHaveLength(status === "held_out" ? 0 : 1);
  }
  expect([...statuses.keys()].sort()).toEqual(["held_out", "shown"]);
  expect(statuses.get("held_out")).toBeGreaterThan(2);
  expect(statuses.get("shown")).toBeGreaterThan(2);
});

test("a timer that fires twice, and at once, plans one message and one voucher", async () => {
  const anna = await guest();
  await regular(anna);
  const [timer] = await nudgeTimers(anna);
  if (!timer) throw new Error("no timer");
  const shard = await shardOf(anna.world.sandbox);
  const message = {
    ...{ type: "timer" as const, shard, realm: anna.world.sandbox, shop: anna.world.sandbox },
    ...{ dueAt: timer.due_at, subject: anna.id, kind: "nudge" },
  };
  await anna.world.test("POST /v1/sandbox/clock", {
    now: new Date(NOON + 16 * DAY).toISOString(),
  });
  expect(await deliver([message, message, message], { env: published })).toMatchObject({
    acked: [0, 1, 2],
  });
  await deliver([message], { env: published });
  expect(await messagesOf(anna)).toHaveLength(1);
  expect(await vouchersOf(anna)).toHaveLength(1);
  expect((await nudgeTimers(anna)).map((t) => t.due_at)).not.toContain(timer.due_at);
});

test("a timer that fires more than 48 hours late leaves it on record, and no voucher", async () => {
  const anna = await guest();
  await regular(anna);
  const [timer] = await nudgeTimers(anna);
  if (!timer) throw new Error("no timer");
  const ctx = await contextAt(anna.world.sandbox, timer.due_at + 49 * HOUR);
  const shard = await shardOf(anna.world.sandbox);
  await nudge(ctx, {
    ...{ type: "timer", shard, realm: anna.world.sandbox, shop: anna.world.sandbox },
    ...{ dueAt: timer.due_at, subject: anna.id, kind: "nudge" },
  });
  expect(await journeysOf(anna)).toEqual(["win_back too_late"]);
  expect(await vouchersOf(anna)).toEqual([]);
});

test("what was over when history came in tells nobody; what lies ahead is told", async () => {
  const anna = await guest();
  const past = (days: number) => ({
    placedAt: new Date(NOON - days * DAY).toISOString(),
    ...{ mode: "history", earn: "none" },
  });
  for (const days of [120, 110, 100]) await buy(anna, NOON, past(days));
  await run(anna, NOON + 100 * DAY);
  expect(await messagesOf(anna)).toEqual([]);
  const ben = await guest();
  for (const days of [21, 11, 1]) await buy(ben, NOON, past(days));
  await run(ben, NOON + 20 * DAY);
  expect(await messagesOf(ben)).toMatchObject([{ due_at: NOON + 14 * DAY, status: "sent" }]);
});

test("a journey that is switched on reaches who was silent before", async () => {
  const anna = await guest({});
  await regular(anna);
  await anna.world.test("PUT /v1/program", PROGRAM);
  await run(anna, NOON + 16 * DAY);
  expect(await journeysOf(anna)).toEqual(["win_back sent"]);
});

test("an erased member is told nothing, and their timer goes", async () => {
  const anna = await guest();
  await regular(anna);
  await anna.world.test(`DELETE /v1/members/${anna.id}`);
  await run(anna, NOON + 16 * DAY);
  expect(await messagesOf(anna)).toEqual([]);
  expect((await nudgeTimers(anna)).filter((t) => t.due_at < NOON + 16 * DAY)).toEqual([]);
});

test("a timer about another shop's member finds nobody", async () => {
  const [anna, ben] = [await guest(), await guest()];
  await regular(anna);
  const ctx = await contextAt(ben.world.sandbox, NOON + 15 * DAY);
  const shard = await shardOf(ben.world.sandbox);
  await nudge(ctx, {
    ...{ type: "timer", shard, realm: ben.world.sandbox, shop: ben.world.sandbox },
    ...{ dueAt: NOON + 15 * DAY, subject: anna.id, kind: "nudge" },
  });
  expect(await messagesOf(anna)).toEqual([]);
  expect(await messagesOf({ ...ben, id: anna.id })).toEqual([]);
});
