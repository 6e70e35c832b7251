import { expect, test } from "vitest";
import type { Env } from "../../../src/core/env";
import { DAY, HOUR, MINUTE } from "../../../src/lib/time";
import { sendMessage } from "../../../src/messages";
import { contextAt } from "../../context";
import { wrapEnv } from "../../d1-wrapper";
import { flaky } from "../../faults";
import { order } from "../../orders";
import { deliver } from "../../queue";
import {
  consent,
  draft,
  fire,
  mailsOf,
  messageFacts,
  messagesOf,
  NOON,
  plan,
  published,
  run,
  type Someone,
  someone,
  suppress,
  timerMessages,
  timersOf,
} from "./journey";

const EVENING = NOON + 9 * HOUR;
/** Eight the next morning, when what was planned in the evening goes out. */
const MORNING = NOON + 20 * HOUR;

/** Somebody with a message that waits for the morning. */
async function waiting(more: Parameters<typeof draft>[0] = {}, isLive = false): Promise<Someone> {
  const anna = await someone({ isLive });
  const [planned] = await plan(anna, [draft({ dueAt: EVENING, ...more })], { now: EVENING });
  expect(planned).toMatchObject({ status: "queued", dueAt: MORNING });
  return anna;
}

/** The mail is delivered once more, and nobody hears of it. */
const deaf = (): Env =>
  wrapEnv(published, async (execute, sql) => {
    const results = await execute();
    if (sql.some((s) => s.includes("INSERT INTO mails"))) throw new Error("stopped");
    return results;
  });

const iso = (at: number): string => new Date(at).toISOString();

test("a message that an order has overtaken is not sent and leaves the inbox", async () => {
  const anna = await waiting({ stopsOnOrder: true });
  const placed = await anna.call("POST /v1/orders", order("1", "c-1", { placedAt: iso(NOON) }));
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  await fire(anna, MORNING);
  expect(await messagesOf(anna)).toMatchObject([{ status: "cancelled", reason: "ordered" }]);
  expect(await mailsOf(anna)).toEqual([]);
  expect((await anna.call("GET /v1/members/ext:c-1/inbox")).body.data).toEqual([]);
  expect((await messageFacts(anna)).at(-1)).toMatchObject({
    type: "message_not_sent",
    reason: "ordered",
  });
});

test("an order from before, or one that does not matter, stops nothing", async () => {
  const anna = await someone();
  await anna.call("POST /v1/orders", order("1", "c-1", { placedAt: iso(NOON - HOUR) }));
  const drafts = [
    draft({ dueAt: EVENING, stopsOnOrder: true }),
    draft({ key: "probe:2", dueAt: EVENING }),
  ];
  await plan(anna, drafts, { now: EVENING });
  await fire(anna, MORNING);
  expect((await messagesOf(anna)).map((m) => m.status)).toEqual(["sent", "sent"]);
});

const changes: [string, (anna: Someone) => Promise<unknown>][] = [
  ["withdrawn", (anna) => consent(anna, "points", "withdrawn", NOON)],
  ["suppressed", suppress],
  ["no_legal_sender", ({ call }) => call("PATCH /v1/shop", { legalSender: null })],
];

test.for(changes)("what changed between plan and push counts: %s", async ([reason, change]) => {
  const anna = await waiting();
  await change(anna);
  await fire(anna, MORNING);
  expect(await messagesOf(anna)).toMatchObject([{ status: "shown", reason, channel: "inbox" }]);
  expect(await mailsOf(anna)).toEqual([]);
  expect((await messageFacts(anna)).at(-1)).toMatchObject({ type: "message_shown", reason });
  expect(await timersOf(anna)).toEqual([]);
});

test("a timer more than 48 hours late closes the message unsent", async () => {
  const anna = await waiting();
  await fire(anna, EVENING + 2 * DAY + 1);
  expect(await messagesOf(anna)).toMatchObject([{ status: "too_late", attempts: 0 }]);
  expect(await mailsOf(anna)).toEqual([]);
  expect(await timersOf(anna)).toEqual([]);
});

test("a timer that fires in quiet hours waits for their end", async () => {
  const anna = await waiting();
  await fire(anna, MORNING + 13 * HOUR);
  expect(await mailsOf(anna)).toEqual([]);
  expect(await timersOf(anna)).toMatchObject([{ due_at: MORNING + DAY }]);
  await fire(anna, MORNING + DAY);
  expect(await mailsOf(anna)).toMatchObject([{ deliveries: 1, sent_at: MORNING + DAY }]);
});

