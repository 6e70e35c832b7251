import { expect, test } from "vitest";
import { newWorld } from "../../world";

const wording = { locale: "de", text: "Ja, gern." };
const grant = { purpose: "marketing", status: "granted", wording };

async function newMember() {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:1", { email: "anna@example.com" });
  await world.call("POST /v1/members/ext:1/consents", grant);
  const standing = async () =>
    (await world.call("GET /v1/members/ext:1/consents")).body.consents[0];
  return { world, standing };
}

test("nothing is sent to a suppressed address, whatever its owner agreed to, until it is lifted", async () => {
  const { world, standing } = await newMember();
  const email = "Anna@Example.com";
  const made = await world.call("POST /v1/suppressions", { email, reason: "hard_bounce" });
  expect(made.status).toBe(201);
  expect(await standing()).toMatchObject({ isAllowed: false, reason: "suppressed" });
  const again = await world.call("POST /v1/members/ext:1/consents", grant);
  expect(again.body.consent).toMatchObject({ isAllowed: false, reason: "suppressed" });
  const asked = await world.call("POST /v1/members/ext:1/consents", {
    ...grant,
    purpose: "points",
    doubleOptIn: true,
  });
  expect(asked.body.code).toBe("address_suppressed");
  const listed = await world.call("GET /v1/suppressions?email=anna@example.com");
  expect(listed.body.data).toEqual([made.body.suppression]);
  expect(JSON.stringify(listed.body)).not.toMatch(/anna/i);
  const lifted = await world.call("DELETE /v1/suppressions/email:anna@example.com");
  expect(lifted.status).toBe(200);
  expect(await standing()).toMatchObject({ isAllowed: true });
  expect((await world.call("DELETE /v1/suppressions/email:anna@example.com")).status).toBe(404);
});

test("a complaint takes back what was allowed, also after the suppression is lifted", async () => {
  const { world, standing } = await newMember();
  await world.call("POST /v1/suppressions", { email: "anna@example.com", reason: "complaint" });
  const { suppression } = (await world.call("GET /v1/suppressions")).body.data[0];
  expect(suppression).toBeUndefined();
  await world.call("DELETE /v1/suppressions/email:anna@example.com");
  const now = await standing();
  expect(now).toMatchObject({ isAllowed: false, reason: "withdrawn" });
  expect(now.proof.method).toBe("complaint");
});

test("addresses of nobody can be suppressed, and are listed page by page", async () => {
  const world = await newWorld();
  for (const name of ["a", "b", "c"]) {
    await world.call("POST /v1/suppressions", { email: `${name}@b.de`, reason: "complaint" });
  }
  await world.call("POST /v1/suppressions", { email: "a@b.de", reason: "manual" });
  const first = await world.call("GET /v1/suppressions?limit=2");
  const second = await world.call(`GET /v1/suppressions?limit=2&cursor=${first.body.nextCursor}`);
  const all = [...first.body.data, ...second.body.data];
  expect(all.map((s) => s.reason).sort()).toEqual(["complaint", "complaint", "manual"]);
  expect(new Set(all.map((s) => s.id)).size).toBe(3);
  const byId = await world.call(`DELETE /v1/suppressions/${all[0].id}`);
  expect(byId.status).toBe(200);
  const other = await newWorld();
  expect((await other.call("GET /v1/suppressions")).body.data).toEqual([]);
  expect((await other.call(`DELETE /v1/suppressions/${all[1].id}`)).status).toBe(404);
});

test("what is no address is refused", async () => {
  const world = await newWorld();
  const made = await world.call("POST /v1/suppressions", { email: "nobody" });
  expect([made.status, made.body.errors[0].pointer]).toEqual([400, "/email"]);
  expect((await world.call("GET /v1/suppressions?email=nobody")).body.code).toBe("invalid_query");
  expect((await world.call("DELETE /v1/suppressions/nobody")).body.code).toBe("invalid_ref");
});
