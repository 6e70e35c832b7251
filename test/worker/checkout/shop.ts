import { newWorld, type World } from "../../world";
import { grantTo } from "../vouchers/grant";

export const CODES = [
  {
    code: "WELCOME10",
    name: { de: "Willkommen", en: "Welcome" },
    worth: { kind: "percent", percent: 10 },
    conditions: { firstOrderOnly: true },
    limitPerMember: 1,
  },
  {
    code: "SPRING-5",
    name: { de: "Frühling", en: "Spring" },
    worth: { kind: "fixed_amount", amount: 500 },
    conditions: { minimumTotal: 3000 },
    limit: 5,
  },
  { code: "TEN", name: { de: "Zehn", en: "Ten" }, worth: { kind: "percent", percent: 10 } },
  { code: "SHIP", name: { de: "Versand", en: "Shipping" }, worth: { kind: "free_shipping" } },
];

export const line = (id: string, total: number, more: object = {}) => ({
  id,
  quantity: 1,
  total,
  ...more,
});

/** A cart over 40.00 and 4.90 of shipping. */
export const cart = (more: object = {}) => ({
  currency: "EUR",
  shipping: 490,
  items: [
    line("1", 3000, { sku: "BEAN", quantity: 2, categories: ["coffee"] }),
    line("2", 1000, { sku: "MUG" }),
  ],
  ...more,
});

/** A shop with codes; the program can say more. */
export async function newShop(program: object = {}): Promise<World> {
  const world = await newWorld();
  const { status, body } = await world.call("PUT /v1/program", { codes: CODES, ...program });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return world;
}

export const enrol = (world: World, id: string) => world.call(`PUT /v1/members/ext:${id}`, {});

export const voucherFor = (world: World, id: string, more: Parameters<typeof grantTo>[2] = {}) =>
  grantTo(world.shop, `ext:${id}`, more);
