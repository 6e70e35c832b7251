import { expect, test, vi } from "vitest";
import { callAs, env, forgetKeys, newWorld } from "../../world";

test("a key is shown once, and only its hash is stored", async () => {
  const { call, shop } = await newWorld();
  const made = await call("POST /v1/keys", { label: "till", scopes: ["members:read"] });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body.key).toMatch(/^sk_live_/);
  const rows = await env.DB.prepare("SELECT * FROM keys WHERE shop = ?").bind(shop).all();
  expect(JSON.stringify(rows.results)).not.toContain(made.body.key);
  const listed = await call("GET /v1/keys");
  expect(JSON.stringify(listed.body)).not.toContain(made.body.key);
  expect(listed.body.data.map((k: { id: string }) => k.id)).toContain(made.body.id);
});

test("a key can do what its scopes say and no more", async () => {
  const { call } = await newWorld();
  const made = await call("POST /v1/keys", { label: "till", scopes: ["members:read"] });
  const till = callAs(made.body.key);
  expect((await till("GET /v1/members/ext:nobody")).status).toBe(404);
  expect((await till("GET /v1/keys")).body.code).toBe("forbidden");
});

test("a retried creation makes no second key and does not repeat the secret", async () => {
  const { call } = await newWorld();
  const headers = { "idempotency-key": "once" };
  const first = await call("POST /v1/keys", { label: "till" }, { headers });
  const again = await call("POST /v1/keys", { label: "till" }, { headers });
  expect(again.status).toBe(200);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body).toEqual({ ...first.body, key: null });
  expect((await call("GET /v1/keys")).body.data).toHaveLength(3);
  const other = await call("POST /v1/keys", { label: "other" }, { headers });
  expect(other.body.code).toBe("idempotency_key_reused");
});

test("creations with one Idempotency-Key in parallel make one key", async () => {
  const { call } = await newWorld();
  const headers = { "idempotency-key": "once" };
  const all = await Promise.all(
    Array.from({ length: 8 }, () => call("POST /v1/keys", { label: "till" }, { headers })),
  );
  expect(new Set(all.map((a) => a.body.id)).size).toBe(1);
  expect(all.filter((a) => a.body.key !== null)).toHaveLength(1);
  expect((await call("GET /v1/keys")).body.data).toHaveLength(3);
});

test("no key makes or rotates one that may do more than itself", async () => {
  const { call } = await newWorld();
  const scopes = ["keys:manage"];
  const made = await call("POST /v1/keys", { label: "office", scopes, goodwillLimit: 100 });
  const office = callAs(made.body.key);
  const more = await office("POST /v1/keys", { label: "x", scopes: ["orders:write"] });
  expect(more.body.code).toBe("forbidden");
  const generous = await office("POST /v1/keys", { label: "x", goodwillLimit: 101 });
  expect(generous.body.code).toBe("forbidden");
  const owner = (await call("GET /v1/keys")).body.data[0];
  expect((await office(`POST /v1/keys/${owner.id}/rotate`, {})).body.code).toBe("forbidden");
});

test("a rotated key works until the overlap ends, the new one at once", async () => {
  const { call } = await newWorld();
  const old = await call("POST /v1/keys", { label: "till", scopes: ["members:read"] });
  const rotated = await call(`POST /v1/keys/${old.body.id}/rotate`, { overlap: "P1D" });
  expect(rotated.status, JSON.stringify(rotated.body)).toBe(201);
  expect(rotated.body).toMatchObject({ label: "till", scopes: ["members:read"] });
  for (const key of [old.body.key, rotated.body.key]) {
    expect((await callAs(key)("GET /v1/members/ext:nobody")).status).toBe(404);
  }
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_001 });
  try {
    expect((await callAs(old.body.key)("GET /v1/members/ext:nobody")).status).toBe(401);
    expect((await callAs(rotated.body.key)("GET /v1/members/ext:nobody")).status).toBe(404);
  } finally {
    vi.useRealTimers();
  }
});

test("an overlap beyond 90 days, and no duration at all, are refused", async () => {
  const { call } = await newWorld();
  const { id } = (await call("POST /v1/keys", { label: "till" })).body;
  const long = await call(`POST /v1/keys/${id}/rotate`, { overlap: "P91D" });
  expect(long.body).toMatchObject({ status: 400, errors: [{ pointer: "/overlap" }] });
  expect((await call(`POST /v1/keys/${id}/rotate`, { overlap: "soon" })).status).toBe(400);
  expect((await call(`POST /v1/keys/${id}/rotate`, { overlap: "P9999Y" })).status).toBe(400);
});

test("a rotation retried with its Idempotency-Key makes one key, even when the old has ended", async () => {
  const { call } = await newWorld();
  const { id } = (await call("POST /v1/keys", { label: "till" })).body;
  const headers = { "idempotency-key": "turn" };
  const first = await call(`POST /v1/keys/${id}/rotate`, { overlap: "P0D" }, { headers });
  const again = await call(`POST /v1/keys/${id}/rotate`, { overlap: "P0D" }, { headers });
  expect(again.body).toEqual({ ...first.body, key: null });
  const anew = await call(`POST /v1/keys/${id}/rotate`, { overlap: "P0D" });
  expect(anew.body.code).toBe("not_found");
});

test("a revoked key is refused at once here", async () => {
  const { call } = await newWorld();
  const made = await call("POST /v1/keys", { label: "till", scopes: ["members:read"] });
  const till = callAs(made.body.key);
  expect((await till("GET /v1/members/ext:nobody")).status).toBe(404);
  const revoked = await call(`DELETE /v1/keys/${made.body.id}`);
  expect(revoked.body.expiresAt).not.toBeNull();
  expect((await till("GET /v1/members/ext:nobody")).status).toBe(401);
  const again = await call(`DELETE /v1/keys/${made.body.id}`);
  expect(again.body.expiresAt).toBe(revoked.body.expiresAt);
});

test("a key revoked elsewhere is refused here within 30 seconds", async () => {
  const { call } = await newWorld();
  const made = await call("POST /v1/keys", { label: "till", scopes: ["members:read"] });
  const till = callAs(made.body.key);
  forgetKeys();
  expect((await till("GET /v1/members/ext:nobody")).status).toBe(404);
  await env.DB.prepare("UPDATE keys SET expires_at = ?2 WHERE id = ?1")
    .bind(made.body.id, Date.now() - 1)
    .run();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_001 });
  try {
    expect((await till("GET /v1/members/ext:nobody")).status).toBe(401);
  } finally {
    vi.useRealTimers();
    forgetKeys();
  }
});

test("another shop's key is not found", async () => {
  const [ours, theirs] = [await newWorld(), await newWorld()];
  const { id } = (await theirs.call("POST /v1/keys", { label: "till" })).body;
  expect((await ours.call(`DELETE /v1/keys/${id}`)).body.code).toBe("not_found");
  expect((await ours.call(`POST /v1/keys/${id}/rotate`, {})).body.code).toBe("not_found");
});

test("keys are listed in pages", async () => {
  const { call } = await newWorld();
  for (const label of ["a", "b", "c"]) await call("POST /v1/keys", { label });
  const ids: string[] = [];
  let cursor = "";
  do {
    const page = await call(`GET /v1/keys?limit=2${cursor && `&cursor=${cursor}`}`);
    ids.push(...page.body.data.map((k: { id: string }) => k.id));
    cursor = page.body.nextCursor ?? "";
  } while (cursor);
  expect(new Set(ids).size).toBe(5);
  expect(ids).toHaveLength(5);
  expect((await call("GET /v1/keys?cursor=nonsense")).body.code).toBe("invalid_cursor");
});
