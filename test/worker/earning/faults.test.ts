import { expect, test } from "vitest";
import { newWorld } from "../../world";

const points = { type: "points", amount: 1 };
const sentence = { de: "so", en: "so" };

test("a program with ten thousand rules is refused with a pointer", async () => {
  const { call } = await newWorld();
  for (const rule of [{}, { id: "a", give: points }]) {
    const rules = Array.from({ length: 10_000 }, () => rule);
    const refused = await call("PUT /v1/program", { earning: { rules } });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].pointer).toBe("/earning/rules");
    expect(refused.body.errors.length).toBeLessThanOrEqual(20);
    const checked = await call("POST /v1/program/check", { earning: { rules } });
    expect(checked.body).toMatchObject({ valid: false });
    expect(checked.body.errors.length).toBeLessThanOrEqual(20);
  }
});

test("a document of five megabytes is refused by its size", async () => {
  const { call } = await newWorld();
  const refused = await call("PUT /v1/program", { pad: "x".repeat(5 * 1024 * 1024) });
  expect(refused.status).toBe(413);
  expect(refused.body.code).toBe("body_too_large");
});

test("faults of rules point to where they are, and an expression's says at which character", async () => {
  const { call } = await newWorld();
  const rules = [
    { id: "a", give: { type: "multiply", percent: 200, of: ["b"] } },
    { id: "b", give: { type: "multiply", percent: 200, of: ["a"] } },
    { id: "c", when: "order.sum > 1", sentence, give: points },
    { id: "d", if: { tiers: ["tin"] }, give: { type: "stamps", card: "tea", amount: 1 } },
  ];
  const refused = await call("PUT /v1/program", { earning: { rules } });
  expect(refused.body.code).toBe("invalid_program");
  const faults = new Map<string, string>(
    refused.body.errors.map((e: { pointer: string; detail: string }) => [e.pointer, e.detail]),
  );
  expect([...faults.keys()]).toEqual([
    expect.stringMatching(/^\/earning\/rules\/[01]\/give\/of$/),
    "/earning/rules/2/when",
    "/earning/rules/3/if/tiers/0",
    "/earning/rules/3/give/card",
  ]);
  expect(faults.get("/earning/rules/2/when")).toBe("No such key: sum, at character 7.");
});

test("no expression is evaluated that text could make slow", async () => {
  const { call } = await newWorld();
  for (const when of [
    `"${"a".repeat(500)}!".matches("(a+)+$")`,
    "order.items.exists(i, order.items.exists(j, order.items.exists(k, i == j)))",
    `${"(".repeat(400)}true${")".repeat(400)}`,
    `${"-".repeat(900)}1 > 0`,
  ]) {
    const rules = [{ id: "a", when, sentence, give: points }];
    const refused = await call("PUT /v1/program", { earning: { rules } });
    expect(refused.status, when).toBe(422);
    expect(refused.body.errors[0].pointer).toBe("/earning/rules/0/when");
  }
});
