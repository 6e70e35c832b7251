import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const till = (id: string, more: object = {}) => order(id, "c", { channel: "store", ...more });

async function everyPage(call: Call, limit: number): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const next = cursor ? `&cursor=${cursor}` : "";
    const page = await call(`GET /v1/orders?member=ext:c&limit=${limit}${next}`);
    found.push(...page.body.data.map((o: { externalId: string }) => o.externalId));
    cursor = page.body.nextCursor;
  }
  return found;
}

test("a member's orders are listed newest first, each once, also those of the same instant", async () => {
  const { call } = await newWorld();
  const at = (second: number) => `2026-03-01T10:00:0${second}Z`;
  const same = ["b", "a c", "a", "e", "d"];
  for (const id of same) await call("POST /v1/orders", till(id, { placedAt: at(1) }));
  await call("POST /v1/orders", till("old", { placedAt: at(0) }));
  await call("POST /v1/orders", till("new", { placedAt: at(2) }));
  await call("POST /v1/orders", order("other", "d"));
  const all = await everyPage(call, 250);
  expect([all[0], all.at(-1), all.length]).toEqual(["new", "old", 7]);
  for (const limit of [1, 2, 3]) expect(await everyPage(call, limit)).toEqual(all);
  const refused = async (query: string) => {
    const { status, body } = await call(`GET /v1/orders?${query}`);
    return [status, body.code];
  };
  expect(await refused("member=ext:none")).toEqual([404, "not_found"]);
  expect(await refused("member=nobody")).toEqual([400, "invalid_ref"]);
  expect(await refused("limit=5")).toEqual([400, "invalid_query"]);
  expect(await refused("member=ext:c&cursor=nonsense")).toEqual([400, "invalid_cursor"]);
});

test("an order shows everything it was told, and costs one trip to read", async () => {
  const { call } = await newWorld();
  const more = {
    shipping: 490,
    total: 3490,
    tax: 500,
    discounts: 100,
    storeId: "s-1",
    referralCode: "K7QM3XR9",
    promisedAt: "2026-03-05T10:00:00Z",
    placedAt: "2026-03-01T10:00:00Z",
    vouchers: ["NONE"],
  };
  await call("POST /v1/orders", till("1", more));
  const cost = counting();
  const { body } = await call("GET /v1/orders/1", undefined, { env: cost.env });
  expect(cost.trips).toBe(1);
  expect(body).toMatchObject({ ...more, channel: "store", status: "paid", mode: "live" });
  const noStay = { startsAt: null, endsAt: null };
  expect(body.items[0]).toEqual({
    ...till("1").items[0],
    kind: "product",
    ...noStay,
    returned: 0,
  });
  const entry = { itemId: "1", ruleId: "base", unit: "points", amount: 10, reversed: 0 };
  expect(body.earned[0]).toEqual(entry);
});

const lines = async (call: Call, id: string, locale: string) => {
  const { body } = await call(`GET /v1/orders/${id}/explain?locale=${locale}`);
  return [body.text, ...body.lines.map((l: { text: string }) => l.text)];
};

test("why an order earned what it did is said in both languages", async () => {
  const { call } = await newWorld();
  const placedAt = "2026-11-01T10:00:00Z";
  const items = [
    { id: "1", name: "Espresso", quantity: 1, total: 1000 },
    { id: "2", name: "Gutschein", kind: "gift_card", quantity: 1, total: 1000 },
    { id: "3", name: "Probe", quantity: 1, total: 0 },
    { id: "4", name: "Bonbon", quantity: 1, total: 1 },
  ];
  const more = { items, total: 2491, shipping: 490, placedAt };
  await call("POST /v1/orders", till("1", more));
  expect(await lines(call, "1", "de")).toEqual([
    "Die Bestellung hat 10 Punkte gebracht. Einlösbar seit dem 1. November 2026. Gültig bis zum 30. November 2027.",
    "Espresso: 10 Punkte (1 Punkt je 1 €).",
    "Gutschein: nichts, denn für Geschenkgutscheine wird nichts gutgeschrieben.",
    "Probe: nichts, denn dafür wurde nichts bezahlt.",
    "Bonbon: nichts, denn dafür reicht der Betrag von 0,01 € nicht (1 Punkt je 1 €).",
    "Versand: nichts, denn für Versand wird nichts gutgeschrieben.",
  ]);
  expect(await lines(call, "1", "en")).toEqual([
    "The order brought 10 points. Available since 1 November 2026. Valid until 30 November 2027.",
    "Espresso: 10 points (1 point for every €1).",
    "Gutschein: nothing, as nothing is given for gift cards.",
    "Probe: nothing, as it was free.",
    "Bonbon: nothing, as €0.01 is too little (1 point for every €1).",
    "shipping: nothing, as nothing is given for shipping.",
  ]);
});

test("an order on its way, returned, cancelled, unpaid or a guest's says so", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("online", "c"));
  expect((await lines(call, "online", "de"))[0]).toMatch(
    /Einlösbar ab dem \d+\. \S+ \d{4}\. Gültig/,
  );
  await call("POST /v1/orders", till("back"));
  await call("POST /v1/orders/back/refunds", { id: "r", items: [{ id: "1", quantity: 1 }] });
  const [text, first] = await lines(call, "back", "de");
  expect(text).toContain("25 Punkte");
  expect(first).toBe(
    "Espresso 1 kg: 10 Punkte (1 Punkt je 1 €). Davon wieder abgezogen: 5 Punkte.",
  );
  await call("POST /v1/orders/back/refunds", { id: "rest", amount: 2500 });
  expect((await lines(call, "back", "de"))[0]).toBe(
    "Was die Bestellung gebracht hatte, wurde wieder abgezogen.",
  );
  await call("POST /v1/orders/online/cancel", {});
  expect((await lines(call, "online", "de"))[0]).toBe(
    "Die Bestellung wurde storniert. Was sie gebracht hatte, wurde wieder abgezogen.",
  );
  await call("POST /v1/orders", till("unpaid", { status: "placed" }));
  expect((await lines(call, "unpaid", "de"))[0]).toBe(
    "Die Bestellung ist noch nicht bezahlt. Gutgeschrieben wird, sobald sie es ist.",
  );
  await call("POST /v1/orders", order("guest", null));
  expect((await lines(call, "guest", "en"))[0]).toBe(
    "The order belongs to no member. It earns once one claims it with the code on the receipt.",
  );
});

test("the summary calls an order by the same status as the order itself", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("1", "c"));
  await call("POST /v1/orders/1/refunds", { id: "r", items: [{ id: "1", quantity: 1 }] });
  const summary = await call("GET /v1/members/ext:c/summary");
  expect(summary.body.orders[0].status).toBe("partially_refunded");
});
