import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld } from "../../world";

const RULE = {
  id: "next",
  give: {
    type: "voucher",
    voucher: { name: { de: "5 €", en: "€5" }, worth: { kind: "fixed_amount", amount: 500 } },
  },
  limits: [{ per: "lifetime", times: 1 }],
};
const back = { id: "r", items: ["1", "2", "3"].map((id) => ({ id, quantity: 2 })) };

test("a voucher of an order that was all returned and sold anew is redeemed anew", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/program", { earning: { rules: [RULE] } });
  const first = await call("POST /v1/orders", order("1", "c-1"));
  const { code } = first.body.effects.find((e: { voucher?: object }) => e.voucher).voucher;
  await call("POST /v1/orders", order("2", "c-1", { vouchers: [code] }));
  await call("POST /v1/orders/2/refunds", back);
  const { items, ...rest } = order("2", "c-1", { vouchers: [code] });
  const more = [...items, { id: "4", quantity: 1, total: 500 }];
  await call("PUT /v1/orders/2", { ...rest, member: undefined, total: 3500, items: more });
  const third = await call("POST /v1/orders", order("3", "c-1", { vouchers: [code] }));
  expect(third.body.warnings).toMatchObject([{ code: "voucher_already_redeemed" }]);
});

test("visitors read the sentences of the program in force, not of the draft", async () => {
  const { call, keys } = await newWorld();
  const key = keys.live.publishable;
  await call("PUT /v1/program/draft", { earning: { base: { points: 9 } } });
  expect((await call("GET /v1/program/sentences", undefined, { key })).status).toBe(200);
  for (const query of ["program=draft", "version=0"]) {
    const { body } = await call(`GET /v1/program/sentences?${query}`, undefined, { key });
    expect(body.code).toBe("forbidden");
  }
});

test("a document with a name that parsing drops is refused", async () => {
  const { call } = await newWorld();
  const rule =
    '{"id":"x","if":{"attributes":{"__proto__":"a"}},"give":{"type":"points","amount":5}}';
  const { body } = await call("PUT /v1/program", `{"earning":{"rules":[${rule}]}}`);
  expect(body.code).toBe("invalid_program");
});
