import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const PATH = "POST /v1/members/ext:c-1/adjustments";

async function transferOf(call: Call, reason: string, from?: string): Promise<string> {
  const { body } = await call("GET /v1/members/ext:c-1/transfers");
  const found = body.data.find(
    (t: { reason: string; from: string }) => t.reason === reason && (!from || t.from === from),
  );
  expect(found, `${reason} among ${JSON.stringify(body.data)}`).toBeDefined();
  return found.id;
}

test("a transfer is explained in both languages, with its facts, in one trip", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/members/ext:c-1", {});
  const placedAt = new Date(Date.now() - 1000).toISOString();
  await call("POST /v1/orders", order("1001", "c-1", { channel: "store", placedAt }));
  const id = await transferOf(call, "earn");
  await call(`GET /v1/explain/${id}`);
  const cost = counting();
  const english = await call(`GET /v1/explain/${id}?locale=en`, undefined, { env: cost.env });
  expect(cost.trips).toBe(1);
  expect(english.body).toMatchObject({ id, kind: "transfer" });
  expect(english.body.text).toMatch(/^10 points for order 1001 of \d+ \w+ \d{4}\.$/);
  expect(english.body.facts).toMatchObject({
    unit: "points",
    amount: 10,
    from: "issued",
    to: "pending",
    reason: "earn",
    cause: "order:shopify:1001",
  });
  const german = await call(`GET /v1/explain/${id}?locale=de`);
  expect(german.body.text).toMatch(/^10 Punkte für die Bestellung 1001 vom \d+\. \S+ \d{4}\.$/);
});

test("German speaks to the member as the shop does", async () => {
  for (const [address, words] of [
    ["du", "Was du als Nächstes sammelst"],
    ["sie", "Was Sie als Nächstes sammeln"],
  ] as const) {
    const { call } = await newWorld({ locale: "de", address });
    await call("PUT /v1/members/ext:c-1", {});
    await call(PATH, { amount: -1, reason: "mistake" });
    const { body } = await call(`GET /v1/explain/${await transferOf(call, "adjust")}`);
    expect(body.text).toMatch(/^1 Punkt über das Guthaben hinaus wurde am .+ vom Team abgezogen\./);
    expect(body.text).toContain(words);
  }
});

test("gifts, takings and what undoes them have words of their own", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/members/ext:c-1", {});
  const given = await call(PATH, { amount: 5, reason: "gift" });
  const taken = await call(PATH, { amount: -2, reason: "mistake" });
  await call(`${PATH}/${taken.body.adjustment.id}/reverse`, {});
  await call(`${PATH}/${given.body.adjustment.id}/reverse`, {});
  const text = async (reason: string, from: string) =>
    (await call(`GET /v1/explain/${await transferOf(call, reason, from)}`)).body.text;
  expect(await text("adjust", "adjusted")).toContain("5 points were given by the shop's staff");
  expect(await text("adjust", "available")).toContain("2 points were taken by the shop's staff");
  expect(await text("adjust_undo", "adjusted")).toContain("2 points were given back");
  expect(await text("adjust_undo", "available")).toContain("5 points were taken back");
  expect(await text("activate", "pending")).toContain("given by the shop's staff");
});

test("an order is explained under the same path", async () => {
  const { call } = await newWorld();
  const placed = await call("POST /v1/orders", order("1001", "c-1"));
  const { body } = await call(`GET /v1/explain/${placed.body.order.id}`);
  expect(body).toMatchObject({ id: placed.body.order.id, kind: "order" });
});

test("what is not there, not ours, or another shop's is not found", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/members/ext:c-1", {});
  await call(PATH, { amount: 5, reason: "gift" });
  const id = await transferOf(call, "adjust");
  const other = await newWorld();
  expect((await other.call(`GET /v1/explain/${id}`)).body.code).toBe("not_found");
  for (const wrong of ["trf_x", "trf_", "nonsense", `${id}9`, "xyz_1"]) {
    expect((await call(`GET /v1/explain/${wrong}`)).status).toBe(404);
  }
});