test("a message that is delivered again, and twice at once, is sent once", async () => {
  const anna = await someone();
  await plan(anna, [draft()]);
  const [timer] = await timerMessages(anna, NOON);
  if (!timer) throw new Error("no timer");
  const once = { env: published };
  expect(await deliver([timer, timer, timer], once)).toMatchObject({ retried: [] });
  await deliver([timer], once);
  await run(anna, NOON + DAY);
  expect(await mailsOf(anna)).toMatchObject([{ deliveries: 1 }]);
  expect(await messagesOf(anna)).toMatchObject([{ status: "sent", attempts: 1 }]);
  expect((await messageFacts(anna)).filter((f) => f.type === "message_sent")).toHaveLength(1);
});

test("of two deliveries at the very same time one claims the message", async () => {
  const anna = await waiting();
  const [timer] = await timerMessages(anna, MORNING);
  if (!timer) throw new Error("no timer");
  // Both have loaded before either commits, as in two isolates: here one waits for its turn first.
  let loads = 0;
  const bothLoaded = Promise.withResolvers<void>();
  const slow = wrapEnv(published, async (execute, sql) => {
    const results = await execute();
    if (sql.some((s) => s.includes("FROM messages")) && ++loads <= 2) {
      if (loads === 2) bothLoaded.resolve();
      await bothLoaded.promise;
    }
    return results;
  });
  const ctx = await contextAt(anna.shop, MORNING, slow);
  await Promise.all([sendMessage(ctx, timer), sendMessage(ctx, timer)]);
  expect(await mailsOf(anna)).toMatchObject([{ deliveries: 1 }]);
  expect(await messagesOf(anna)).toMatchObject([{ status: "sent", attempts: 1 }]);
});

test("stopped between send and mark, a message goes out once more under its key", async () => {
  const anna = await waiting();
  const [timer] = await timerMessages(anna, MORNING);
  if (!timer) throw new Error("no timer");
  const ctx = await contextAt(anna.shop, MORNING, stopsAfterMail());
  await expect(sendMessage(ctx, timer)).rejects.toThrow("stopped");
  expect(await messagesOf(anna)).toMatchObject([{ status: "sending", attempts: 1 }]);
  // The Queue brings the message again at once, when it may still be on its way.
  await sendMessage(await contextAt(anna.shop, MORNING + MINUTE, published), timer);
  expect(await mailsOf(anna)).toMatchObject([{ deliveries: 1 }]);
  await fire(anna, MORNING + 5 * MINUTE);
  const mails = await mailsOf(anna);
  expect(mails).toMatchObject([{ key: timer.subject, deliveries: 2 }]);
  expect(await messagesOf(anna)).toMatchObject([{ status: "sent", attempts: 2 }]);
  await fire(anna, MORNING + DAY);
  expect(await mailsOf(anna)).toEqual(mails);
  const explained = await anna.call(`GET /v1/explain/${timer.subject}`);
  expect(explained.body.text).toContain("handed over twice under one key");
});

/** Whoever runs with it is stopped for good as soon as a mail was handed over. */
function stopsAfterMail(): Env {
  let isStopped = false;
  return wrapEnv(published, async (execute, sql) => {
    if (isStopped) throw new Error("stopped");
    const results = await execute();
    isStopped = sql.some((s) => s.includes("INSERT INTO mails"));
    return results;
  });
}

test("a provider that never answers is asked twice and not a third time", async () => {
  const anna = await waiting();
  for (const minutes of [0, 5, 10, 15, 20]) {
    await fire(anna, MORNING + minutes * MINUTE, deaf());
  }
  expect(await mailsOf(anna)).toMatchObject([{ deliveries: 2 }]);
  expect(await messagesOf(anna)).toMatchObject([{ status: "unconfirmed", attempts: 2 }]);
  expect(await timersOf(anna)).toEqual([]);
  expect((await messageFacts(anna)).at(-1)).toMatchObject({
    type: "message_not_sent",
    reason: "unconfirmed",
  });
});

test("a message whose fate is unknown is not repeated once consent is withdrawn", async () => {
  const anna = await waiting();
  await fire(anna, MORNING, deaf());
  await consent(anna, "points", "withdrawn", NOON);
  await fire(anna, MORNING + 5 * MINUTE);
  expect(await mailsOf(anna)).toMatchObject([{ deliveries: 1 }]);
  expect(await messagesOf(anna)).toMatchObject([{ status: "unconfirmed", attempts: 1 }]);
});

