import { expect, test } from "vitest";
import { DEMO_PROGRAM } from "../../../scripts/lib/demo-program";
import { counting } from "../../counting";
import { callAs, env, newWorld, type World } from "../../world";

/* What a program's tiers, stamp cards, perks and causes put on a member's card. */

const visit = callAs("");
const name = (de: string, en: string) => ({ de, en });

const PROGRAM = {
  earning: {
    rules: [
      {
        id: "visit",
        if: { channels: ["store"] },
        give: { type: "stamps", card: "coffee", amount: 1 },
      },
      { id: "trees", give: { type: "donation", cause: "trees", amount: 62 } },
    ],
  },
  stamps: [
    {
      key: "coffee",
      name: name("Kaffeekarte <b>", "Coffee card <b>"),
      size: 10,
      reward: { type: "perk", perk: "tasting" },
    },
    {
      key: "rounds",
      name: name("Runden", "Rounds"),
      size: 40,
      reward: { type: "points", amount: 500 },
    },
  ],
  tiers: [
    {
      key: "status",
      name: name("Status <b>", "Status <b>"),
      measure: "spend",
      window: { type: "calendar_year" },
      levels: [
        { key: "silver", name: name("Silber <b>", "Silver <b>"), from: 5_000, perks: ["filter"] },
        { key: "gold", name: name("Gold", "Gold"), from: 50_000 },
      ],
    },
  ],
  perks: [
    {
      key: "filter",
      name: name("Filterkaffee <b>", "Filter coffee <b>"),
      limits: [{ per: "day", times: 1 }],
    },
    { key: "tasting", name: name("Verkostung", "Tasting"), total: 1 },
  ],
  causes: [{ key: "trees", name: name("Bäume <b>", "Trees <b>") }],
};

async function open(program: object, settings: object = {}): Promise<World> {
  const world = await newWorld({ locale: "de", address: "du", ...settings });
  const { status, body } = await world.call("PUT /v1/program", program);
  expect(status, JSON.stringify(body)).toBe(201);
  await world.call("PUT /v1/members/ext:1", { name: "Anna", card: "4711" });
  return world;
}

async function buy(world: World, id: string, total = 3000): Promise<void> {
  const { status, body } = await world.call("POST /v1/orders", {
    id,
    source: "shop",
    channel: "store",
    status: "paid",
    member: { externalId: "1" },
    currency: "EUR",
    total,
    items: [{ id: "1", name: "Espresso", quantity: 1, total }],
  });
  expect(status, JSON.stringify(body)).toBe(201);
}

async function cardOf(world: World, locale = "de"): Promise<string> {
  const made = await world.call("POST /v1/members/ext:1/card");
  const { body, status } = await visit(`GET ${new URL(made.body.url).pathname}?locale=${locale}`);
  expect(status).toBe(200);
  return body;
}

test("tiers, stamp cards, perks and causes are on the card, in the shop's words, escaped", async () => {
  const world = await open(PROGRAM);
  await buy(world, "1");
  await buy(world, "2");
  const card = await cardOf(world);
  expect(card).toContain('<p class="level">Silber &lt;b&gt;</p>');
  expect(card).toContain("Status &lt;b&gt;");
  expect(card).toContain('value="6000" max="50000"');
  expect(card).toContain("Noch 440\u00a0€ bis Gold.");
  expect(card).toMatch(
    /Noch 50\u00a0€ bis einschließlich 31\. Dezember \d+, und du bleibst Silber/,
  );
  expect(card).toContain("Deine Stempelkarten");
  expect(card).toContain('role="img" aria-label="2 von 10 Stempeln"');
  expect(card.match(/<i class="full">/g)).toHaveLength(2);
  expect(card.match(/<i class="empty">/g)).toHaveLength(8);
  expect(card).toContain("Eine volle Karte bringt: Verkostung.");
  expect(card).toMatch(/<progress aria-label="0 von 40 Stempeln" value="0" max="40"/);
  expect(card).toContain("Filterkaffee &lt;b&gt;");
  expect(card).toContain("jetzt einlösbar");
  expect(card).toContain("Dank dir sind schon 1,24\u00a0€ zusammengekommen.");
  expect(card).toContain("Bäume &lt;b&gt;");
  expect(card).not.toMatch(/<b>|<script/);
});

test("the same in English, and in German to people it calls Sie", async () => {
  const world = await open(PROGRAM, { address: "sie" });
  await buy(world, "1");
  await buy(world, "2");
  const english = await cardOf(world, "en");
  expect(english).toContain("€440 to go until Gold.");
  expect(english).toContain('aria-label="2 of 10 stamps"');
  expect(english).toContain("A full card brings Tasting.");
  expect(english).toContain("available now");
  expect(english).toContain("Thanks to you, €1.24 has been given so far.");
  const german = await cardOf(world);
  expect(german).toContain("und Sie bleiben Silber");
  expect(german).toContain("Ihre Stempelkarten");
  expect(german).toContain("Dank Ihnen sind schon 1,24\u00a0€ zusammengekommen.");
  expect(german).toContain("Zeigen Sie an der Kasse einfach Ihre Karte.");
});

test("a perk that was used says when it is back", async () => {
  const world = await open(PROGRAM);
  await buy(world, "1", 6000);
  const use = { id: "u1", member: "ext:1", key: "filter", storeId: null };
  expect((await world.call("POST /v1/perks/use", use)).status).toBe(201);
  const card = await cardOf(world);
  expect(card).not.toContain("jetzt einlösbar");
  expect(card).toContain("wieder ab dem");
});

test("stamps and perks leave the face of the card to points", async () => {
  const world = await open(PROGRAM);
  for (let n = 1; n <= 10; n++) await buy(world, String(n), 100);
  const card = await cardOf(world);
  const face = card.slice(card.indexOf('<section class="card"'), card.indexOf('class="code"'));
  expect(face.match(/class="soon"/g)).toHaveLength(1);
  expect(card).toContain("Verkostung");
  expect(card).toContain("noch einmal");
});

test("a program without them shows nothing of them", async () => {
  const world = await open({});
  await buy(world, "1");
  const card = await cardOf(world);
  expect(card).not.toMatch(/class="(level|stamps)"|id="(perks|causes|stamps|tier-)/);
});

test("a card with all of them costs one round trip to the shop's database", async () => {
  const world = await open(PROGRAM);
  await buy(world, "1", 6000);
  const made = await world.call("POST /v1/members/ext:1/card");
  const counted = counting(env);
  const { pathname } = new URL(made.body.url);
  expect((await visit(`GET ${pathname}`, undefined, { env: counted.env })).status).toBe(200);
  // One for the shop's record, one for everything else.
  expect(counted.trips).toBe(2);
});

test("the demo's program is accepted, and its one sentence is short in every voice", async () => {
  const world = await newWorld({ locale: "de", address: "du" });
  for (const locale of ["de", "en"]) {
    const { status, body } = await world.call(`PUT /v1/program?locale=${locale}`, DEMO_PROGRAM);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.summary.length).toBeLessThanOrEqual(160);
  }
});
