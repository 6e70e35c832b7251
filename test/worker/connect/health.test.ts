import { expect, inject, test, vi } from "vitest";
import { disable } from "../../../src/connect/disable";
import { post } from "../../../src/connect/send";
import { contextAt } from "../../context";
import { deliver, pump, rowsIn } from "../../queue";
import { env, newWorld, takeSent, type World } from "../../world";
import {
  at,
  development,
  enrol,
  logOf,
  NOON,
  receiver,
  runTo,
  subscribe,
  timersOf,
  verified,
} from "./receiver";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function sandboxAtNoon(): Promise<World> {
  const world = await newWorld();
  await runTo(world, NOON);
  return world;
}

const always = (status: number) => Array.from({ length: 200 }, () => ({ status }));

test("410 disables at once: a fact tells the others, the log says so, nothing more is sent", async () => {
  const world = await sandboxAtNoon();
  const [gone, other] = [await receiver({ status: 410 }), await receiver()];
  const { id } = await subscribe(world, gone.url);
  const { secret } = await subscribe(world, other.url, ["webhook_disabled"]);
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await enrol(world, "c-1");
  const lines = said.mock.calls.map(([text]) => String(text));
  said.mockRestore();
  expect(lines.filter((text) => text.includes("webhook_disabled"))).toHaveLength(1);
  expect(lines.join()).not.toContain(gone.url);
  expect((await world.test(`GET /v1/webhooks/${id}`)).body).toMatchObject({
    status: "disabled",
    disabledReason: "gone",
  });
  const [told] = await other.heard();
  expect(told && verified(told, secret)).toMatchObject({
    type: "webhook_disabled",
    data: { member: null, caller: "system", fact: { endpoint: id, reason: "gone" } },
  });
  await enrol(world, "c-2");
  expect(await gone.heard()).toHaveLength(1);
  expect(await logOf(world, id)).toMatchObject([{ status: "failed", lastError: "gone" }]);
});

test("three days without one success disable, once, and staff get one mail", async () => {
  const world = await sandboxAtNoon();
  await env.DB.prepare("UPDATE shops SET reports_to = ? WHERE id = ?")
    .bind(JSON.stringify([{ email: "chef@shop.example", locale: "de" }]), world.sandbox)
    .run();
  const shop = await receiver(...always(500));
  const { id } = await subscribe(world, shop.url);
  for (const each of [1, 2, 3, 4, 5]) await enrol(world, `c-${each}`);
  await runTo(world, at(NOON) + 3 * DAY - HOUR);
  expect((await world.test(`GET /v1/webhooks/${id}`)).body).toMatchObject({
    status: "enabled",
    failingSince: NOON,
  });
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await runTo(world, at(NOON) + 4 * DAY);
  said.mockRestore();
  expect((await world.test(`GET /v1/webhooks/${id}`)).body).toMatchObject({
    status: "disabled",
    disabledReason: "failing",
  });
  const facts = await rowsIn(
    world.sandbox,
    "SELECT id FROM facts WHERE shop = ? AND facts LIKE '%webhook_disabled%'",
    world.sandbox,
  );
  expect(facts).toHaveLength(1);
  const mails = await rowsIn<{ subject: string; text: string; recipient: string }>(
    world.sandbox,
    "SELECT * FROM mails WHERE shop = ? AND subject LIKE '%Webhook%'",
    world.sandbox,
  );
  expect(mails).toMatchObject([
    { recipient: "chef@shop.example", subject: "Café Morgenrot: Ein Webhook wurde abgeschaltet" },
  ]);
  expect(mails[0]?.text).toContain(`PATCH /v1/webhooks/${id}`);
  expect(await timersOf(world)).toEqual([]);
}, 120_000);

