import { expect, test } from "vitest";
import { sendMail } from "../../../src/mail";
import { contextAt } from "../../context";
import { newWorld } from "../../world";

const NOW = Date.UTC(2026, 2, 1, 10);

const mail = {
  key: "msg_1",
  to: "anna@example.com",
  subject: "Grüße",
  text: "Hallo Anna",
  html: "<p>Hallo Anna</p>",
  headers: { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
};

test("a sandbox keeps its mail to be read, and counts the same mail sent again", async () => {
  const world = await newWorld();
  const ctx = await contextAt(world.sandbox, NOW);
  expect(await sendMail(ctx, mail)).toEqual({ kind: "sent" });
  expect(await sendMail(ctx, mail)).toEqual({ kind: "sent" });
  await sendMail(ctx, { ...mail, key: "msg_2", to: "Bert@Example.com" });
  const all = await world.test("GET /v1/sandbox/mails");
  expect(all.body.data.map((m: { key: string }) => m.key)).toEqual(["msg_2", "msg_1"]);
  const toAnna = await world.test("GET /v1/sandbox/mails?to=Anna@example.com");
  expect(toAnna.body.data).toEqual([{ ...mail, deliveries: 2, sentAt: "2026-03-01T10:00:00Z" }]);
  const first = await world.test("GET /v1/sandbox/mails?limit=1");
  const second = await world.test(`GET /v1/sandbox/mails?limit=1&cursor=${first.body.nextCursor}`);
  expect([first, second].map((page) => page.body.data[0].key)).toEqual(["msg_2", "msg_1"]);
  expect(second.body.nextCursor).toBeNull();
});

test("a live key reads no outbox, and another sandbox sees nothing of this one", async () => {
  const [world, other] = [await newWorld(), await newWorld()];
  await sendMail(await contextAt(world.sandbox, NOW), mail);
  expect((await world.call("GET /v1/sandbox/mails")).status).toBe(404);
  expect((await other.test("GET /v1/sandbox/mails")).body.data).toEqual([]);
});
