import { order } from "../../orders";
import { pump, rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";
import { useProgram } from "../rewards/points";

export const VOUCHER = {
  name: { de: "Willkommen", en: "Welcome" },
  worth: { kind: "fixed_amount", amount: 500 },
  minimumTotal: 1_000,
};

export const TERMS = {
  isEnabled: true,
  friend: { voucher: VOUCHER },
  advocate: { points: 100 },
  minimumTotal: 1_000,
};

/** A shop whose program rewards both sides, live and in its sandbox. */
export async function newClub(referral: object = {}, more: object = {}): Promise<World> {
  const world = await newWorld({ locale: "de", address: "du" });
  const program = { ...more, referral: { ...TERMS, ...referral } };
  await useProgram(world.shop, program);
  await useProgram(world.sandbox, program);
  return world;
}

/** The code of a member, who is made if need be. */
export async function codeOf(call: World["call"], name: string): Promise<string> {
  await call(`PUT /v1/members/ext:${name}`, { email: `${name}@example.org` });
  const { body } = await call(`GET /v1/members/ext:${name}/referral`);
  return body.code;
}

export const claim = (call: World["call"], code: string, friend: object, more: object = {}) =>
  call("POST /v1/referrals", { code, friend, ...more });

/** A paid order of the friend's, 30 € in all, delivered to the Queue's consumer. */
export async function orders(world: World, id: string, customer: string | null, more: object = {}) {
  const { body } = await world.test("POST /v1/orders", order(id, customer, more));
  await pump(world.sandbox);
  return body;
}

export const statusOf = async (world: World, id: string) => {
  const { body } = await world.test(`GET /v1/referrals/${id}`);
  return [body.status, ...body.reasons.map((r: { code: string }) => r.code)];
};

export const pointsOf = async (world: World, ref: string): Promise<number> =>
  (await world.test(`GET /v1/members/${ref}/wallet`)).body.wallet.points.available;

/** How often facts of a type were recorded for a shop. */
export async function factsOf(shop: string, type: string): Promise<number> {
  const rows = await rowsIn<{ facts: string }>(
    shop,
    "SELECT facts FROM facts WHERE shop = ?1 AND facts LIKE ?2",
    shop,
    `%"${type}"%`,
  );
  return rows.length;
}

/** A claim of a friend through an advocate in the sandbox, by its id. */
export async function referred(world: World, friend = "ben", advocate = "anna"): Promise<string> {
  const code = await codeOf(world.test, advocate);
  const { body, status } = await claim(world.test, code, {
    externalId: friend,
    email: `${friend}@example.org`,
  });
  if (status !== 201 || body.status !== "claimed") {
    throw new Error(`the claim came to ${status} ${JSON.stringify(body)}`);
  }
  await pump(world.sandbox);
  return body.id;
}
