import { expect, test } from "vitest";
import { DAY, HOUR } from "../../../src/lib/time";
import { drawOf } from "../../../src/messages";
import { contextAt } from "../../context";
import { env, newWorld } from "../../world";
import {
  consent,
  draft,
  mailsOf,
  messageFacts,
  messagesOf,
  NOON,
  plan,
  run,
  type Someone,
  someone,
  suppress,
} from "./journey";

test("who agreed gets a message once, by mail and in the inbox", async () => {
  const anna = await someone();
  const [planned] = await plan(anna, [draft()]);
  expect(planned).toMatchObject({ status: "queued", reason: null, dueAt: NOON });
  await run(anna);
  expect(await messagesOf(anna)).toMatchObject([
    { status: "sent", channel: "email", attempts: 1, sent_at: NOON, claimed_at: NOON },
  ]);
  const mails = await mailsOf(anna);
  expect(mails).toMatchObject([
    { key: planned?.id, recipient: "anna@example.com", deliveries: 1, sent_at: NOON },
  ]);
  expect(await messageFacts(anna)).toMatchObject([
    { type: "message_queued", message: planned?.id, journey: "probe", channel: "email" },
    { type: "message_sent", message: planned?.id, journey: "probe", channel: "email" },
  ]);
  expect(await plan(anna, [draft()])).toEqual([null]);
  await run(anna, NOON + 3 * DAY);
  expect(await mailsOf(anna)).toEqual(mails);
});

test("a key planned twice in one commit is one message", async () => {
  const anna = await someone();
  const [first, second] = await plan(anna, [draft(), draft()]);
  expect([first?.status, second]).toEqual(["queued", null]);
});

type Change = (anna: Someone) => Promise<unknown>;

const refusals: [string, Change][] = [
  ["no_consent", async ({ world }) => world.test("PUT /v1/members/ext:c-2", { email: "b@c.de" })],
  ["not_confirmed", (anna) => consent(anna, "points", "requested", NOON - 1)],
  ["withdrawn", (anna) => consent(anna, "points", "withdrawn", NOON - 1)],
  ["suppressed", suppress],
];

test.for(refusals)("a message without permission is only shown: %s", async ([reason, change]) => {
  const anna = await someone();
  const changed = await change(anna);
  const id = (changed as { body?: { member?: { id: string } } } | undefined)?.body?.member?.id;
  const who = id ? { ...anna, id } : anna;
  const [planned] = await plan(who, [draft()]);
  expect(planned).toMatchObject({ status: "shown", reason });
  expect(await messagesOf(who)).toMatchObject([{ channel: "inbox", attempts: 0 }]);
  expect(await messageFacts(who)).toMatchObject([{ type: "message_shown", reason }]);
  await run(who, NOON + 3 * DAY);
  expect(await mailsOf(who)).toEqual([]);
});

test("a message to nobody's address is only shown", async () => {
  const anna = await someone();
  const made = await anna.world.test("PUT /v1/members/ext:c-3", { name: "Ben" });
  const [planned] = await plan({ ...anna, id: made.body.member.id }, [draft()]);
  expect(planned).toMatchObject({ status: "shown", reason: "no_address" });
});

test("consent for one purpose is none for the other", async () => {
  const anna = await someone();
  await consent(anna, "marketing", "withdrawn", NOON - 1);
  const [points, marketing] = await plan(anna, [
    draft(),
    draft({ key: "probe:2", purpose: "marketing" }),
  ]);
  expect([points?.reason, marketing?.reason]).toEqual([null, "withdrawn"]);
});

test("without a legal sender or an address of our own nothing is pushed", async () => {
  const anna = await someone();
  const [unpublished] = await plan(anna, [draft()], { env: { ...env, PUBLIC_URL: "" } });
  expect(unpublished).toMatchObject({ status: "shown", reason: "no_public_url" });
  await anna.world.test("PATCH /v1/shop", { legalSender: null });
  const [nameless] = await plan(anna, [draft({ key: "probe:2" })]);
  expect(nameless).toMatchObject({ status: "shown", reason: "no_legal_sender" });
});

test("in quiet hours of the member's own zone the push waits for their end", async () => {
  const anna = await someone();
  const evening = NOON + 9 * HOUR;
  const [berlin] = await plan(anna, [draft({ dueAt: evening })], { now: evening });
  expect(berlin).toMatchObject({ status: "queued", dueAt: NOON + 20 * HOUR });
  const patched = await anna.world.test("PATCH /v1/members/ext:c-1", {
    timeZone: "America/New_York",
  });
  expect(patched.body.member.timeZone).toBe("America/New_York");
  const [york] = await plan(anna, [draft({ key: "probe:2" })]);
  expect(york?.dueAt).toBe(NOON + 2 * HOUR);
  await run(anna, NOON + DAY);
  const sent = (await mailsOf(anna)).map((mail) => mail.sent_at);
  // The first waits once more, as its member moved to where it was four in the morning.
  expect(sent).toEqual([NOON + 2 * HOUR]);
  await run(anna, NOON + 2 * DAY);
  expect((await mailsOf(anna)).map((mail) => mail.sent_at)).toEqual([
    NOON + 2 * HOUR,
    NOON + DAY + 2 * HOUR,
  ]);
});

test("a time zone that is none is refused", async () => {
  const { call } = await newWorld();
  for (const timeZone of ["Mars/Olympus", "+02:00", "", 7]) {
    const reply = await call("PUT /v1/members/ext:1", { timeZone });
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([400, "/timeZone"]);
  }
});