test("an alarm that one of the staff cannot get now comes to the others once", async () => {
  const world = await newWorld();
  const { url, readOut } = inject("mailServer");
  const chef = `chef-${crypto.randomUUID()}@example.com`;
  const reportsTo = [chef, "451@example.com"].map((email) => ({ email, locale: "de" }));
  await world.call("PATCH /v1/shop", { reportsTo });
  const { body } = await world.call("POST /v1/webhooks", {
    url: "https://hook.example.com",
    types: ["*"],
  });
  const mailing = { ...env, SMTP_URL: url, MAIL_FROM: "bonus@shop.example" };
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await disable(await contextAt(world.shop, Date.now(), env), body.id, "gone");
  const alarms = takeSent(world.shop).filter((message) => message.type === "timer");
  await deliver([...alarms, ...alarms], { env: mailing });
  await deliver(alarms, { env: mailing });
  said.mockRestore();
  const heard = await fetch(`${readOut}/?to=${encodeURIComponent(chef)}`);
  expect(await heard.json()).toHaveLength(1);
  // The other one's waits for its next try.
  const waiting = "SELECT due_at FROM timers WHERE shop = ? AND kind = 'webhook_alarm'";
  const [timer] = await rowsIn<{ due_at: number }>(world.shop, waiting, world.shop);
  expect(timer?.due_at).toBeGreaterThan(Date.now());
});

test("one success in between, or too few deliveries, leave an endpoint on", async () => {
  const world = await sandboxAtNoon();
  const few = await receiver(...always(500));
  const { id } = await subscribe(world, few.url);
  await enrol(world, "c-1");
  await runTo(world, at(NOON) + 5 * DAY);
  const read = async () => (await world.test(`GET /v1/webhooks/${id}`)).body;
  expect(await read()).toMatchObject({ status: "enabled", failingSince: NOON });
  await few.say({ status: 200 });
  await enrol(world, "c-2");
  expect(await read()).toMatchObject({ status: "enabled", failingSince: null });
}, 120_000);

test("switched on again it is told what happens from then on", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver(...always(500));
  const { id } = await subscribe(world, shop.url);
  await enrol(world, "c-1");
  const off = await world.test(`PATCH /v1/webhooks/${id}`, { status: "disabled" });
  expect(off.body).toMatchObject({ status: "disabled", disabledReason: "by_shop" });
  await enrol(world, "c-2");
  await runTo(world, at(NOON) + DAY);
  expect(await logOf(world, id)).toMatchObject([
    { status: "failed", attempts: 1, lastError: "endpoint_disabled" },
  ]);
  await shop.say();
  await world.test(`PATCH /v1/webhooks/${id}`, { status: "enabled" });
  await pump(world.sandbox, { env: development });
  expect(await shop.heard()).toHaveLength(1);
  await enrol(world, "c-3");
  expect(await shop.heard()).toHaveLength(2);
});

test("a receiver that takes too long counts as failed", async () => {
  const world = await sandboxAtNoon();
  const slow = await receiver({ status: 204, delayMs: 1_000 });
  const { id } = await subscribe(world, slow.url);
  const [row] = await rowsIn<never>(
    world.sandbox,
    "SELECT * FROM webhook_endpoints WHERE id = ?",
    id,
  );
  if (!row) throw new Error("no endpoint");
  const ctx = await contextAt(world.sandbox, at(NOON), development);
  const outcome = await post(ctx, row, { id: "test", body: "{}" }, 100);
  expect(outcome).toEqual({ status: null, error: "timeout", retryAfterMs: null });
});

test("nobody there, or an address that is forbidden by now, counts as failed", async () => {
  const world = await sandboxAtNoon();
  const { id } = await subscribe(world, "http://127.0.0.1:9");
  await enrol(world, "c-1");
  expect(await logOf(world, id)).toMatchObject([{ lastError: "unreachable", lastStatus: null }]);
  await world.test("PUT /v1/members/ext:c-2", {});
  // The same installation, no longer a developer's: its own network is out of reach.
  await pump(world.sandbox);
  expect((await logOf(world, id))[0]).toMatchObject({ lastError: "address_refused" });
});
