import { afterEach, expect, test, vi } from "vitest";
import { HOUR } from "../../../src/lib/time";
import { counting } from "../../counting";
import { callAs, env, forgetKeys, newWorld } from "../../world";

const visit = callAs("");
const HERE = {
  "content-type": "application/x-www-form-urlencoded",
  "sec-fetch-site": "same-origin",
};

const signIn = (key: string, headers: Record<string, string> = HERE) =>
  visit("POST /sign-in", new URLSearchParams([["key", key]]).toString(), { headers });

const cookieFrom = (headers: Headers): string => headers.get("set-cookie")?.split(";")[0] ?? "";

afterEach(() => {
  vi.useRealTimers();
});

test("the overview is shut without a session, and leads to the sign-in", async () => {
  for (const path of ["/", "/overview.csv"]) {
    const shut = await visit(`GET ${path}`);
    expect([shut.status, shut.headers.get("location")]).toEqual([303, "/sign-in"]);
  }
  const page = await visit("GET /sign-in");
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
});

test("a key that may read reports opens the overview of its own shop", async () => {
  const world = await newWorld({ name: "Laden <eins>" });
  const { body: made } = await world.call("POST /v1/keys", {
    label: "reports",
    scopes: ["reports:read"],
  });
  const signed = await signIn(made.key);
  expect([signed.status, signed.headers.get("location")]).toEqual([303, "/"]);
  const cookie = signed.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/);
  expect(cookie).not.toContain(made.key);
  const overview = await visit("GET /", undefined, {
    headers: { cookie: cookieFrom(signed.headers) },
  });
  expect(overview.status).toBe(200);
  expect(overview.body).toContain("Laden &lt;eins&gt;");
  expect(overview.body).not.toContain("<script");
  const csv = await visit("GET /overview.csv?days=30", undefined, {
    headers: { cookie: cookieFrom(signed.headers) },
  });
  expect(csv.body.split("\r\n")[0]).toContain("orders.paid");
});

test("a key without the right, a publishable one and nonsense do not sign in", async () => {
  const world = await newWorld();
  const { body: made } = await world.call("POST /v1/keys", {
    label: "till",
    scopes: ["orders:write"],
  });
  for (const key of [made.key, world.keys.live.publishable, "", "x", "a b", "é"]) {
    const refused = await signIn(key);
    expect(refused.status).toBe(403);
    expect(refused.headers.get("set-cookie")).toBeNull();
    expect(refused.body).toContain('aria-invalid="true"');
  }
});

test("a form of another site neither signs in nor out", async () => {
  const world = await newWorld();
  const form = { "content-type": HERE["content-type"] };
  for (const from of [
    {},
    { "sec-fetch-site": "cross-site" },
    { origin: "https://evil.example" },
    { "sec-fetch-site": "same-site" },
  ]) {
    const headers = { ...form, ...from } as Record<string, string>;
    expect((await signIn(world.keys.live.secret, headers)).status).toBe(403);
    expect((await visit("POST /sign-out", "", { headers })).status).toBe(403);
  }
  const own = { ...form, origin: "http://localhost" };
  expect((await signIn(world.keys.live.secret, own)).status).toBe(303);
});

test("a session ends when its key is revoked, after twelve hours, and on signing out", async () => {
  const world = await newWorld();
  const { body: made } = await world.call("POST /v1/keys", {
    label: "r",
    scopes: ["reports:read"],
  });
  const cookie = cookieFrom((await signIn(made.key)).headers);
  const look = async () => (await visit("GET /", undefined, { headers: { cookie } })).status;
  expect(await look()).toBe(200);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 12 * HOUR + 1 });
  expect(await look()).toBe(303);
  vi.useRealTimers();
  await world.call(`DELETE /v1/keys/${made.id}`);
  forgetKeys();
  expect(await look()).toBe(303);
  const out = await visit("POST /sign-out", "", { headers: { ...HERE, cookie } });
  expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
});

test("a forged session, and one for another purpose, are none", async () => {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:1", {});
  const { body } = await world.call("POST /v1/members/ext:1/card");
  const card = new URL(body.url).pathname.slice("/card/".length);
  for (const token of ["x", card, ""]) {
    const headers = { cookie: `regulars_session=${token}` };
    expect((await visit("GET /", undefined, { headers })).status).toBe(303);
  }
});

test("on a developer's machine the overview is open, for any shop", async () => {
  const world = await newWorld({ name: "Eigener Laden" });
  const open = { ...env, DEVELOPMENT: "true" };
  const page = await visit(`GET /?shop=${world.shop}&days=365`, undefined, { env: open });
  expect(page.status).toBe(200);
  expect(page.body).toContain("Eigener Laden");
});

test("the overview of a year costs one round trip to the shop's database", async () => {
  const world = await newWorld();
  const cookie = cookieFrom((await signIn(world.keys.live.secret)).headers);
  const look = (bindings: typeof env) =>
    visit("GET /?days=365", undefined, { headers: { cookie }, env: bindings });
  await look(env);
  const counted = counting(env);
  expect((await look(counted.env as typeof env)).status).toBe(200);
  // One for the shop's record, one for everything else; the key is remembered.
  expect(counted.trips).toBe(2);
});
