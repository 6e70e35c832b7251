import { beforeAll, expect, test } from "vitest";
import { counting } from "../../counting";
import { newWorld, type World } from "../../world";

let world: World;
const find = async (typed: string) => {
  const found = await world.call(`GET /v1/members?q=${encodeURIComponent(typed)}`);
  expect(found.status, JSON.stringify(found.body)).toBe(200);
  return found.body.data.map((m: { name: string }) => m.name).sort();
};

beforeAll(async () => {
  world = await newWorld();
  const people = [
    ["c-1", { name: "Anna Groß", email: "anna@example.com", phone: "+491701234567" }],
    ["c-2", { name: "Anna Maria Müller", card: "4711 0815" }],
    ["c-3", { name: "Özgür Şahin", phone: "+4366412345678" }],
    ["c-4", { name: "Hanna Schmidt" }],
  ] as const;
  for (const [id, fields] of people) await world.call(`PUT /v1/members/ext:${id}`, fields);
});

test("a name is found by the beginning of any word, folded", async () => {
  expect(await find("anna")).toEqual(["Anna Groß", "Anna Maria Müller"]);
  expect(await find("GROS")).toEqual(["Anna Groß"]);
  expect(await find("muller")).toEqual(["Anna Maria Müller"]);
  expect(await find("ozg")).toEqual(["Özgür Şahin"]);
});

test("every typed word must fit, in any order", async () => {
  expect(await find("anna gross")).toEqual(["Anna Groß"]);
  expect(await find("gross, anna")).toEqual(["Anna Groß"]);
  expect(await find("müller anna")).toEqual(["Anna Maria Müller"]);
  expect(await find("an mül")).toEqual(["Anna Maria Müller"]);
  expect(await find("anna schmidt")).toEqual([]);
});

test("mail, phone, card, external id and our id find exactly", async () => {
  expect(await find("Anna@Example.com")).toEqual(["Anna Groß"]);
  expect(await find("+49 170 1234567")).toEqual(["Anna Groß"]);
  expect(await find("47110815")).toEqual(["Anna Maria Müller"]);
  expect(await find("c-3")).toEqual(["Özgür Şahin"]);
  const { body } = await world.call("GET /v1/members/ext:c-4");
  expect(await find(body.id)).toEqual(["Hanna Schmidt"]);
});

test("a phone number typed as at home finds its member", async () => {
  expect(await find("0170 123 45 67")).toEqual(["Anna Groß"]);
  expect(await find("0664/12345678")).toEqual(["Özgür Şahin"]);
});

test("an order number finds who ordered", async () => {
  const placed = await world.call("POST /v1/orders", {
    id: "A-1001",
    source: "shopify",
    channel: "store",
    status: "paid",
    member: { externalId: "c-4" },
    currency: "EUR",
    total: 1000,
    items: [{ id: "1", quantity: 1, total: 1000 }],
    placedAt: new Date(Date.now() - 1000).toISOString(),
  });
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  expect(await find("A-1001")).toEqual(["Hanna Schmidt"]);
  expect(await find(placed.body.order.id)).toEqual(["Hanna Schmidt"]);
});

test("a changed name is found anew and no longer by the old one", async () => {
  await world.call("PUT /v1/members/ext:c-9", { name: "Vera Alt" });
  await world.call("PUT /v1/members/ext:c-9", { name: "Vera Neu" });
  expect(await find("alt")).toEqual([]);
  expect(await find("neu vera")).toEqual(["Vera Neu"]);
});

test("an empty or too short question is refused", async () => {
  for (const query of ["", "?q=", "?q=a", "?q=%20%20a%20"]) {
    expect((await world.call(`GET /v1/members${query}`)).body.code).toBe("invalid_query");
  }
});

test("another shop's members are not found", async () => {
  const other = await newWorld();
  expect((await other.call("GET /v1/members?q=anna")).body.data).toEqual([]);
});

test("a search is one trip and reads at most 50 rows, whatever is typed and whoever there is", async () => {
  const { call } = await newWorld();
  for (let i = 0; i < 60; i++) {
    await call(`PUT /v1/members/ext:m-${i}`, { name: `Anna Maria Müller ${i}` });
  }
  for (const typed of ["anna", "anna müller", "anna maria mül", "0170123456", "m-3"]) {
    const cost = counting();
    const path = `GET /v1/members?q=${encodeURIComponent(typed)}`;
    const found = await call(path, undefined, { env: cost.env });
    expect(found.body.data.length).toBeLessThanOrEqual(20);
    expect(cost.trips).toBe(1);
    expect(cost.rowsRead, typed).toBeLessThanOrEqual(50);
  }
});
