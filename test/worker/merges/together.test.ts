import { expect, test } from "vitest";
import { newWorld } from "../../world";
import { draw, family, own, put } from "../households/family";
import { memberWith, useProgram } from "../rewards/points";
import { checked } from "./checked";

test("a gift between two who are one is not undone, and is once they are told apart", async () => {
  for (const [stays, goes] of [
    ["ext:anna", "ext:ben"],
    ["ext:ben", "ext:anna"],
  ]) {
    const world = await newWorld();
    await useProgram(world.shop, { gifts: { isAllowed: true } });
    await memberWith(world, "anna", 100);
    await memberWith(world, "ben");
    await world.call("POST /v1/members/ext:anna/gifts", { id: "g", to: "ext:ben", amount: 60 });
    await world.call(`POST /v1/members/${stays}/merge`, { id: "m", from: goes });
    const refused = await world.call("POST /v1/gifts/g/reverse", {});
    expect([refused.status, refused.body.code]).toEqual([422, "gift_to_oneself"]);
    await world.call("POST /v1/merges/m/undo", {});
    const reversed = await world.call("POST /v1/gifts/g/reverse", {});
    expect([reversed.status, reversed.body.gift?.returned]).toEqual([200, 60]);
    expect(await checked(world)).toEqual([]);
  }
});

test("who had left a household comes back to it with somebody who turns out to be them", async () => {
  const all = await family({}, { anna: 0, ben: 100 });
  const { world, url } = all;
  await memberWith(world, "carl");
  await world.call(`POST ${url}/members`, { member: "ext:carl" });
  await world.call(`DELETE ${url}/members/ext:carl`);
  await put(all, "ben", 100);
  await world.call("POST /v1/members/ext:carl/merge", { id: "m", from: "ext:ben" });
  expect((await draw(all, "carl", 10)).status).toBe(201);
  const { body } = await world.call(`DELETE ${url}`);
  const carl = (await world.call("GET /v1/members/ext:carl")).body.id;
  expect(body.settled).toContainEqual({ member: carl, amounts: { points: 90 } });
  expect(await own(all, "carl")).toBe(100);
  expect((await world.call("POST /v1/merges/m/undo", {})).status).toBe(200);
  expect(await checked(world)).toEqual([]);
});

test("who left a household for two is out of it when they are told apart", async () => {
  const all = await family({}, { anna: 0, ben: 0 });
  const { world, url } = all;
  await memberWith(world, "carl");
  await world.call("POST /v1/members/ext:carl/merge", { id: "m", from: "ext:ben" });
  await world.call(`DELETE ${url}/members/ext:carl`);
  await world.call("POST /v1/merges/m/undo", {});
  const again = await world.call(`POST ${url}/members`, { member: "ext:ben" });
  expect([again.status, again.body.household?.members.length]).toEqual([201, 2]);
  expect(await checked(world)).toEqual([]);
});
