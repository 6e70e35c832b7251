import { expect, test } from "vitest";
import { MUG } from "../rewards/points";
import { ANY_BODY, expectRefusals, INVALID, KNOWN_FIELDS, raw, shop } from "./refusals";

test("no bad member or adjustment is taken", async () => {
  await expectRefusals("PUT /v1/members/ext:new", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["a number as name", { name: 1 }, INVALID, "/name"],
    ["a control character", { name: "a\u0000b" }, INVALID, "/name"],
    ["a lone surrogate", { name: "\udc00" }, INVALID, "/name"],
    ["a very long name", { name: "x".repeat(10_000) }, INVALID, "/name"],
    ["no address", { email: "nobody" }, INVALID, "/email"],
    ["no number", { phone: "call me" }, INVALID, "/phone"],
    ["30 February", { birthday: "2026-02-30" }, INVALID, "/birthday"],
    ["year 0000", { birthday: "0000-00-00" }, INVALID, "/birthday"],
    ["attributes as a list", { attributes: [1] }, INVALID, "/attributes"],
    ["an unknown attribute", { attributes: { constructor: "x" } }, INVALID],
    ["another's address", { email: "x@" }, INVALID, "/email"],
  ]);
  const gift = (more: object) => ({ unit: "points", amount: 1, reason: "sorry", ...more });
  await expectRefusals("POST /v1/members/ext:c/adjustments", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["nothing", gift({ amount: 0 }), INVALID, "/amount"],
    ["half a point", gift({ amount: 0.5 }), INVALID, "/amount"],
    ["1e15", gift({ amount: 1e15 }), INVALID, "/amount"],
    ["a text", gift({ amount: "5" }), INVALID, "/amount"],
    ["an unknown unit", gift({ unit: "gold" }), "unknown_unit", "/unit"],
    ["a unit named constructor", gift({ unit: "constructor" }), "unknown_unit", "/unit"],
    ["no reason", { unit: "points", amount: 1 }, INVALID, "/reason"],
  ]);
});

test("no bad redemption is taken", async () => {
  const mug = (more: object) => ({ rewardId: "mug", member: "ext:c", ...more });
  await expectRefusals("POST /v1/redemptions", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["no such reward", mug({ rewardId: "gold" }), "not_found", "/rewardId"],
    ["a reward named constructor", mug({ rewardId: "constructor" }), "not_found", "/rewardId"],
    ["a reward named __proto__", mug({ rewardId: "__proto__" }), "not_found", "/rewardId"],
    ["no such member", mug({ member: "ext:none" }), "not_found", "/member"],
    ["no ref", mug({ member: "anna" }), "invalid_ref", "/member"],
    ["a hold of a text", mug({ hold: "yes" }), INVALID, "/hold"],
    ["an endless hold", mug({ hold: true, ttl: "P9999Y" }), INVALID],
    ["an id with NUL", mug({ id: "a\0" }), INVALID, "/id"],
  ]);
});

test("no bad program is taken", async () => {
  const CODE = "invalid_program";
  const reward = (more: object) => ({ rewards: [{ ...MUG, ...more }] });
  const name = { one: "coin", other: "coins" };
  const unit = (_: unknown, i: number) => ({ key: `coins-${i}`, name: { de: name, en: name } });
  await expectRefusals("PUT /v1/program", [
    ...ANY_BODY,
    ["an unknown field", { surprise: 1 }, CODE],
    ["__proto__ as a field", raw('{"__proto__": {}, "surprise": 1}'), CODE],
    ["a negative rate", { earning: { base: { points: -1 } } }, CODE, "/earning/base/points"],
    ["a fractional rate", { earning: { base: { points: 0.5 } } }, CODE, "/earning/base/points"],
    ["for every nothing", { earning: { base: { per: 0 } } }, CODE, "/earning/base/per"],
    ["an unknown unit", { earning: { base: { unit: "gold" } } }, CODE, "/earning/base/unit"],
    ["a base rate without units", { units: [] }, CODE, "/earning/base/unit"],
    ["11 units", { units: Array.from({ length: 11 }, unit) }, CODE, "/units"],
    ["a negative wait", { pending: { online: { wait: "-P1D" } } }, CODE, "/pending/online/wait"],
    ["an unknown expiry", { expiry: { policy: "soon" } }, CODE, "/expiry/policy"],
    ["a fractional expiry", { expiry: { policy: "rolling", after: "P1.5D" } }, CODE],
    ["a price of two units", reward({ cost: { points: 1, gold: 2 } }), CODE, "/rewards/0/cost"],
    [
      "a price in nothing",
      raw(`{"rewards":[${JSON.stringify(MUG).replace('"points"', '"__proto__"')}]}`),
      CODE,
    ],
    ["a price of 1e15", reward({ cost: { points: 1e15 } }), CODE],
    ["10,000 rewards", { rewards: Array(10_000).fill(MUG) }, "body_too_large"],
    ["a reward twice", { rewards: [MUG, MUG] }, CODE, "/rewards/1/id"],
    ["a nameless reward", reward({ name: { de: "", en: "" } }), CODE, "/rewards/0/name/de"],
  ]);
});

test("refs, cursors and paths of any kind are refused, never failed on", async () => {
  const { call } = await shop();
  const paths = [
    "/v1/orders/%00",
    "/v1/orders/%FF%FE",
    "/v1/orders/%E0%A4%A",
    `/v1/orders/${"x".repeat(2000)}`,
    "/v1/orders/ord_%00",
    "/v1/orders/ord_W10",
    "/v1/orders/__proto__",
    "/v1/orders/'%20OR%201=1--",
    "/v1/orders/..%2f..%2fetc",
    "/v1/orders/constructor:constructor",
    "/v1/orders?member=ext:%00",
    "/v1/orders?member=ext:c&limit=1e9",
    "/v1/orders?member=ext:c&limit=-1",
    "/v1/orders?member=ext:c&limit=NaN",
    "/v1/orders?member=ext:c&cursor=W10",
    "/v1/orders?member=ext:c&cursor=WzFlOTk5LCIiXQ",
    `/v1/orders?member=${"x".repeat(400)}`,
    "/v1/members/__proto__",
    "/v1/explain/__proto___1",
    "/v1/explain/ord_____",
  ];
  for (const path of paths) {
    const { status, body } = await call(`GET ${path}`);
    expect(status, `${path}: ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400);
    expect(status, path).toBeLessThan(500);
    expect(body.code, path).toEqual(expect.any(String));
  }
});
