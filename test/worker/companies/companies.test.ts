import { expect, test } from "vitest";
import { order } from "../../orders";
import { rowsIn } from "../../queue";
import { env, newWorld } from "../../world";
import { withLatency } from "../../world-latency";
import { hotel, sound } from "./hotel";

const TILL = { channel: "store", storeId: "mitte" };
const by = (email: string, more: object = {}) => ({
  ...TILL,
  member: { email, name: "Somebody", birthday: "1990-05-17", ...more },
});

test("whatever a contact orders earns for the company, and says nothing of it", async () => {
  const { world, id, url } = await hotel();
  const first = await world.test("POST /v1/orders", order("1", null, by("ben@hotel.example")));
  const second = await world.test(
    "POST /v1/orders",
    order("2", null, by("vera@hotel.example", { externalId: "b2b-7", phone: "+4930123456" })),
  );
  expect([first.body.member.id, second.body.member.id]).toEqual([id, id]);
  expect([first.body.warnings, second.body.warnings]).toEqual([[], []]);
  const { body } = await world.test(`GET ${url}`);
  expect(body).toMatchObject({
    name: "Hotel Müller",
    orders: { kept: 2, total: 6000 },
    wallet: { points: { available: 60 } },
  });
  expect(body.contacts.map((c: { id: string }) => c.id)).toEqual(["ben", "vera"]);
  const member = await world.test("GET /v1/members/email:ben@hotel.example");
  expect(member.body).toMatchObject({ id, name: "Hotel Müller", birthday: null, email: null });
  await sound(world);
});

test("a contact's role decides who may spend", async () => {
  const { world, url } = await hotel();
  await world.test("POST /v1/members/ext:b2b-7/adjustments", { amount: 2000, reason: "test" });
  await world.test("PUT /v1/members/ext:anna", {});
  const redeem = (member: string) =>
    world.test("POST /v1/redemptions", { rewardId: "mug", member });
  expect((await redeem("email:vera@hotel.example")).body.code).toBe("contact_may_not_redeem");
  expect((await redeem("email:ben@hotel.example")).status).toBe(201);
  expect((await redeem("ext:b2b-7")).status).toBe(201);
  const gift = { to: "ext:anna", amount: 10 };
  const given = await world.test("POST /v1/members/email:vera@hotel.example/gifts", gift);
  expect(given.body.code).toBe("contact_may_not_redeem");
  const donation = { cause: "trees", amount: 10 };
  const donated = await world.test("POST /v1/members/email:vera@hotel.example/donations", donation);
  expect(donated.body.code).toBe("contact_may_not_redeem");
  const credit = { unit: "credit:EUR", amount: 2000, reason: "test" };
  await world.test("POST /v1/members/ext:b2b-7/adjustments", credit);
  const items = [{ id: "1", quantity: 1, total: 1000 }];
  const cart = { id: "c1", currency: "EUR", items, credit: "all" };
  const hold = (member: string, more: object = {}) =>
    world.test("POST /v1/carts/hold", { ...cart, member, ...more });
  expect((await hold("email:vera@hotel.example")).body.code).toBe("contact_may_not_redeem");
  expect((await hold("email:vera@hotel.example", { id: "c2", credit: 0 })).status).toBe(201);
  expect((await hold("email:ben@hotel.example")).status).toBe(201);
  await world.test(`PATCH ${url}/contacts/vera`, { role: "admin" });
  expect((await redeem("email:vera@hotel.example")).status).toBe(201);
});

test("a contact is added once, and no identifier leads to two", async () => {
  const { world, url } = await hotel();
  await world.test("PUT /v1/members/email:anna@example.com", {});
  const ben = { id: "ben", name: "Ben", role: "buyer", email: "ben@hotel.example" };
  expect((await world.test(`POST ${url}/contacts`, ben)).status).toBe(200);
  const refused: [request: string, body: object | undefined, code: string][] = [
    [`POST ${url}/contacts`, { ...ben, name: "Bernd" }, "contact_differs"],
    [`POST ${url}/contacts`, { ...ben, id: "b2" }, "identifier_taken"],
    [
      `POST ${url}/contacts`,
      { name: "A", role: "buyer", email: "anna@example.com" },
      "identifier_taken",
    ],
    [`POST ${url}/contacts`, { name: "A", role: "buyer", email: "nobody" }, "invalid_body"],
    [`PATCH ${url}/contacts/ben`, { email: "vera@hotel.example" }, "identifier_taken"],
    [`PATCH ${url}/contacts/nobody`, { role: "buyer" }, "not_found"],
    [`DELETE ${url}/contacts/nobody`, undefined, "not_found"],
    ["POST /v1/companies", { name: "X", externalId: "b2b-7" }, "identifier_taken"],
    ["GET /v1/companies/email:anna@example.com", undefined, "not_found"],
    ["PUT /v1/members/email:ben@hotel.example", { name: "Ben" }, "identifier_taken"],
    ["POST /v1/households", { owner: "ext:b2b-7", name: "x" }, "not_found"],
  ];
  for (const [request, body, code] of refused) {
    expect([request, (await world.test(request, body)).body.code]).toEqual([request, code]);
  }
  const foreign = await newWorld();
  expect((await foreign.test(`GET ${url}`)).body.code).toBe("not_found");
});

test("a contact's identifiers change, and an erased contact leaves nothing", async () => {
  const { world, id, url } = await hotel();
  const moved = await world.test(`PATCH ${url}/contacts/ben`, {
    email: "b@hotel.example",
    phone: "+4930123456",
  });
  expect(moved.body.contact).toMatchObject({ email: "b@hotel.example", phone: "+4930123456" });
  expect((await world.test("GET /v1/members/email:ben@hotel.example")).status).toBe(404);
  expect((await world.test("GET /v1/members/phone:+4930123456")).body.id).toBe(id);
  await world.test(`PATCH ${url}/contacts/ben`, { phone: null });
  expect((await world.test("GET /v1/members/phone:+4930123456")).status).toBe(404);
  await world.test(`PATCH ${url}`, { vatId: null }, { headers: { "Idempotency-Key": "k" } });
  const gone = await world.test(`DELETE ${url}/contacts/ben`);
  expect(gone.body.contact).toMatchObject({ name: null, email: null });
  const answers = "SELECT body FROM answers WHERE shop = ?1";
  expect(JSON.stringify(await rowsIn(world.sandbox, answers, world.sandbox))).not.toMatch(/Ben/);
  expect((await world.test(`DELETE ${url}/contacts/ben`)).status).toBe(200);
  expect((await world.test("GET /v1/members/email:b@hotel.example")).status).toBe(404);
  // The company goes, and the others with it.
  expect((await world.test(`DELETE /v1/members/${id}`)).status).toBe(200);
  for (const table of ["contacts", "companies", "identifiers"]) {
    const rows = await rowsIn(
      world.sandbox,
      `SELECT * FROM ${table} WHERE shop = ?1`,
      world.sandbox,
    );
    expect(JSON.stringify(rows)).not.toMatch(/Ben|Vera|hotel\.example|DE123/);
  }
});

test.each([
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
])("of ten contacts with one address one is added $name", async (at) => {
  const { world, url } = await hotel();
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      world.test(
        `POST ${url}/contacts`,
        { name: `N${i}`, role: "buyer", email: "new@hotel.example" },
        { env: at.env },
      ),
    ),
  );
  expect(replies.map((r) => r.status).sort()).toEqual([201, ...Array(9).fill(409)]);
});
