import { expect, test } from "vitest";
import { HOUR } from "../../../src/lib/time";
import { order } from "../../orders";
import { newWorld } from "../../world";
import { draft, factsOf, NOON, plan, run, setClock, someone } from "./journey";

test("the inbox shows what a member may see, the latest first, page by page", async () => {
  const anna = await someone({ locale: "de", address: "du" });
  await plan(anna, [draft()]);
  await plan(anna, [draft({ key: "probe:2" })], { now: NOON + HOUR });
  await plan(anna, [draft({ key: "probe:3", isPromotion: true })], { now: NOON + HOUR, draw: 0 });
  await plan(anna, [draft({ key: "probe:4", dueAt: NOON + 5 * HOUR })], { now: NOON + HOUR });
  await setClock(anna.world, NOON + 2 * HOUR);
  const first = await anna.call("GET /v1/members/ext:c-1/inbox?limit=1");
  expect(first.body.data).toEqual([
    {
      id: expect.stringMatching(/^msg_/),
      title: "1.200 Punkte warten auf dich",
      text: "Deine 1.200 Punkte sind 12,50 € wert.\n\nLös sie bis zum 14. Juni 2030 ein.",
      at: "2030-05-15T11:00:00Z",
      readAt: null,
      action: { label: "Zum Shop", url: "https://shop.example" },
    },
  ]);
  const cursor = encodeURIComponent(first.body.nextCursor);
  const second = await anna.call(`GET /v1/members/ext:c-1/inbox?limit=1&cursor=${cursor}`);
  expect(second.body).toMatchObject({ data: [{ at: "2030-05-15T10:00:00Z" }], nextCursor: null });
  const all = await anna.call("GET /v1/members/ext:c-1/messages");
  expect(all.body.data.map((m: { status: string }) => m.status).sort()).toEqual([
    "held_out",
    "queued",
    "queued",
    "shown",
  ]);
});

test("a message speaks the member's language and names their own day", async () => {
  const anna = await someone({ locale: "de", address: "sie" });
  await anna.call("PATCH /v1/members/ext:c-1", { locale: "en", timeZone: "Pacific/Auckland" });
  // Ten in the evening in Berlin is the morning after in Auckland.
  const endsAt = Date.UTC(2030, 5, 14, 20);
  await plan(anna, [draft({ values: { amount: 1, worth: 500, endsAt } })]);
  const { body } = await anna.call("GET /v1/members/ext:c-1/inbox");
  expect(body.data[0]).toMatchObject({
    title: "Anna Weber, 1 point wait for you",
    text: "Your 1 point are worth €5.\n\nUse them until 15 June 2030.",
  });
});

test("a member reads a message once, and reading it again changes nothing", async () => {
  const anna = await someone();
  const [planned] = await plan(anna, [draft()]);
  const path = `POST /v1/members/ext:c-1/inbox/${planned?.id}/read`;
  const rehearsed = await anna.call(`${path}?dryRun=true`);
  expect(rehearsed.body).toMatchObject({ committed: false, message: { readAt: iso(NOON) } });
  const first = await anna.call(path, undefined, { headers: { "idempotency-key": "r1" } });
  expect(first.body).toMatchObject({ committed: true, message: { readAt: iso(NOON) } });
  await setClock(anna.world, NOON + HOUR);
  const replay = await anna.call(path, undefined, { headers: { "idempotency-key": "r1" } });
  expect(replay.headers.get("idempotency-replayed")).toBe("true");
  expect((await anna.call(path)).body).toEqual(first.body);
  await Promise.all([anna.call(path), anna.call(path)]);
  expect((await anna.call("GET /v1/members/ext:c-1/inbox")).body.data[0].readAt).toBe(iso(NOON));
  expect((await factsOf(anna)).filter((f) => f.type === "message_read")).toHaveLength(1);
});

const iso = (at: number): string => new Date(at).toISOString().replace(".000", "");

test("a message of another member, shop or time is not found", async () => {
  const anna = await someone();
  const [mine, heldOut] = [
    ...(await plan(anna, [draft()])),
    ...(await plan(anna, [draft({ key: "probe:2", isPromotion: true })], { draw: 0 })),
  ];
  await anna.call("PUT /v1/members/ext:c-2", {});
  const other = await someone();
  const read = (call: typeof anna.call, ref: string, id = "") =>
    call(`POST /v1/members/${ref}/inbox/${id}/read`);
  for (const reply of [
    await read(anna.call, "ext:c-2", mine?.id),
    await read(other.call, "ext:c-1", mine?.id),
    await read(other.call, anna.id, mine?.id),
    await read(anna.call, "ext:c-1", heldOut?.id),
    await read(anna.call, "ext:c-1", "msg_nothing"),
    await read(anna.call, "ext:none", mine?.id),
    await other.call(`GET /v1/explain/${mine?.id}`),
    await anna.call("GET /v1/explain/msg_nothing"),
    await other.call(`GET /v1/members/${anna.id}/inbox`),
    await other.call(`GET /v1/members/${anna.id}/messages`),
  ]) {
    expect([reply.status, reply.body.code]).toEqual([404, "not_found"]);
  }
});

test("every message says why it was sent or not, in both languages", async () => {
  const anna = await someone();
  const [sent, promotion] = [
    ...(await plan(anna, [draft()])),
    ...(await plan(anna, [draft({ key: "probe:2", isPromotion: true })], { draw: 0 })),
  ];
  await run(anna);
  const explain = async (id: string | undefined, locale: string) =>
    (await anna.call(`GET /v1/explain/${id}?locale=${locale}`)).body;
  expect(await explain(sent?.id, "en")).toEqual({
    id: sent?.id,
    kind: "message",
    member: anna.id,
    journey: "probe",
    status: "sent",
    reason: null,
    programVersion: 0,
    text: "Shown in the inbox and mailed on 15 May 2030.",
  });
  expect((await explain(sent?.id, "de")).text).toBe(
    "Im Postfach gezeigt und am 15. Mai 2030 per E-Mail verschickt.",
  );
  expect((await explain(promotion?.id, "en")).text).toBe(
    "Neither shown nor mailed: the member is in the comparison group of this journey.",
  );
});

test("the person at the desk sees the last five messages", async () => {
  const anna = await someone();
  for (let i = 0; i < 7; i++) await plan(anna, [draft({ key: `probe:${i}` })], { now: NOON + i });
  const { body } = await anna.call("GET /v1/members/ext:c-1/summary");
  expect(body.messages).toHaveLength(5);
  expect(body.messages[0]).toMatchObject({ journey: "probe", status: "shown", reason: "capped" });
});

test("a member without messages has an empty inbox, an erased one too", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("1", "c-1"));
  expect((await call("GET /v1/members/ext:c-1/inbox")).body).toEqual({
    data: [],
    nextCursor: null,
  });
  const anna = await someone();
  await plan(anna, [draft()]);
  await anna.call("DELETE /v1/members/ext:c-1");
  expect((await anna.call(`GET /v1/members/${anna.id}/inbox`)).body.data).toEqual([]);
});
