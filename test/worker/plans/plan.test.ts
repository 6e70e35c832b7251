import { expect, test } from "vitest";
import { deleteOldPlans } from "../../../src/plans";
import { contextAt } from "../../context";
import { order } from "../../orders";
import { deliver, pump, rowsIn } from "../../queue";
import { newWorld, takeSent, type World } from "../../world";

const NOW = "2026-03-20T10:00:00Z";

const label = (text: string) => ({ de: text, en: text });
const voucher = (amount: number) => ({
  name: label("Danke"),
  worth: { kind: "fixed_amount", amount },
});

const BEFORE = {
  earning: { base: { points: 1, per: 100 } },
  rewards: [
    {
      id: "mug",
      kind: "free_product",
      name: label("Tasse"),
      cost: { points: 100 },
      costAmount: 150,
    },
  ],
  tiers: [
    {
      key: "status",
      name: label("Status"),
      measure: "points",
      levels: [
        { key: "silver", name: label("Silber"), from: 50 },
        { key: "gold", name: label("Gold"), from: 100 },
      ],
    },
  ],
};

const DRAFT = {
  ...BEFORE,
  earning: {
    base: { points: 2, per: 100 },
    rules: [
      {
        id: "thanks",
        if: { minimumTotal: 3000 },
        give: { type: "voucher", voucher: voucher(500) },
        budget: { amount: 1, per: "month" },
      },
    ],
  },
};

/** A sandbox with a program, where anna bought for 30 € twice and ben for 20 € once. */
async function shop(): Promise<World> {
  const world = await newWorld();
  const { test: call } = world;
  await call("POST /v1/sandbox/clock", { now: "2026-03-01T10:00:00Z" });
  await call("PUT /v1/program", BEFORE);
  await call("POST /v1/sandbox/clock", { now: NOW });
  await call("POST /v1/orders", order("1", "anna", { placedAt: "2026-03-02T10:00:00Z" }));
  await call("POST /v1/orders", order("2", "anna", { placedAt: "2026-03-10T10:00:00Z" }));
  const items = [{ id: "1", quantity: 1, total: 2000 }];
  const small = { total: 2000, items, placedAt: "2026-03-11T10:00:00Z" };
  await call("POST /v1/orders", order("3", "ben", small));
  takeSent(world.sandbox);
  return world;
}

const SPAN = { from: "2026-03-05T00:00:00Z", to: NOW };

test("a plan tells what a draft would have brought in a span, worked out by hand", async () => {
  const { test: call } = await shop();
  const plan = await call("POST /v1/program/plan", { document: DRAFT, ...SPAN });
  expect(plan.status, JSON.stringify(plan.body)).toBe(200);
  // In the span 30 € and 20 €: 30 + 20 points as it was, 60 + 40 under the draft. A mug for 100
  // points costs 1.50 €, a point 1.5 cents: 75 cents, and 150 with a voucher of 5 €.
  expect(plan.body).toMatchObject({
    status: "done",
    progress: { members: 2, lookedAt: 2 },
    members: { gaining: 2, losing: 0, unchanged: 0 },
    cost: { currency: "EUR", before: 75, after: 650, difference: 575 },
    units: [
      { unit: "points", before: 50, after: 100, members: { gaining: 2, losing: 0 } },
      { unit: "voucher", before: 0, after: 1, cost: { before: 0, after: 500 } },
    ],
    rules: [
      { ruleId: "base", unit: "points", before: 50, after: 100, cost: { before: 75, after: 150 } },
      { ruleId: "thanks", unit: "voucher", before: 0, after: 1 },
    ],
    // Anna has 30 points from before the span: 60 as it was, and 90 under the draft, both silver;
    // ben's 40 are not enough.
    tiers: [],
    budgets: [
      {
        ruleId: "thanks",
        period: "2026-03",
        budget: { before: null, after: 1 },
        asked: { before: 0, after: 1 },
      },
    ],
    replay: { asRecorded: 2, differing: 0 },
  });
  expect(plan.body.examples.map((e: { text: string }) => e.text)).toEqual([
    "Would have got 60 points and 1 voucher, and really got 30 points and 0 vouchers.",
    "Would have got 40 points, and really got 20 points.",
  ]);
  expect(plan.body.summary).toBe(
    "From 5 March 2026 to 20 March 2026 the draft would have cost €5.75 more. " +
      "Members with more: 2, with less: 0; moved up a level: 0, down: 0.",
  );
  const read = await call(`GET /v1/program/plans/${plan.body.id}?locale=de`);
  expect(read.body.summary).toBe(
    "Vom 5. März 2026 bis zum 20. März 2026 hätte der Entwurf 5,75 € mehr gekostet. " +
      "Mitglieder mit mehr: 2, mit weniger: 0; Aufstiege: 0, Abstiege: 0.",
  );
  expect({ ...read.body, summary: "", examples: [], assumptions: [] }).toEqual({
    ...plan.body,
    ...{ summary: "", examples: [], assumptions: [] },
    rules: read.body.rules,
  });
});

