import { expect, test } from "vitest";
import { counting } from "../../counting";
import { callAs, env, newWorld, type World } from "../../world";

const visit = callAs("");

async function cardOf(world: World, ref = "ext:1"): Promise<string> {
  const { body, status } = await world.call(`POST /v1/members/${ref}/card`);
  expect(status, JSON.stringify(body)).toBe(200);
  return new URL(body.url).pathname;
}

async function withAnna(settings: object = {}): Promise<World> {
  const world = await newWorld({ locale: "de", address: "du", ...settings });
  await world.call("PUT /v1/members/ext:1", { name: "Anna <b>", card: "4711" });
  return world;
}

const order = (world: World, id: string, total: number, channel: string) =>
  world.call("POST /v1/orders", {
    id,
    source: "shop",
    channel,
    status: "paid",
    member: { externalId: "1" },
    currency: "EUR",
    total,
    items: [{ id: "1", name: "Espresso", quantity: 1, total }],
  });

test("the card shows balance, what is on the way, the next reward, vouchers and history", async () => {
  const world = await withAnna();
  const name = (text: string) => ({ de: text, en: text });
  await world.call("PUT /v1/program", {
    rewards: [
      { id: "a", kind: "free_product", name: name("Keks"), cost: { points: 10 } },
      { id: "b", kind: "free_product", name: name("Tasse <i>"), cost: { points: 100 } },
    ],
  });
  await order(world, "1", 3000, "store");
  await order(world, "2", 4000, "online");
  await world.call("POST /v1/redemptions", { rewardId: "a", member: "ext:1" });
  const { status, body, headers } = await visit(`GET ${await cardOf(world)}`);
  expect(status).toBe(200);
  expect(body).toContain("Anna &lt;b&gt;");
  expect(body).toMatch(/20 <small>Punkte/);
  expect(body).toContain("40 Punkte unterwegs, verfügbar ab dem");
  expect(body).toContain("Noch 80 Punkte bis: Tasse &lt;i&gt;");
  expect(body).toContain("4711");
  expect(body).toMatch(/<code class="ticket">[\w-]+<\/code>/);
  expect(body).toContain("10 Punkte wurden am");
  expect(body).not.toContain("<script");
  expect(headers.get("x-robots-tag")).toBe("noindex");
  expect(headers.get("cache-control")).toBe("no-store");
});

test("the card is in the member's language, and in the other one on demand", async () => {
  const world = await withAnna();
  await world.call("PATCH /v1/members/ext:1", { locale: "en" });
  const path = await cardOf(world);
  expect((await visit(`GET ${path}`)).body).toContain('<html lang="en">');
  expect((await visit(`GET ${path}?locale=de`)).body).toContain('<html lang="de">');
});

test("a forged link is no card, and one that has ended says where to get another", async () => {
  const world = await newWorld({ locale: "de", address: "du" });
  await world.test("POST /v1/sandbox/clock", { now: "2026-03-01T10:00:00Z" });
  await world.test("PUT /v1/members/ext:1", { name: "Anna" });
  const { body } = await world.test("POST /v1/members/ext:1/card");
  expect(body.expiresAt).toBe("2026-05-30T10:00:00Z");
  const path = new URL(body.url).pathname;
  expect((await visit(`GET ${path}`)).status).toBe(200);
  for (const bad of [`${path.slice(0, -1)}?`, "/card/x", `${path.replace("/card/", "/card/A")}`]) {
    const forged = await visit(`GET ${bad}`);
    expect(forged.status).toBe(404);
    expect(forged.headers.get("content-type")).toContain("text/html");
  }
  await world.test("POST /v1/sandbox/clock", { now: "2026-05-30T10:00:01Z" });
  const ended = await visit(`GET ${path}`);
  expect(ended.status).toBe(410);
  expect(ended.body).toContain("Dieser Link gilt nicht mehr");
  expect(ended.body).toContain(`/join/${world.sandbox}?source=card`);
});

test("an erased member's card is gone, and nobody gets a link to it", async () => {
  const world = await withAnna();
  const path = await cardOf(world);
  await world.call("DELETE /v1/members/ext:1");
  expect((await visit(`GET ${path}`)).status).toBe(410);
  expect((await world.call("POST /v1/members/ext:1/card")).status).toBe(404);
});

test("another shop's member has no card here", async () => {
  const [world, other] = [await withAnna(), await newWorld()];
  const { body } = await world.call("GET /v1/members/ext:1");
  expect((await other.call(`POST /v1/members/${body.id}/card`)).status).toBe(404);
});

test("a card costs one round trip to the shop's database", async () => {
  const world = await withAnna();
  await order(world, "1", 3000, "store");
  const path = await cardOf(world);
  const counted = counting(env);
  expect((await visit(`GET ${path}`, undefined, { env: counted.env })).status).toBe(200);
  // One for the shop's record, one for everything else.
  expect(counted.trips).toBe(2);
});
