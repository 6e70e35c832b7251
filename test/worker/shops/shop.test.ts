import { expect, test } from "vitest";
import { callAs, env, newWorld } from "../../world";

test("a shop reads and changes its settings", async () => {
  const { call, shop } = await newWorld();
  const changed = await call("PATCH /v1/shop", {
    name: "Rösterei",
    timeZone: "Europe/Vienna",
    homeUrl: null,
    landingUrl: "https://shop.example/hallo",
  });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  const read = await call("GET /v1/shop");
  expect(read.body).toEqual(changed.body);
  expect(read.body).toMatchObject({
    id: shop,
    name: "Rösterei",
    timeZone: "Europe/Vienna",
    homeUrl: null,
    landingUrl: "https://shop.example/hallo",
    isSandbox: false,
  });
});

test("a setting that cannot be is refused with its pointer", async () => {
  const { call } = await newWorld();
  const wrong: [object, string][] = [
    [{ timeZone: "Mars/Olympus" }, "/timeZone"],
    [{ timeZone: "+02:00" }, "/timeZone"],
    [{ homeUrl: "javascript:alert(1)" }, "/homeUrl"],
    [{ name: "" }, "/name"],
    [{ name: "a\u0000b" }, "/name"],
    [{ locale: "fr" }, "/locale"],
    [{ currency: "USD" }, ""],
  ];
  for (const [body, pointer] of wrong) {
    const refused = await call("PATCH /v1/shop", body);
    expect(refused.status, JSON.stringify(body)).toBe(400);
    expect(refused.body.errors[0].pointer).toBe(pointer);
  }
});

test("a retried change is answered as the first time, also after another change", async () => {
  const { call } = await newWorld();
  const headers = { "idempotency-key": "rename" };
  const first = await call("PATCH /v1/shop", { name: "A" }, { headers });
  await call("PATCH /v1/shop", { name: "B" });
  const again = await call("PATCH /v1/shop", { name: "A" }, { headers });
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect((await call("GET /v1/shop")).body.name).toBe("B");
});

test("only a sandbox has a clock to set", async () => {
  const { call, test } = await newWorld();
  const live = await call("POST /v1/sandbox/clock", { now: "2030-01-01T00:00:00Z" });
  expect(live.body.code).toBe("clock_only_in_sandbox");
  const set = await test("POST /v1/sandbox/clock", { now: "2030-01-01T01:00:00+01:00" });
  expect(set.status, JSON.stringify(set.body)).toBe(202);
  expect(set.body).toEqual({ clockAt: "2030-01-01T00:00:00Z" });
  expect((await test("GET /v1/shop")).body.clockAt).toBe("2030-01-01T00:00:00Z");
});

test("the clock goes back only while the sandbox is empty", async () => {
  const { test } = await newWorld();
  await test("POST /v1/sandbox/clock", { now: "2030-01-01T00:00:00Z" });
  expect((await test("POST /v1/sandbox/clock", { now: "2029-01-01T00:00:00Z" })).status).toBe(202);
  await test("PUT /v1/members/ext:c-1", {});
  const back = await test("POST /v1/sandbox/clock", { now: "2028-01-01T00:00:00Z" });
  expect(back.body.code).toBe("sandbox_not_empty");
  expect((await test("POST /v1/sandbox/clock", { now: "2029-06-01T00:00:00Z" })).status).toBe(202);
});

test("a clock that no time is on is refused", async () => {
  const { test } = await newWorld();
  for (const now of ["tomorrow", "2030-13-01T00:00:00Z", 7]) {
    expect((await test("POST /v1/sandbox/clock", { now })).status).toBe(400);
  }
  const late = await test("POST /v1/sandbox/clock", { now: "9999-01-01T00:00:00Z" });
  expect(late.body.code).toBe("invalid_time");
});

test("health is told without a key, and a database that does not answer makes it 503", async () => {
  const call = callAs("none");
  expect((await call("GET /healthz")).body).toEqual({ status: "ok" });
  const broken = { ...env, KV: { get: () => Promise.reject(new Error("down")) } as never };
  const ill = await call("GET /healthz", undefined, { env: broken });
  expect(ill.status).toBe(503);
  expect(ill.body.detail).toContain("KV");
  expect(ill.headers.get("retry-after")).not.toBeNull();
});