test("a plan of levels tells who would move, and counts what was before the span too", async () => {
  const { test: call } = await shop();
  const [status] = BEFORE.tiers;
  const tiers = [
    {
      ...status,
      levels: [
        { key: "silver", name: label("Silber"), from: 15 },
        { key: "gold", name: label("Gold"), from: 60 },
      ],
    },
  ];
  const cost = { costPerPoint: 0.4 };
  const document = { ...BEFORE, tiers };
  const plan = await call("POST /v1/program/plan", { document, ...SPAN, assumptions: cost });
  // Anna's 60 points make her gold, ben's 20 silver.
  expect(plan.body.tiers).toEqual([
    {
      set: "status",
      up: 2,
      down: 0,
      moves: [
        { from: "silver", to: "gold", members: 1 },
        { from: null, to: "silver", members: 1 },
      ],
    },
  ]);
  // 50 points at 0.4 cents are 20 cents both times: nothing changes but levels.
  expect(plan.body).toMatchObject({
    cost: { before: 20, after: 20, difference: 0 },
    members: { gaining: 0, losing: 0, unchanged: 2 },
    examples: [],
  });
});

/** Everything that belongs to members. */
const MEMBER_TABLES = [
  ...["members", "wallets", "lots", "transfers", "orders", "facts", "outbox", "counters"],
  ...["budgets", "progress", "vouchers", "activities", "identifiers", "program_versions"],
];

const dump = async (shopId: string): Promise<string> => {
  const all = MEMBER_TABLES.map((table) =>
    rowsIn(shopId, `SELECT * FROM ${table} WHERE shop = ?1`, shopId),
  );
  return JSON.stringify(await Promise.all(all));
};

test("a plan writes nothing of members", async () => {
  const { test: call, sandbox } = await shop();
  const before = await dump(sandbox);
  await call("PUT /v1/program/draft", DRAFT);
  const plan = await call("POST /v1/program/plan", SPAN);
  expect(plan.body.cost.difference).toBe(575);
  expect(await dump(sandbox)).toBe(before);
});

test("a plan looks at whoever may buy: no pool of a household, and nobody who became another", async () => {
  const { test: call } = await shop();
  await call("POST /v1/members/ext:anna/merge", { from: "ext:ben" });
  await call("PUT /v1/program", { ...BEFORE, households: { isAllowed: true } });
  await call("POST /v1/households", { owner: "ext:anna", name: "Müller" });
  const { body } = await call("POST /v1/program/plan", {
    document: DRAFT,
    from: "2026-03-01T10:00:00Z",
  });
  expect([body.progress, body.members]).toEqual([
    { members: 1, lookedAt: 1 },
    { gaining: 1, losing: 0, unchanged: 0 },
  ]);
});

test("a plan that cannot be is refused, each with its reason", async () => {
  const { test: call } = await shop();
  const refused = async (body: object, code: string, pointer?: string) => {
    const reply = await call("POST /v1/program/plan", body);
    expect([reply.status, reply.body.code]).toEqual([422, code]);
    if (pointer) expect(reply.body.errors[0].pointer).toBe(pointer);
  };
  await refused(SPAN, "no_draft");
  const bad = { earning: { base: { points: -1 } } };
  await refused({ document: bad, ...SPAN }, "invalid_program", "/document/earning/base/points");
  const [document, later] = [DRAFT, "2026-04-01T00:00:00Z"];
  await refused({ document, ...SPAN, to: later }, "invalid_time", "/to");
  await refused({ document, from: later }, "invalid_time", "/from");
});

test("another shop's plan is not found, and neither is one that never was", async () => {
  const [{ test: call }, other] = [await shop(), await newWorld()];
  const { body } = await call("POST /v1/program/plan", { document: DRAFT, ...SPAN });
  for (const request of [
    `GET /v1/program/plans/${body.id}`,
    `POST /v1/program/plans/${body.id}/cancel`,
  ]) {
    expect((await other.test(request)).status).toBe(404);
    expect((await call(request.replace(body.id, "pln_none"))).status).toBe(404);
  }
  expect((await other.test("GET /v1/program/plans")).body.data).toEqual([]);
});

