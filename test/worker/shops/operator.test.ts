import { expect, test } from "vitest";
import { callAs, env, newWorld } from "../../world";

const operator = callAs(env.OPERATOR_SECRET ?? "");

test("an operator makes a shop whose keys work, live and sandbox apart", async () => {
  const made = await operator("POST /operator/shops", {
    name: "Bäckerei",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    locale: "de",
    address: "du",
    home: "https://baeckerei.example",
    shard: "DB_2",
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const live = await callAs(made.body.keys.live.secret)("GET /v1/shop");
  expect(live.body).toMatchObject({ id: made.body.id, currency: "CHF", address: "du" });
  const sandbox = await callAs(made.body.keys.test.secret)("GET /v1/shop");
  expect(sandbox.body).toMatchObject({ id: made.body.sandboxId, isSandbox: true });
});

test("the door is shut to shop keys and to a wrong or missing secret", async () => {
  const { keys } = await newWorld();
  for (const key of [keys.live.secret, "x".repeat(45), ""]) {
    expect((await callAs(key)("GET /operator/shops")).status).toBe(401);
  }
  const unset = { ...env, OPERATOR_SECRET: "" } as never;
  expect((await callAs("")("GET /operator/shops", undefined, { env: unset })).status).toBe(401);
});

test("a retried creation makes one shop and does not repeat its keys", async () => {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const first = await operator("POST /operator/shops", { name: "Einmal" }, { headers });
  const again = await operator("POST /operator/shops", { name: "Einmal" }, { headers });
  expect(again.body).toEqual({ ...first.body, keys: null });
});

test("a shop that cannot be is refused with its pointer", async () => {
  const wrong: [object, string][] = [
    [{ name: "A", currency: "XYZ" }, "/currency"],
    [{ name: "A", timeZone: "Nowhere" }, "/timeZone"],
    [{ name: "A", shard: "DB_99" }, "/shard"],
    [{ name: "A", shard: "KV" }, "/shard"],
    [{}, "/name"],
  ];
  for (const [body, pointer] of wrong) {
    const refused = await operator("POST /operator/shops", body);
    expect(refused.status, JSON.stringify(body)).toBe(400);
    expect(refused.body.errors[0].pointer).toBe(pointer);
  }
});

test("shops are listed in pages, each once", async () => {
  const worlds = [await newWorld(), await newWorld(), await newWorld()];
  const seen: string[] = [];
  let cursor = "";
  do {
    const page = await operator(`GET /operator/shops?limit=100${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.body.data.map((s: { id: string }) => s.id));
    cursor = page.body.nextCursor ?? "";
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  for (const { shop, sandbox } of worlds)
    expect(seen).toEqual(expect.arrayContaining([shop, sandbox]));
});

test("an operator makes and revokes a shop's key", async () => {
  const { shop } = await newWorld();
  const made = await operator(`POST /operator/shops/${shop}/keys`, {
    label: "spare",
    scopes: ["program:read"],
  });
  const spare = callAs(made.body.key);
  expect((await spare("GET /v1/shop")).body.id).toBe(shop);
  expect((await operator(`DELETE /operator/keys/${made.body.id}`)).status).toBe(200);
  expect((await spare("GET /v1/shop")).status).toBe(401);
  expect((await operator("DELETE /operator/keys/key_none")).body.code).toBe("not_found");
  const nowhere = await operator("POST /operator/shops/shp_none/keys", { label: "x" });
  expect(nowhere.body.code).toBe("not_found");
});
