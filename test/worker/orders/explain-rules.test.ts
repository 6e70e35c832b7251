import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld, type World } from "../../world";

const PROGRAM = {
  earning: {
    rules: [
      {
        id: "double",
        name: { de: "Doppelte", en: "Double" },
        give: { type: "multiply", percent: 200 },
      },
      {
        id: "tea",
        on: "line",
        if: { categories: ["tea"] },
        give: { type: "points", amount: 5, each: "item" },
      },
      { id: "big", if: { minimumTotal: 5_000 }, give: { type: "points", amount: 100 } },
      { id: "gold", if: { tiers: ["gold"] }, give: { type: "points", amount: 10 } },
      { id: "once", give: { type: "points", amount: 7 }, limits: [{ per: "month", times: 1 }] },
      { id: "may", if: { birthday: "month" }, give: { type: "points", amount: 9 } },
      { id: "till", if: { channels: ["store"] }, give: { type: "points", amount: 3 } },
      {
        id: "next",
        give: {
          type: "voucher",
          voucher: { name: { de: "5 €", en: "€5" }, worth: { kind: "fixed_amount", amount: 500 } },
        },
      },
    ],
  },
  tiers: [
    {
      key: "status",
      name: { de: "Status", en: "Status" },
      measure: "points",
      levels: [{ key: "gold", name: { de: "Gold", en: "Gold" }, from: 100_000 }],
    },
  ],
};

interface Told {
  readonly ruleId: string;
  readonly sentence: string;
  readonly why: string | null;
  readonly missing?: number;
  readonly text: string;
  readonly given: { unit: string; amount: number; reversed: number }[];
}

async function explained({ call }: World, id: string): Promise<{ rules: Told[]; body: Told }> {
  const { status, body } = await call(`GET /v1/orders/${id}/explain?locale=en`);
  expect(status).toBe(200);
  return { rules: body.rules, body };
}

const why = (rules: readonly Told[]) => rules.map((r) => [r.ruleId, r.why]);

test("an order is explained rule by rule: what each gave, or why not", async () => {
  const world = await newWorld();
  await world.call("PUT /v1/program", PROGRAM);
  await world.call("POST /v1/orders", order("1", "c-1", { placedAt: "2026-03-01T10:00:00Z" }));
  await world.call("POST /v1/orders", order("2", "c-1", { placedAt: "2026-03-02T10:00:00Z" }));
  const { rules, body } = await explained(world, "2");
  expect(why(rules)).toEqual([
    ["base", null],
    ["double", null],
    ["tea", "lines"],
    ["big", "minimum_total"],
    ["gold", "tier"],
    ["once", "limit"],
    ["may", "birthday"],
    ["till", "channel"],
    ["next", null],
  ]);
  // 50 € are asked for, 30 € were spent.
  expect(rules.find((r) => r.ruleId === "big")?.missing).toBe(2_000);
  for (const { text, sentence } of rules) {
    expect(text).toMatch(/^\S.*\.$/);
    expect(sentence).toMatch(/^\S.*\.$/);
  }
  expect(body).toMatchObject({
    programVersion: 1,
    inputs: { placedAt: "2026-03-02T10:00:00Z", channel: "online", nthOrder: 2, levels: [] },
  });
});

test("what a return took back is told with the rule that gave it", async () => {
  const world = await newWorld();
  await world.call("PUT /v1/program", PROGRAM);
  await world.call("POST /v1/orders", order("1", "c-1"));
  await world.call("POST /v1/orders/1/refunds", { id: "r", items: [{ id: "1", quantity: 2 }] });
  const { rules } = await explained(world, "1");
  expect(rules.find((r) => r.ruleId === "double")?.given).toEqual([
    { unit: "points", amount: 30, reversed: 10 },
  ]);
});

test("reasons that hung on the member then are told as they were, whatever became of the member", async () => {
  const world = await newWorld();
  const { call } = world;
  await call("PUT /v1/program", PROGRAM);
  const member = { externalId: "c-1", birthday: "1990-05-17" };
  const at = { placedAt: "2026-03-01T10:00:00Z" };
  await call("POST /v1/orders", order("1", null, { member, ...at }));
  await call("DELETE /v1/members/ext:c-1");
  const { rules } = await explained(world, "1");
  expect(why(rules)).toContainEqual(["may", "birthday"]);
});

