import { expect, test } from "vitest";
import { newWorld } from "../../world";

const earning = (points: number) => ({ earning: { base: { points, per: 100 } } });

test("a shop without a program has the default, as version 0", async () => {
  const { call } = await newWorld();
  const read = await call("GET /v1/program");
  expect(read.status, JSON.stringify(read.body)).toBe(200);
  expect(read.body).toMatchObject({ version: 0, isCurrent: true, draftSavedAt: null });
  expect(read.body.document.earning.base.points).toBe(1);
});

test("a document that is put becomes the version in force, defaults filled in", async () => {
  const { call } = await newWorld();
  const put = await call("PUT /v1/program", earning(2));
  expect(put.status, JSON.stringify(put.body)).toBe(201);
  expect(put.body).toMatchObject({ committed: true, version: 1, restores: null });
  const read = await call("GET /v1/program");
  expect(read.body).toMatchObject({ version: 1, document: put.body.document });
});

test("a dry run tells the version and writes none", async () => {
  const { call } = await newWorld();
  const dry = await call("PUT /v1/program?dryRun=true", earning(2));
  expect(dry.status, JSON.stringify(dry.body)).toBe(200);
  expect(dry.body).toMatchObject({ committed: false, version: 1 });
  expect((await call("GET /v1/program")).body.version).toBe(0);
});

test("every fault of a document is told at once with its pointer", async () => {
  const { call } = await newWorld();
  const document = { earning: { base: { points: -1, per: "much" } }, surprise: true };
  for (const request of ["PUT /v1/program", "PUT /v1/program/draft"]) {
    const refused = await call(request, document);
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe("invalid_program");
    const pointers = refused.body.errors.map((e: { pointer: string }) => e.pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(["/earning/base/points", "/earning/base/per", ""]),
    );
  }
  const checked = await call("POST /v1/program/check", document);
  expect(checked.body.valid).toBe(false);
  expect(checked.body.errors.length).toBe(3);
});

test("a body that is no document at all is malformed", async () => {
  const { call } = await newWorld();
  for (const body of ["[]", '"x"', "7", "null"]) {
    expect((await call("PUT /v1/program", body)).status, body).toBe(400);
  }
});

test("a draft is stored, read and applied from a date", async () => {
  const { test } = await newWorld();
  await test("POST /v1/sandbox/clock", { now: "2030-01-01T00:00:00Z" });
  expect((await test("GET /v1/program/draft")).body.code).toBe("no_draft");
  expect((await test("POST /v1/program/apply", {})).body.code).toBe("no_draft");
  const saved = await test("PUT /v1/program/draft", earning(3));
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  expect((await test("GET /v1/program/draft")).body.document).toEqual(saved.body.document);
  await test("POST /v1/program/apply", {});
  await test("PUT /v1/program/draft", earning(5));
  const later = await test("POST /v1/program/apply", { from: "2030-02-01T00:00:00Z" });
  expect(later.body).toMatchObject({ version: 2, validFrom: "2030-02-01T00:00:00Z" });
  expect((await test("GET /v1/program")).body.version).toBe(1);
  await test("POST /v1/sandbox/clock", { now: "2030-02-01T00:00:00Z" });
  expect((await test("GET /v1/program")).body.version).toBe(2);
});

test("no version begins in the past", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/program/draft", earning(3));
  const refused = await call("POST /v1/program/apply", { from: "2020-01-01T00:00:00Z" });
  expect(refused.body.code).toBe("invalid_time");
  const put = await call("PUT /v1/program?from=2020-01-01T00:00:00Z", earning(3));
  expect(put.body.code).toBe("invalid_time");
});

test("a rollback applies an earlier document as a new version", async () => {
  const { call } = await newWorld();
  const first = await call("PUT /v1/program", earning(2));
  await call("PUT /v1/program", earning(9));
  const back = await call("POST /v1/program/rollback", { to: 1 });
  expect(back.status, JSON.stringify(back.body)).toBe(201);
  expect(back.body).toMatchObject({ version: 3, restores: 1, document: first.body.document });
  expect((await call("POST /v1/program/rollback", { to: 99 })).body.code).toBe("unknown_version");
  const versions = await call("GET /v1/program/versions?limit=2");
  expect(versions.body.data.map((v: { version: number }) => v.version)).toEqual([3, 2]);
  const rest = await call(`GET /v1/program/versions?cursor=${versions.body.nextCursor}`);
  expect(rest.body).toMatchObject({ data: [{ version: 1, restores: null }], nextCursor: null });
});

