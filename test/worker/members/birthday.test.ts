import { expect, test } from "vitest";
import { order } from "../../orders";
import { advance } from "../../queue";
import { newWorld, type World } from "../../world";

const MEMBER = "/v1/members/ext:c-1";

async function born(birthday: string | null): Promise<World> {
  const world = await newWorld();
  await advance(world, "2026-03-01T10:00:00Z");
  await world.test(`PUT ${MEMBER}`, birthday === null ? {} : { birthday });
  return world;
}

const change = (world: World, birthday: string | null) =>
  world.test(`PATCH ${MEMBER}`, { birthday });

test("a birthday is changed once a year; the first one is no change", async () => {
  const world = await born(null);
  expect((await change(world, "1990-05-17")).status).toBe(200);
  expect((await change(world, "1990-05-18")).body.member.birthday).toBe("1990-05-18");
  const refused = await change(world, "1990-05-19");
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    code: "birthday_locked",
    errors: [{ pointer: "/birthday", code: "birthday_locked" }],
  });
  // Changed on 1 March 2026: 365 days later it is 1 March 2027.
  expect(refused.body.detail).toContain("2027-03-01T10:00:00Z");
  expect((await world.test(`PUT ${MEMBER}`, { birthday: "1990-06-01" })).status).toBe(422);
  await advance(world, "2027-03-01T10:00:01Z");
  expect((await change(world, "1990-05-19")).status).toBe(200);
  expect((await change(world, "1990-05-20")).status).toBe(422);
});

test("the same day, and another year of it, can always be said", async () => {
  const world = await born("1990-05-17");
  await change(world, "1990-05-18");
  expect((await change(world, "1990-05-18")).status).toBe(200);
  expect((await change(world, "1991-05-18")).body.member.birthday).toBe("1991-05-18");
  expect((await world.test(`PATCH ${MEMBER}`, { name: "Anna" })).status).toBe(200);
});

test("a birthday can always be removed, which opens no lock", async () => {
  const world = await born("1990-05-17");
  await change(world, null);
  expect((await change(world, "1990-05-18")).status).toBe(200);
  expect((await change(world, null)).body.member.birthday).toBeNull();
  expect((await change(world, "1990-05-19")).body.code).toBe("birthday_locked");
});

test("an order adds a birthday and never changes one", async () => {
  const world = await born(null);
  const buyer = (birthday: string) => ({ member: { externalId: "c-1", birthday } });
  const first = await world.test("POST /v1/orders", order("1", null, buyer("1990-05-17")));
  expect(first.body.warnings).toEqual([]);
  const second = await world.test("POST /v1/orders", order("2", null, buyer("1990-12-24")));
  expect(second.status).toBe(201);
  expect(second.body.warnings).toMatchObject([
    { code: "birthday_ignored", pointer: "/member/birthday" },
  ]);
  expect((await world.test(`GET ${MEMBER}`)).body.birthday).toBe("1990-05-17");
  await change(world, "1990-05-18");
  await change(world, null);
  const third = await world.test("POST /v1/orders", order("3", null, buyer("1990-12-24")));
  expect(third.body.warnings).toMatchObject([{ code: "birthday_ignored" }]);
  expect((await world.test(`GET ${MEMBER}`)).body.birthday).toBeNull();
});
