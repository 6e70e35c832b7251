import { expect } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { newWorld, type World } from "../../world";
import { MUG, useProgram } from "../rewards/points";

/** A hotel with Ben, who buys, and Vera, who only looks. */
export async function hotel(more: object = {}): Promise<{ world: World; id: string; url: string }> {
  const world = await newWorld();
  const program = {
    rewards: [MUG],
    gifts: { isAllowed: true },
    households: { isAllowed: true },
    ...more,
  };
  await useProgram(world.shop, program);
  await useProgram(world.sandbox, program);
  const { status, body } = await world.test("POST /v1/companies", {
    name: "Hotel Müller",
    externalId: "b2b-7",
    vatId: "DE123456789",
  });
  expect(status, JSON.stringify(body)).toBe(201);
  const url = `/v1/companies/${body.company.id}`;
  const contacts = [
    { id: "ben", name: "Ben", role: "buyer", email: "ben@hotel.example" },
    { id: "vera", name: "Vera", role: "viewer", email: "vera@hotel.example" },
  ];
  for (const contact of contacts) {
    expect((await world.test(`POST ${url}/contacts`, contact)).status).toBe(201);
  }
  return { world, id: body.company.id, url };
}

export const sound = async ({ sandbox }: World) =>
  expect(await faultsOf(await shardOf(sandbox), sandbox)).toEqual([]);
