import { expect } from "vitest";
import { rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";
import { givePoints } from "../rewards/points";

const name = (de: string, en: string) => ({ de, en });

/** 100 points are €1 for the trees, 50 are €0.20 for the sea; the choir takes none. */
export const TREES = {
  key: "trees",
  name: name("Bäume für Köln", "Trees for Cologne"),
  accepts: { points: { per: 100, gives: 100 } },
};
export const SEA = {
  key: "sea",
  name: name("Saubere Meere", "Clean seas"),
  accepts: { points: { per: 50, gives: 20 } },
};
export const CHOIR = { key: "choir", name: name("Kinderchor", "Children’s choir") };

/** Two percent of the goods, to whatever the member chose, else to the trees. */
export const TWO_PERCENT = {
  id: "share",
  give: { type: "donation", cause: "chosen", else: "trees", amount: 2, each: "amount", per: 100 },
};

export const PROGRAM = {
  earning: { base: { points: 0 }, rules: [TWO_PERCENT] },
  causes: [TREES, SEA, CHOIR],
};

export async function worldWith(program: object = PROGRAM): Promise<World> {
  const world = await newWorld();
  for (const call of [world.call, world.test]) {
    const applied = await call("PUT /v1/program", program);
    expect(applied.status, JSON.stringify(applied.body)).toBeLessThan(300);
  }
  return world;
}

/** Makes a member `ext:<name>` with points that are a gift of the house. */
export async function memberWith(world: World, name: string, ...points: number[]) {
  await world.call(`PUT /v1/members/ext:${name}`, {});
  if (points.length > 0) await givePoints(world.shop, `ext:${name}`, ...points);
  return `ext:${name}`;
}

export const give = (world: World, member: string, donation: object, query = "") =>
  world.call(`POST /v1/members/${member}/donations${query}`, donation);

export const choose = (call: World["call"], member: string, cause: string | null) =>
  call(`PUT /v1/members/${member}/cause`, { cause });

/** What stands of a member at each cause: `[given, by purchases, by points, by money]`. */
export async function givenBy(call: World["call"], member: string) {
  const { body } = await call(`GET /v1/members/${member}/wallet`);
  return Object.fromEntries(
    body.causes.map((c: { cause: string; given: number; by: Record<string, number> }) => [
      c.cause,
      [c.given, c.by.purchases, c.by.points, c.by.money],
    ]),
  );
}

export const bought = (id: string, member: string | null, total: number, more: object = {}) => ({
  id,
  source: "shop",
  channel: "store",
  status: "paid",
  currency: "EUR",
  total,
  ...(member ? { member: { externalId: member } } : {}),
  items: [{ id: "a", name: "Goods", quantity: 1, total }],
  ...more,
});

/** What causes were given by the ledger alone: what entered `donated` less what left it. */
export async function ledgerTotals(shop: string): Promise<Record<string, number>> {
  const rows = await rowsIn<{ unit: string; given: number }>(
    shop,
    `SELECT unit, sum(CASE WHEN to_account = 'donated' THEN amount ELSE -amount END) AS given
     FROM transfers WHERE shop = ?1 AND unit LIKE 'donation:%'
       AND 'donated' IN (from_account, to_account) GROUP BY unit`,
    shop,
  );
  return Object.fromEntries(rows.map(({ unit, given }) => [unit.slice(9), given]));
}
