import { expect, test } from "vitest";
import { newWorld } from "../../world";

test("a member is made once and found by every identifier", async () => {
  const { call } = await newWorld();
  const made = await call("PUT /v1/members/ext:c-42", {
    email: "Anna@Example.com",
    name: "Anna Groß",
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const again = await call("PUT /v1/members/ext:c-42", { phone: "0049 170 1234567" });
  expect(again.status).toBe(200);
  for (const ref of [
    "ext:c-42",
    "email:anna@example.com",
    "phone:+491701234567",
    made.body.member.id,
  ]) {
    const found = await call(`GET /v1/members/${encodeURIComponent(ref)}`);
    expect(found.body.id).toBe(made.body.member.id);
  }
  const wallet = await call("GET /v1/members/ext:c-42/wallet");
  expect(wallet.body.wallet.points).toMatchObject({ available: 0, pending: 0, held: 0 });
});

test("what a body leaves out stays, null clears, further identifiers are added", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/members/ext:1", { name: "Anna", birthday: "1990-05-17", email: "a@b.de" });
  await call("PATCH /v1/members/ext:1", { birthday: null, email: "second@b.de" });
  const { body } = await call("GET /v1/members/email:second@b.de");
  expect(body).toMatchObject({ name: "Anna", birthday: null, externalId: "1", email: "a@b.de" });
  expect(body.identifiers).toContainEqual({ kind: "email", value: "second@b.de" });
});

test("an upsert by a new identifier finds the member by another one in the body", async () => {
  const { call } = await newWorld();
  const made = await call("PUT /v1/members/email:a@b.de", {});
  const again = await call("PUT /v1/members/ext:77", { email: "a@b.de" });
  expect([again.status, again.body.member.id]).toEqual([200, made.body.member.id]);
  expect((await call("GET /v1/members/ext:77")).status).toBe(200);
});

test("an identifier of somebody else is refused and moves nobody", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/members/ext:1", { email: "one@b.de" });
  await call("PUT /v1/members/ext:2", { email: "two@b.de" });
  const taken = await call("PUT /v1/members/ext:2", { email: "one@b.de", name: "Two" });
  expect([taken.status, taken.body.code]).toEqual([409, "identifier_taken"]);
  expect(taken.body.errors[0].pointer).toBe("/email");
  expect((await call("GET /v1/members/ext:2")).body.name).toBeNull();
});

test("a change makes nobody, and an id that is not ours neither", async () => {
  const { call } = await newWorld();
  expect((await call("PATCH /v1/members/ext:1", { name: "Anna" })).body.code).toBe("not_found");
  const id = "mem_01h455vb4pex5vsknk084sn02q";
  expect((await call(`PUT /v1/members/${id}`, { name: "Anna" })).body.code).toBe("not_found");
  const other = await newWorld();
  const { body } = await other.call("PUT /v1/members/ext:1", {});
  for (const path of ["", "/wallet", "/summary"]) {
    const foreign = await call(`GET /v1/members/${body.member.id}${path}`);
    expect(foreign.body.code).toBe("not_found");
  }
});

test("bad fields are refused with a pointer to each", async () => {
  const { call } = await newWorld();
  const pointers = async (body: object) =>
    (await call("PUT /v1/members/ext:1", body)).body.errors?.map(
      (e: { pointer: string }) => e.pointer,
    );
  expect(await pointers({ email: "nobody", phone: "0170" })).toEqual(["/email", "/phone"]);
  expect(await pointers({ birthday: "1990-02-30" })).toEqual(["/birthday"]);
  expect(await pointers({ name: "a\u0007b" })).toEqual(["/name"]);
  expect(await pointers({ name: "x".repeat(201) })).toEqual(["/name"]);
  expect(await pointers({ locale: "fr" })).toEqual(["/locale"]);
  expect(await pointers({ nickname: "A" })).toEqual([""]);
  const wrongRef = await call("PUT /v1/members/anna", {});
  expect(wrongRef.body.code).toBe("invalid_ref");
});

test("attributes are typed by the program", async () => {
  const { call } = await newWorld();
  const label = { de: "x", en: "x" };
  await call("PUT /v1/program", {
    attributes: [
      { key: "roast", type: "choice", label, choices: ["light", "dark"] },
      { key: "size", type: "number", label },
      { key: "since", type: "date", label },
    ],
  });
  const good = { attributes: { roast: "dark", size: 43, since: "2024-02-29" } };
  const made = await call("PUT /v1/members/ext:1", good);
  expect(made.body.member?.attributes, JSON.stringify(made.body)).toEqual(good.attributes);
  const bad = await call("PATCH /v1/members/ext:1", {
    attributes: { roast: "burnt", size: "43", since: "2023-02-29", shoe: 1 },
  });
  expect(bad.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
    "/attributes/roast",
    "/attributes/size",
    "/attributes/since",
    "/attributes/shoe",
  ]);
  const cleared = await call("PATCH /v1/members/ext:1", { attributes: { size: null } });
  expect(cleared.body.member.attributes).toEqual({ roast: "dark", since: "2024-02-29" });
});

test("a retried upsert with a key answers the first answer", async () => {
  const { call } = await newWorld();
  const headers = { "idempotency-key": "k-1" };
  const first = await call("PUT /v1/members/ext:1", { name: "Anna" }, { headers });
  await call("PUT /v1/members/ext:1", { name: "Berta" });
  const again = await call("PUT /v1/members/ext:1", { name: "Anna" }, { headers });
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect((await call("GET /v1/members/ext:1")).body.name).toBe("Berta");
  const other = await call("PUT /v1/members/ext:1", { name: "Carla" }, { headers });
  expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
});

test("twenty upserts of somebody new in parallel make one member", async () => {
  const { call } = await newWorld();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => call("PUT /v1/members/ext:1", { name: `Anna ${i}` })),
  );
  expect(new Set(answers.map((a) => a.body.member.id)).size).toBe(1);
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
});

test("a dry run tells who would be made and makes nobody", async () => {
  const { call } = await newWorld();
  const tried = await call("PUT /v1/members/ext:1?dryRun=true", { name: "Anna" });
  expect(tried.body).toMatchObject({ committed: false, member: { name: "Anna" } });
  expect((await call("GET /v1/members/ext:1")).status).toBe(404);
});