test("versions applied in parallel each get a number of their own", async () => {
  const { call } = await newWorld();
  const all = await Promise.all(
    Array.from({ length: 6 }, (_, i) => call("PUT /v1/program", earning(i + 1))),
  );
  expect(all.map((a) => a.status)).toEqual(Array.from({ length: 6 }, () => 201));
  expect(new Set(all.map((a) => a.body.version))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

test("an application retried with its Idempotency-Key makes one version", async () => {
  const { call } = await newWorld();
  const headers = { "idempotency-key": "v1" };
  const first = await call("PUT /v1/program", earning(2), { headers });
  const again = await call("PUT /v1/program", earning(2), { headers });
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect((await call("GET /v1/program")).body.version).toBe(1);
});

test("every rule is a sentence in German and in English", async () => {
  const { call, keys } = await newWorld();
  const [de, en] = await Promise.all(
    ["de", "en"].map((l) => call(`GET /v1/program/sentences?locale=${l}`)),
  );
  expect(de?.body.data.length).toBeGreaterThan(0);
  const ids = (reply: typeof de) => reply?.body.data.map((s: { ruleId: string }) => s.ruleId);
  expect(ids(de)).toEqual(ids(en));
  expect(de?.body.data).not.toEqual(en?.body.data);
  const browser = await call("GET /v1/program/sentences", undefined, {
    key: keys.live.publishable,
  });
  expect(browser.status).toBe(200);
  expect((await call("GET /v1/program/sentences?locale=fr")).status).toBe(400);
});

test("the whole program is one sentence, in force, as a version, or as a draft", async () => {
  const { test } = await newWorld({ locale: "de", address: "du" });
  const rewards = [
    { id: "mug", name: { en: "Mug", de: "Tasse" }, kind: "free_product", cost: { points: 500 } },
  ];
  const put = await test("PUT /v1/program", { rewards });
  const said = "Du bekommst 1 Punkt je 1 € Warenwert, und für 500 Punkte bekommst du „Tasse“.";
  expect(put.body.summary).toBe(said);
  expect((await test("POST /v1/program/check", { rewards })).body.summary).toBe(said);
  expect((await test("POST /v1/program/check", { rewards: 7 })).body.summary).toBeNull();
  const draft = await test("PUT /v1/program/draft", earning(2));
  expect(draft.body.summary).toBe("Du bekommst 2 Punkte je 1 € Warenwert.");
  const summary = async (query: string) =>
    (await test(`GET /v1/program/sentences${query}`)).body.summary;
  expect(await summary("")).toBe(said);
  expect(await summary("?version=0")).toBe("Du bekommst 1 Punkt je 1 € Warenwert.");
  expect(await summary("?program=draft")).toBe(draft.body.summary);
});

test("another shop's program is its own", async () => {
  const [ours, theirs] = [await newWorld(), await newWorld()];
  await theirs.call("PUT /v1/program", earning(9));
  expect((await ours.call("GET /v1/program")).body.version).toBe(0);
  expect((await ours.call("GET /v1/program?version=1")).body.code).toBe("unknown_version");
  expect((await ours.call("POST /v1/program/rollback", { to: 1 })).body.code).toBe(
    "unknown_version",
  );
});

test("the document's JSON Schema is public", async () => {
  const { call } = await newWorld();
  const schema = await call("GET /v1/program/schema", undefined, { key: "none" });
  expect(schema.status).toBe(200);
  expect(schema.body).toMatchObject({ type: "object" });
  expect(Object.keys(schema.body.properties)).toEqual(expect.arrayContaining(["earning"]));
});

test("applying tells when a version that was scheduled before takes over", async () => {
  const { call } = await newWorld();
  const from = new Date(Date.now() + 86_400_000).toISOString();
  await call("PUT /v1/program/draft", { negative: "waive" });
  expect((await call("POST /v1/program/apply", { from })).body.validUntil).toBeNull();
  const now = await call("PUT /v1/program", { negative: "owe" });
  expect(now.body.validUntil).toBe(from);
});