test("no member gets more pushes in seven days than the program allows", async () => {
  const anna = await someone();
  const all = await plan(
    anna,
    [1, 2, 3].map((n) => draft({ key: `probe:${n}` })),
  );
  expect(all.map((p) => p?.reason)).toEqual([null, null, "capped"]);
  await run(anna, NOON + 7 * DAY - 1);
  const [early] = await plan(anna, [draft({ key: "probe:4", dueAt: NOON + 6 * DAY })], {
    now: NOON + 7 * DAY - 1,
  });
  expect(early).toMatchObject({ status: "shown", reason: "capped" });
  await run(anna, NOON + 7 * DAY);
  const [late] = await plan(anna, [draft({ key: "probe:5", dueAt: NOON + 7 * DAY })], {
    now: NOON + 7 * DAY,
  });
  expect(late).toMatchObject({ status: "queued" });
});

test("twenty journeys that plan at once do not exceed the cap", async () => {
  const anna = await someone();
  const planned = await Promise.all(
    Array.from({ length: 20 }, (_, i) => plan(anna, [draft({ key: `probe:${i}` })])),
  );
  const statuses = planned.flat().map((p) => p?.reason ?? p?.status);
  expect(statuses.filter((s) => s === "queued")).toHaveLength(2);
  expect(statuses.filter((s) => s === "capped")).toHaveLength(18);
  await run(anna);
  expect(await mailsOf(anna)).toHaveLength(2);
});

test("a cap lowered meanwhile holds for what waits already", async () => {
  const anna = await someone();
  const evening = NOON + 9 * HOUR;
  const at = { now: evening };
  const drafts = [1, 2].map((n) => draft({ key: `probe:${n}`, dueAt: evening }));
  const planned = await plan(anna, drafts, at);
  expect(planned.map((p) => p?.status)).toEqual(["queued", "queued"]);
  const applied = await anna.world.test("PUT /v1/program", { contact: { capPerWeek: 1 } });
  expect(applied.status, JSON.stringify(applied.body)).toBeLessThan(300);
  await run(anna, NOON + DAY);
  const rows = await messagesOf(anna);
  expect(rows.map((m) => m.reason ?? m.status).sort()).toEqual(["capped", "sent"]);
});

test("of the held out, a promotion is kept back whole, a notice is shown", async () => {
  const anna = await someone();
  const [promotion, notice, drawn] = [
    ...(await plan(anna, [draft({ isPromotion: true }), draft({ key: "probe:2" })], { draw: 0 })),
    ...(await plan(anna, [draft({ key: "probe:3", isPromotion: true })], { draw: 0.1 })),
  ];
  expect(promotion).toMatchObject({ status: "held_out", reason: "held_out" });
  expect(notice).toMatchObject({ status: "shown", reason: "held_out" });
  expect(drawn).toMatchObject({ status: "queued", reason: null });
  expect((await messageFacts(anna)).map((f) => f.type)).toEqual([
    "message_held_out",
    "message_held_out",
    "message_shown",
    "message_queued",
  ]);
});

test("the draw of a member is stable, its own for each journey, and even", async () => {
  const world = await newWorld();
  const ctx = await contextAt(world.shop, NOON);
  const draws = await Promise.all(
    Array.from({ length: 400 }, (_, i) => drawOf(ctx, "probe", `mem_${i}`)),
  );
  expect(await drawOf(ctx, "probe", "mem_0")).toBe(draws[0]);
  expect(await drawOf(ctx, "other", "mem_0")).not.toBe(draws[0]);
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  const below = draws.filter((d) => d < 0.1).length;
  expect(below).toBeGreaterThan(15);
  expect(below).toBeLessThan(75);
});

test("what became due more than 48 hours ago is recorded and never seen", async () => {
  const anna = await someone();
  const dueAt = NOON - 48 * HOUR;
  const [late, just] = await plan(anna, [
    draft({ dueAt: dueAt - 1 }),
    draft({ key: "probe:2", dueAt }),
  ]);
  expect([late?.status, just?.status]).toEqual(["too_late", "queued"]);
  const inbox = await anna.world.test("GET /v1/members/ext:c-1/inbox");
  expect(inbox.body.data).toHaveLength(1);
  expect((await messageFacts(anna))[0]).toMatchObject({
    type: "message_not_sent",
    reason: "too_late",
  });
});

test("a member who was erased is told nothing more", async () => {
  const anna = await someone();
  const evening = NOON + 9 * HOUR;
  await plan(anna, [draft({ dueAt: evening })], { now: evening });
  await anna.world.test("DELETE /v1/members/ext:c-1");
  expect(await messagesOf(anna)).toMatchObject([{ status: "cancelled", reason: "erased" }]);
  await run(anna, NOON + 3 * DAY);
  expect(await mailsOf(anna)).toEqual([]);
  expect(await plan(anna, [draft({ key: "probe:2" })])).toEqual([null]);
});

test("quiet hours that end when they begin are refused, and the rest is read out", async () => {
  const { call } = await newWorld();
  const check = (contact: object) => call("POST /v1/program/check", { contact });
  const wrong = await check({ quietHours: { from: "20:00", until: "20:00" } });
  expect(wrong.body.errors[0].pointer).toBe("/contact/quietHours/until");
  for (const from of ["24:00", "8:00", "noon"]) {
    const { body } = await check({ quietHours: { from, until: "07:00" } });
    expect(body.errors[0].pointer).toBe("/contact/quietHours/from");
  }
  const said = async (contact: object, locale: string) => {
    const { body } = await call(`POST /v1/program/check?locale=${locale}`, { contact });
    return body.sentences.find((s: { ruleId: string }) => s.ruleId === "contact").text;
  };
  expect(await said({}, "en")).toBe(
    "We send you at most 2 messages a week, and none between 20:00 and 08:00.",
  );
  expect(await said({ capPerWeek: 1, quietHours: null }, "en")).toBe(
    "We send you at most one message a week.",
  );
});
