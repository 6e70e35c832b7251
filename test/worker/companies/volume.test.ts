import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { order } from "../../orders";
import { advance, deliver, pump, rowsIn } from "../../queue";
import { takeSent, type World } from "../../world";
import { useProgram } from "../rewards/points";
import { hotel, sound } from "./hotel";

const BONUS = {
  companies: {
    volumeBonus: {
      levels: [
        { from: 5_000, percent: 2 },
        { from: 10_000, percent: 5 },
      ],
    },
  },
};
const YEAR = new Date().getUTCFullYear();
/** A little into the year's second half: far from its edges in any time zone. */
const JULY = (year: number) => `${year}-07-01T10:00:00Z`;

/** Orders of 30 € each, all goods. */
async function bought(world: World, ids: readonly string[], placedAt: string) {
  for (const id of ids) {
    const placed = { channel: "store", placedAt, member: { email: "ben@hotel.example" } };
    const { status, body } = await world.test("POST /v1/orders", order(id, null, placed));
    expect(status, JSON.stringify(body)).toBe(201);
  }
}

const credit = async (world: World) =>
  (await world.test("GET /v1/members/ext:b2b-7/wallet")).body.wallet["credit:EUR"]?.available ?? 0;

test("what a company bought and kept in a year brings credit once the year is settled", async () => {
  const { world, url } = await hotel(BONUS);
  await advance(world, JULY(YEAR + 1));
  await bought(world, ["1", "2", "3", "4"], JULY(YEAR + 1));
  // 4 × 30.00 = 120.00, of which a line of 10.00 comes back: 110.00.
  await world.test("POST /v1/orders/4/refunds", { id: "r", items: [{ id: "1", quantity: 2 }] });
  const { body } = await world.test(`GET ${url}/volume`);
  expect(body).toMatchObject({
    year: YEAR + 1,
    goods: 11_000,
    unit: "credit:EUR",
    bonus: 550,
    level: { from: 10_000, percent: 5 },
    next: null,
    settled: [],
  });
  // What comes back in January still counts: 110.00 − 30.00 = 80.00, 2 % of it are 1.60.
  await advance(world, `${YEAR + 2}-01-15T10:00:00Z`);
  expect(await credit(world)).toBe(0);
  await world.test("POST /v1/orders/1/cancel");
  await advance(world, `${YEAR + 2}-02-15T10:00:00Z`);
  expect(await credit(world)).toBe(160);
  const after = await world.test(`GET ${url}/volume`);
  expect(after.body).toMatchObject({
    year: YEAR + 2,
    goods: 0,
    settled: [{ year: YEAR + 1, goods: 8_000, amount: 160, unit: "credit:EUR" }],
  });
  const { data } = (await world.test("GET /v1/members/ext:b2b-7/transfers")).body;
  const given = data.find((t: { reason: string }) => t.reason === "volume_bonus");
  const why = await world.test(`GET /v1/explain/${given.id}`);
  expect(why.body.text).toContain("for what the company bought in a year");
  expect(why.body.sentence).toContain("Companies get store credit");
  // Fired again, and after a late order, it is settled still.
  await bought(world, ["5"], `${YEAR + 1}-12-30T10:00:00Z`);
  await advance(world, `${YEAR + 2}-03-15T10:00:00Z`);
  expect(await credit(world)).toBe(160);
  await sound(world);
});

test("orders of last year that come late are counted once they are all there", async () => {
  const { world } = await hotel(BONUS);
  await advance(world, `${YEAR + 1}-06-01T10:00:00Z`);
  await bought(world, ["1"], `${YEAR + 1}-05-30T10:00:00Z`);
  await bought(world, ["2", "3"], JULY(YEAR));
  expect(await credit(world)).toBe(0);
  await advance(world, `${YEAR + 1}-06-05T10:00:00Z`);
  // 2 × 30.00 = 60.00, 2 % of it are 1.20.
  expect(await credit(world)).toBe(120);
});

test("a program that begins to give bonuses counts the year's orders of before", async () => {
  const { world } = await hotel();
  await advance(world, JULY(YEAR + 1));
  await bought(world, ["1", "2"], JULY(YEAR + 1));
  await advance(world, `${YEAR + 1}-08-01T10:00:00Z`);
  expect((await world.test("PUT /v1/program", BONUS)).status).toBeLessThan(300);
  await pump(world.sandbox);
  const timers = await rowsIn(
    world.sandbox,
    "SELECT * FROM timers WHERE shop = ?1 AND kind = 'volume'",
    world.sandbox,
  );
  expect(timers).toHaveLength(1);
  await advance(world, `${YEAR + 2}-02-15T10:00:00Z`);
  expect(await credit(world)).toBe(120);
});

test("a year's timer that fires twice, at once, settles once", async () => {
  const { world, id } = await hotel(BONUS);
  await advance(world, JULY(YEAR + 1));
  await bought(world, ["1", "2"], JULY(YEAR + 1));
  const { status } = await world.test("POST /v1/sandbox/clock", {
    now: `${YEAR + 2}-02-15T10:00:00Z`,
  });
  expect(status).toBe(202);
  takeSent(world.sandbox);
  const [due] = await rowsIn<{ due_at: number; realm: string }>(
    world.sandbox,
    "SELECT * FROM timers WHERE shop = ?1 AND kind = 'volume' AND subject = ?2",
    world.sandbox,
    `${id}:${YEAR + 1}`,
  );
  const shard = await shardOf(world.sandbox);
  const timer = {
    type: "timer" as const,
    shard,
    realm: due?.realm ?? "",
    dueAt: due?.due_at ?? 0,
    shop: world.sandbox,
    subject: `${id}:${YEAR + 1}`,
    kind: "volume",
  };
  await deliver([timer, timer]);
  expect(await credit(world)).toBe(120);
  await sound(world);
});

test("where no bonus is promised any more a year brings none", async () => {
  const { world } = await hotel(BONUS);
  await advance(world, JULY(YEAR + 1));
  await bought(world, ["1", "2"], JULY(YEAR + 1));
  await useProgram(world.sandbox, {});
  await advance(world, `${YEAR + 2}-02-15T10:00:00Z`);
  expect(await credit(world)).toBe(0);
});
