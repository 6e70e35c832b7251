import { expect } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { newWorld, type World } from "../../world";
import { memberWith, useProgram } from "../rewards/points";

export interface Family {
  readonly world: World;
  readonly id: string;
  readonly url: string;
}

/** A household of Anna, who owns it, and Ben, each with so many points of their own. */
export async function family(
  households: object = {},
  points: Readonly<Record<string, number>> = { anna: 300, ben: 0 },
  more: object = {},
): Promise<Family> {
  const world = await newWorld();
  await useProgram(world.shop, { households: { isAllowed: true, ...households }, ...more });
  for (const [name, amount] of Object.entries(points)) {
    await memberWith(world, name, ...(amount > 0 ? [amount] : []));
  }
  const [owner, ...others] = Object.keys(points).map((name) => `ext:${name}`);
  const { status, body } = await world.call("POST /v1/households", {
    owner,
    name: "Familie Müller",
    members: others.map((member) => ({ member })),
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return { world, id: body.household.id, url: `/v1/households/${body.household.id}` };
}

export const own = async ({ world }: Family, name: string): Promise<number> =>
  (await world.call(`GET /v1/members/ext:${name}/wallet`)).body.wallet.points.available;
export const pool = async ({ world, url }: Family): Promise<number> =>
  (await world.call(`GET ${url}`)).body.wallet.points.available;
export const put = ({ world, url }: Family, name: string, amount: number) =>
  world.call(`POST ${url}/contributions`, { member: `ext:${name}`, amount });
export const draw = ({ world, url }: Family, name: string, amount: number) =>
  world.call(`POST ${url}/draws`, { member: `ext:${name}`, amount });

export const sound = async ({ world }: { world: World }) =>
  expect(await faultsOf(await shardOf(world.shop), world.shop)).toEqual([]);