/** A live shop's provider that answers as told, and remembers the keys it was sent. */
function provider(answer: () => string | null) {
  const keys: string[] = [];
  const EMAIL = {
    send: async (mail: { headers: Record<string, string> }) => {
      keys.push(mail.headers["X-Idempotency-Key"] ?? "");
      const code = answer();
      if (code !== null) throw Object.assign(new Error("refused"), { code });
      return { messageId: "1" };
    },
  } as unknown as SendEmail;
  return { keys, env: { ...published, EMAIL, MAIL_FROM: "bonus@shop.example" } as Env };
}

test("a provider that is busy is asked later, and the attempts do not count", async () => {
  const anna = await waiting({}, true);
  let isBusy = true;
  const mail = provider(() => (isBusy ? "E_RATE_LIMIT_EXCEEDED" : null));
  await fire(anna, MORNING, mail.env);
  expect(await messagesOf(anna)).toMatchObject([{ status: "queued", attempts: 0 }]);
  const waits: number[] = [];
  let now = MORNING;
  for (let i = 0; i < 4; i++) {
    const [timer] = await timersOf(anna);
    waits.push((timer?.due_at ?? 0) - now);
    now = timer?.due_at ?? 0;
    isBusy = i < 3;
    await fire(anna, now, mail.env);
  }
  expect(waits).toEqual([15, 15, 30, 60].map((minutes) => minutes * MINUTE));
  expect(await messagesOf(anna)).toMatchObject([{ status: "sent", attempts: 1, sent_at: now }]);
  expect(new Set(mail.keys).size).toBe(1);
  expect(mail.keys).toHaveLength(5);
  expect(await timersOf(anna)).toEqual([]);
});

test("a provider that is busy for two days gets no more tries", async () => {
  const anna = await waiting({}, true);
  const mail = provider(() => "E_DAILY_LIMIT_EXCEEDED");
  for (let hour = 0; hour < 72; hour += 1) await fire(anna, MORNING + hour * HOUR, mail.env);
  const [message] = await messagesOf(anna);
  expect(["failed", "too_late"]).toContain(message?.status);
  expect(message?.attempts).toBe(0);
  expect(await timersOf(anna)).toEqual([]);
  expect(mail.keys.length).toBeLessThan(15);
});

test("what the provider refuses has failed, with its reason, and frees the cap", async () => {
  const anna = await waiting({}, true);
  const mail = provider(() => "E_RECIPIENT_SUPPRESSED");
  await fire(anna, MORNING, mail.env);
  expect(await messagesOf(anna)).toMatchObject([
    { status: "failed", reason: "e_recipient_suppressed", channel: "email" },
  ]);
  expect(await timersOf(anna)).toEqual([]);
  const next = [2, 3].map((n) => draft({ key: `probe:${n}`, dueAt: MORNING }));
  const planned = await plan(anna, next, { now: MORNING });
  expect(planned.map((p) => p?.status)).toEqual(["queued", "queued"]);
});

test("a timer of a clock that was set back, or of no message, harms nobody", async () => {
  const anna = await waiting();
  const [timer] = await timerMessages(anna, MORNING);
  if (!timer) throw new Error("no timer");
  await sendMessage(await contextAt(anna.shop, NOON, published), timer);
  expect(await timersOf(anna)).toHaveLength(1);
  const other = await someone();
  const foreign = { ...timer, shop: other.shop, realm: other.shop };
  for (const subject of [timer.subject, "msg_", "msg_!!", "nothing"]) {
    await sendMessage(await contextAt(other.shop, MORNING, published), { ...foreign, subject });
  }
  expect(await mailsOf(anna)).toEqual([]);
  expect(await mailsOf(other)).toEqual([]);
});

test("whatever D1 loses, nobody gets a message more than twice, always under one key", async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => waiting()));
  const bindings = { ...flaky(0.12), PUBLIC_URL: published.PUBLIC_URL ?? "" };
  for (const anna of people) {
    for (let now = MORNING; now <= MORNING + 20 * MINUTE; now += 5 * MINUTE) {
      await fire(anna, now, bindings).catch(() => undefined);
    }
    await fire(anna, MORNING + 30 * MINUTE);
    const [message] = await messagesOf(anna);
    const mails = await mailsOf(anna);
    expect(["sent", "unconfirmed"]).toContain(message?.status);
    expect(mails.length).toBeLessThanOrEqual(1);
    if (message?.status === "sent") expect(mails).toHaveLength(1);
    expect(mails[0]?.deliveries ?? 0).toBeLessThanOrEqual(2);
    expect(await timersOf(anna)).toEqual([]);
    const told = (await messageFacts(anna)).filter((f) => f.type !== "message_queued");
    expect(told).toHaveLength(1);
  }
});
