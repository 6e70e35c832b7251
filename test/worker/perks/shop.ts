import { expect } from "vitest";
import { newWorld, type World } from "../../world";

const named = (en: string) => ({ de: en, en });

/** Once a day, for as long as it is held. */
export const REFILL = {
  key: "refill",
  name: named("Free refill"),
  limits: [{ per: "day", times: 1 }],
};

/** Five uses, within 30 days of each grant. */
export const PASS = { key: "pass", name: named("Five visits"), total: 5, lasts: "P30D" };

export async function worldWith(perks: object[], more: object = {}): Promise<World> {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:c-1", { name: "Anna" });
  await world.test("PUT /v1/members/ext:c-1", { name: "Anna" });
  for (const call of [world.call, world.test]) {
    const applied = await call("PUT /v1/program", { perks, ...more });
    expect(applied.status, JSON.stringify(applied.body)).toBeLessThan(300);
  }
  return world;
}

export const grant = (call: World["call"], key: string, amount = 1, more: object = {}) =>
  call("POST /v1/members/ext:c-1/adjustments", {
    unit: `perk:${key}`,
    amount,
    reason: "goodwill",
    ...more,
  });

export const use = (call: World["call"], key: string, more: object = {}) =>
  call("POST /v1/perks/use", { member: "ext:c-1", key, ...more });

export const perkOf = async (call: World["call"], key: string) =>
  (await call(`GET /v1/members/ext:c-1/perks?key=${key}`)).body.data[0];