test("a transfer names the rule, its version and its sentence", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/program", PROGRAM);
  const placed = await call("POST /v1/orders", order("1", "c-1"));
  const effect = placed.body.effects.find((e: { ruleId: string }) => e.ruleId === "once");
  await call("PUT /v1/program", {});
  const { body } = await call(`GET /v1/explain/${effect.transferId}?locale=en`);
  expect(body).toMatchObject({ kind: "transfer", programVersion: 1, facts: { rule: "once" } });
  expect(body.sentence).toContain("7 points");
});

const NAME = { de: "Etwas", en: "Something" };
const points = (amount: number) => ({ type: "points", amount });
const VOUCHER = {
  type: "voucher",
  voucher: { name: NAME, worth: { kind: "percent", percent: 10 } },
};

/** All of these ask who the member is, or hang on a rule that does. */
const ASKING = {
  attributes: [{ key: "vip", type: "boolean", label: NAME }],
  earning: {
    base: { points: 0 },
    rules: [
      { id: "month", if: { birthday: "month" }, give: points(9) },
      { id: "vip", if: { attributes: { vip: true } }, give: VOUCHER },
      { id: "cel", when: "member.attributes['vip'] == true", sentence: NAME, give: points(4) },
      { id: "double", name: NAME, give: { type: "multiply", percent: 200, of: ["month"] } },
      { id: "first", group: "g", if: { nthOrder: 1 }, give: points(10) },
      { id: "bigger", group: "g", if: { birthday: "month" }, give: points(20) },
    ],
  },
};
const ON_BIRTHDAY = { placedAt: "2026-03-01T10:00:00Z" };

test("a rule that gave in full is told without a reason, whatever it asked of the member", async () => {
  const world = await newWorld();
  const { call } = world;
  expect((await call("PUT /v1/program", ASKING)).body.errors).toBeUndefined();
  const member = { birthday: "1990-03-05", attributes: { vip: true } };
  await call("PUT /v1/members/ext:c-1", member);
  const placed = await call("POST /v1/orders", order("1", "c-1", ON_BIRTHDAY));
  const gave = new Set(placed.body.effects.map((e: { ruleId: string }) => e.ruleId));
  expect([...gave].sort()).toEqual(["bigger", "cel", "double", "month", "vip"]);
  const { rules } = await explained(world, "1");
  expect(why(rules)).toEqual([
    ["base", "rate"],
    ...["month", "vip", "cel", "double"].map((id) => [id, null]),
    ["first", "better_rule"],
    ["bigger", null],
  ]);
  expect(rules.find((r) => r.ruleId === "month")?.text).toBe("It brought 9 points.");
  await call("PUT /v1/members/ext:c-2", {});
  await call("POST /v1/orders", order("2", "c-2", ON_BIRTHDAY));
  expect(why((await explained(world, "2")).rules)).toEqual([
    ["base", "rate"],
    ["month", "birthday"],
    ["vip", "attribute"],
    ["cel", "when"],
    ["double", "nothing_to_multiply"],
    ["first", null],
    ["bigger", "birthday"],
  ]);
});

test("of a returned order, a rule whose voucher was taken back is told as what it is", async () => {
  const world = await newWorld();
  await world.call("PUT /v1/program", ASKING);
  await world.call("PUT /v1/members/ext:c-1", { attributes: { vip: true } });
  await world.call("POST /v1/orders", order("1", "c-1"));
  await world.call("POST /v1/orders/1/refunds", { id: "r", amount: 3000 });
  const { rules } = await explained(world, "1");
  expect(rules.find((r) => r.ruleId === "vip")).toMatchObject({
    why: null,
    given: [],
    text: "Nothing of it is left, as the whole order was returned.",
  });
  for (const { text, ruleId } of rules) expect(text, ruleId).toMatch(/^\S.*\.$/);
});

test("an order that brought a voucher alone brought something, and a limit is told as one", async () => {
  const world = await newWorld();
  const base = { limits: [{ per: "month", amount: 30 }] };
  const voucher = PROGRAM.earning.rules.find((rule) => rule.id === "next");
  await world.call("PUT /v1/program", { earning: { base, rules: [voucher] } });
  await world.call("POST /v1/orders", order("1", "c-1", { placedAt: "2026-03-01T10:00:00Z" }));
  await world.call("POST /v1/orders", order("2", "c-1", { placedAt: "2026-03-02T10:00:00Z" }));
  const { body } = await world.call("GET /v1/orders/2/explain?locale=en");
  expect(body.text).toBe("The order brought a voucher.");
  expect(body.lines[0].text).toMatch(/^Espresso 1 kg: nothing\. /);
  expect(body.lines[0].text).not.toContain("too little");
});
