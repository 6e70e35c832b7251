import { expect, test } from "vitest";
import { shardNamed } from "../../../src/core/env";
import { shardOf } from "../../context";
import { env, newWorld } from "../../world";

/** Tables with a row of the shop that holds a text. */
async function tablesWith(shop: string, text: string): Promise<string[]> {
  const db = shardNamed(env, await shardOf(shop));
  const tables = await db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%\n  shop  %'")
    .all<{ name: string }>();
  const rows = await db.batch(
    tables.results.map((t) => db.prepare(`SELECT * FROM ${t.name} WHERE shop = ?1`).bind(shop)),
  );
  return tables.results
    .filter((_, i) => JSON.stringify(rows[i]?.results).includes(text))
    .map((t) => t.name)
    .sort();
}

test("erasing leaves the ledger and nothing that says who it was", async () => {
  const { call, shop } = await newWorld();
  const headers = { "idempotency-key": "k-1" };
  const made = await call(
    "PUT /v1/members/ext:c-1",
    { name: "Adalbert Secretive", email: "secretive@example.com", phone: "+491701112223" },
    { headers },
  );
  const { id } = made.body.member;
  const note = "secretive said so";
  await call(
    `POST /v1/members/${id}/adjustments`,
    { amount: 7, reason: "gift", note },
    { headers: { "idempotency-key": "k-2" } },
  );
  expect(await tablesWith(shop, "ecretive")).toEqual([
    "adjustments",
    "answers",
    "identifiers",
    "members",
    "names",
  ]);
  const erased = await call(`DELETE /v1/members/${id}`);
  expect(erased.status).toBe(200);
  for (const text of ["ecretive", "dalbert", "1701112223", "c-1"]) {
    expect(await tablesWith(shop, text), text).toEqual([]);
  }
  const member = await call(`GET /v1/members/${id}`);
  expect(member.body).toMatchObject({ id, name: null, email: null, identifiers: [] });
  expect(member.body.erasedAt).toBe(erased.body.erasedAt);
  const wallet = await call(`GET /v1/members/${id}/wallet`);
  expect(wallet.body.wallet.points.available).toBe(7);
  expect((await call(`GET /v1/members/${id}/transfers`)).body.data).toHaveLength(2);
  expect((await call("GET /v1/ledger/check")).body.findings).toEqual([]);
});

test("a late retry of what was sent before does not enrol an erased member again", async () => {
  const { call } = await newWorld();
  const headers = { "idempotency-key": "k" };
  const put = () => call("PUT /v1/members/ext:c-1", { name: "Anna Weber" }, { headers });
  const { body } = await put();
  await call(`DELETE /v1/members/${body.member.id}`);
  const late = await put();
  expect([late.status, late.body.code]).toEqual([409, "member_erased"]);
  expect((await call("GET /v1/members?q=Weber")).body.data).toEqual([]);
});

test("a second erasing answers the same", async () => {
  const { call } = await newWorld();
  const { body } = await call("PUT /v1/members/ext:c-1", { name: "Anna" });
  const first = await call(`DELETE /v1/members/${body.member.id}`);
  const second = await call(`DELETE /v1/members/${body.member.id}`);
  expect([second.status, second.body]).toEqual([200, first.body]);
});

test("nothing is written to an erased member, and their names are free again", async () => {
  const { call } = await newWorld();
  const { body } = await call("PUT /v1/members/ext:c-1", { name: "Anna" });
  const { id } = body.member;
  const gift = { amount: 5, reason: "gift" };
  const given = await call(`POST /v1/members/${id}/adjustments`, gift);
  await call(`DELETE /v1/members/${id}`);
  expect((await call("GET /v1/members/ext:c-1")).body.code).toBe("not_found");
  expect((await call("DELETE /v1/members/ext:c-1")).body.code).toBe("not_found");
  const refusals = await Promise.all([
    call(`PATCH /v1/members/${id}`, { name: "Berta" }),
    call(`POST /v1/members/${id}/adjustments`, gift),
    call(`POST /v1/members/${id}/adjustments/${given.body.adjustment.id}/reverse`, {}),
  ]);
  for (const r of refusals) expect([r.status, r.body.code]).toEqual([409, "member_erased"]);
  const anew = await call("PUT /v1/members/ext:c-1", { name: "Carla" });
  expect(anew.status).toBe(201);
  expect(anew.body.member.id).not.toBe(id);
});

test("a dry run erases nobody, and another shop cannot", async () => {
  const { call } = await newWorld();
  const { body } = await call("PUT /v1/members/ext:c-1", { name: "Anna" });
  expect((await call("DELETE /v1/members/ext:c-1?dryRun=true")).body.committed).toBe(false);
  expect((await call("GET /v1/members/ext:c-1")).body.name).toBe("Anna");
  const other = await newWorld();
  expect((await other.call(`DELETE /v1/members/${body.member.id}`)).body.code).toBe("not_found");
});