test("a plan asked for again with its Idempotency-Key is one plan", async () => {
  const { test: call } = await shop();
  const headers = { "idempotency-key": "march" };
  const asked = { document: DRAFT, ...SPAN };
  const first = await call("POST /v1/program/plan", asked, { headers });
  const again = await call("POST /v1/program/plan", asked, { headers });
  expect(again.body).toEqual(first.body);
  expect((await call("GET /v1/program/plans")).body.data.length).toBe(1);
});

const PAGE = 50;
const MEMBERS = 120;

/** The shop with more members than a page has; each bought for 30 € once, in the span. */
async function largeShop(members: number): Promise<World> {
  const world = await shop();
  const placedAt = "2026-03-12T10:00:00Z";
  const names = Array.from({ length: members }, (_, i) => `m${i}`);
  await Promise.all(names.map((m) => world.test("POST /v1/orders", order(m, m, { placedAt }))));
  takeSent(world.sandbox);
  return world;
}

test("a large shop is looked at page by page, and a page delivered twice is counted once", async () => {
  const { test: call, sandbox } = await largeShop(MEMBERS);
  const begun = await call("POST /v1/program/plan", { document: DRAFT, ...SPAN });
  expect([begun.status, begun.body.status]).toEqual([202, "running"]);
  expect(begun.body.progress).toEqual({ members: MEMBERS + 2, lookedAt: 0 });
  const path = `GET /v1/program/plans/${begun.body.id}`;
  const seen: number[] = [];
  for (let messages = takeSent(sandbox); messages.length > 0; messages = takeSent(sandbox)) {
    const { retried } = await deliver([...messages, ...messages]);
    await deliver(messages);
    expect(retried).toEqual([]);
    seen.push((await call(path)).body.progress.lookedAt);
  }
  expect(seen).toEqual([PAGE, 2 * PAGE, MEMBERS + 2, MEMBERS + 2]);
  const { body } = await call(path);
  // 120 times 30 € beside the 50 € of the others: 3,650 points, and twice as many.
  expect(body).toMatchObject({
    status: "done",
    units: [
      { unit: "points", before: 3650, after: 7300 },
      { unit: "voucher", before: 0, after: MEMBERS + 1 },
    ],
    budgets: [{ asked: { before: 0, after: MEMBERS + 1 } }],
    members: { gaining: MEMBERS + 2 },
    replay: { asRecorded: MEMBERS + 2, differing: 0 },
  });
  expect(body.examples.length).toBe(10);
  const left = await rowsIn(
    sandbox,
    "SELECT * FROM timers WHERE shop = ?1 AND kind = 'plan'",
    sandbox,
  );
  expect(left).toEqual([]);
});

test("a plan that is cancelled stays as far as it was, and only three run at once", async () => {
  const { test: call, sandbox } = await largeShop(PAGE);
  const asked = { document: DRAFT, ...SPAN };
  const begun = [1, 2, 3].map(() => call("POST /v1/program/plan", asked));
  const ids = (await Promise.all(begun)).map((reply) => reply.body.id);
  const fourth = await call("POST /v1/program/plan", asked);
  expect(fourth.body.code).toBe("too_many_plans");
  await deliver(takeSent(sandbox));
  const cancelled = await call(`POST /v1/program/plans/${ids[0]}/cancel`);
  expect(cancelled.body).toMatchObject({ status: "cancelled", progress: { lookedAt: PAGE } });
  await pump(sandbox);
  const list = await call("GET /v1/program/plans?limit=2");
  expect(list.body.data.map((p: { id: string }) => p.id)).toEqual([ids[2], ids[1]]);
  const rest = await call(`GET /v1/program/plans?cursor=${list.body.nextCursor}`);
  expect(rest.body.data).toMatchObject([{ status: "cancelled", progress: { lookedAt: PAGE } }]);
  expect((await call(`POST /v1/program/plans/${ids[1]}/cancel`)).body.status).toBe("done");
});

test("plans are forgotten after 30 days, with all that they found", async () => {
  const { test: call, sandbox } = await shop();
  await call("POST /v1/program/plan", { document: DRAFT, ...SPAN });
  const left = async () =>
    Promise.all(
      ["plans", "plan_documents", "plan_sums", "plan_examples"].map(async (table) => {
        const rows = await rowsIn(sandbox, `SELECT 1 FROM ${table} WHERE shop = ?1`, sandbox);
        return rows.length;
      }),
    );
  const { db } = await contextAt(sandbox, 0);
  const [planned, DAY] = [Date.parse(NOW), 86_400_000];
  await deleteOldPlans(db, sandbox, planned + 29 * DAY);
  expect(await left()).toEqual([1, 1, 5, 2]);
  await deleteOldPlans(db, sandbox, planned + 31 * DAY);
  expect(await left()).toEqual([0, 0, 0, 0]);
});
