import { expect, test } from "vitest";
import { rowsIn } from "../../queue";
import { bought, ORDER, only, opened, points } from "./cases";

const NAME = { de: "Gold", en: "Gold" };

test("an order keeps one reason of a rule, and none that it can tell again", async () => {
  const on = { on: "fulfilment", give: points(1) };
  const levels = [{ key: "gold", name: NAME, from: 500_000 }];
  const world = await opened({
    tiers: [{ key: "club", name: NAME, measure: "spend", levels }],
    ...only([
      { ...on, id: "vip", if: { birthday: "day" } },
      { ...on, id: "gold", if: { tiers: ["gold"] } },
      { id: "second", if: { nthOrder: 2 }, give: points(1) },
    ]),
  });
  await world.test(ORDER, bought("1", [["a", 1000, 3]]));
  for (const id of ["f1", "f2", "f3"]) {
    const items = [{ id: "a", quantity: 1 }];
    const fulfilled = { id, status: "collected", items };
    expect((await world.test("POST /v1/orders/1/fulfilments", fulfilled)).status).toBe(201);
  }
  const kept = await rowsIn(
    world.sandbox,
    `SELECT value ->> 0 AS rule FROM orders, json_each(ledger, '$.passed') WHERE shop = ?1`,
    world.sandbox,
  );
  expect(kept).toEqual([{ rule: "vip" }]);
  const { body } = await world.test("GET /v1/orders/1/explain");
  const second = body.rules.find(({ ruleId }: { ruleId: string }) => ruleId === "second");
  expect(second.why).toBe("nth_order");
});
