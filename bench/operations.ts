import { randomUUID } from "node:crypto";
import { customerNumbered, memberIdNumbered } from "./fill.ts";
import type { D1 } from "./serve.ts";
import { orderBody, REWARD, type Shop } from "./shop.ts";

/** Round trips to D1 and rows, as design.md §11 bounds them. */
export interface Budget {
  readonly trips: number;
  readonly read: number;
  readonly written: number;
}

/** What a call cost D1, exactly. */
export interface Cost extends Budget {
  readonly statements: readonly StatementCost[];
}

interface StatementCost {
  readonly sql: string;
  readonly read: number;
  readonly written: number;
}

/** As the counting Worker tells it. */
export interface Counted {
  readonly trips: number;
  readonly statements: readonly StatementCost[];
}

export const costOf = ({ trips, statements }: Counted): Cost => ({
  trips,
  statements,
  read: statements.reduce((sum, s) => sum + s.read, 0),
  written: statements.reduce((sum, s) => sum + s.written, 0),
});

export interface Operation {
  readonly name: string;
  readonly budget: Budget;
  /** Does it once, for the `i`th time, on members that no other operation touches. */
  run(world: World, member: (nth: number) => string, i: number): Promise<Cost>;
}

export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: the bench looks into answers freely.
  readonly body: any;
  readonly cost: Cost;
}

export interface World {
  readonly shop: Shop;
  readonly database: D1;
  /** @throws {Error} when the answer is no success */
  call(request: string, body?: object, idempotencyKey?: string, key?: string): Promise<Reply>;
}

const wish = (customer: string, more: object = {}) => ({
  rewardId: REWARD,
  member: `ext:${customer}`,
  ...more,
});

/** Holds a reward and ends the hold or what it became by each step; the cost of the last. */
async function lifeOf({ call }: World, customer: string, ...steps: string[]): Promise<Cost> {
  const held = await call("POST /v1/redemptions", wish(customer, { hold: true }), randomUUID());
  let { cost } = held;
  for (const step of steps) {
    ({ cost } = await call(`POST /v1/redemptions/${held.body.id}/${step}`, {}, randomUUID()));
  }
  return cost;
}

const LIFE: Budget = { trips: 2, written: 14, read: 55 };

export const OPERATIONS: readonly Operation[] = [
  {
    name: "order, new member",
    budget: { trips: 2, written: 18, read: 16 },
    run: async ({ call }, _, i) => {
      const member = { externalId: `new-${i}`, email: `new-${i}@example.com`, name: "Anna" };
      return (await call("POST /v1/orders", orderBody(`new-${i}`, member), randomUUID())).cost;
    },
  },
  {
    name: "order, existing member",
    budget: { trips: 2, written: 15, read: 36 },
    run: async ({ call }, member, i) => {
      const body = orderBody(`again-${i}`, { externalId: member(1) });
      return (await call("POST /v1/orders", body, randomUUID())).cost;
    },
  },
  {
    name: "order, rich program",
    // Two units and the tally of the tiers beyond the plain one.
    budget: { trips: 2, written: 15 + 2 * 3 + 1, read: 36 + 3 * 3 },
    run: async ({ call, shop }, _, i) => {
      // The first of a member who bought before the program had tiers has their history counted.
      const place = (n: number) => {
        const body = orderBody(`rich-${i}-${n}`, { externalId: customerNumbered(20 + i) });
        return call("POST /v1/orders", body, randomUUID(), shop.rich.key);
      };
      await place(1);
      return (await place(2)).cost;
    },
  },
  {
    name: "order, replayed",
    budget: { trips: 1, written: 0, read: 20 },
    run: async ({ call }, member, i) => {
      const body = orderBody(`replayed-${i}`, { externalId: member(2) });
      const key = randomUUID();
      await call("POST /v1/orders", body, key);
      return (await call("POST /v1/orders", body, key)).cost;
    },
  },
  {
    name: "refund of one line",
    budget: { trips: 2, written: 13, read: 60 },
    run: async ({ call }, member, i) => {
      await call("POST /v1/orders", orderBody(`back-${i}`, { externalId: member(3) }));
      const refund = { id: "r1", items: [{ id: "1", quantity: 1 }] };
      return (await call(`POST /v1/orders/bench:back-${i}/refunds`, refund, randomUUID())).cost;
    },
  },
  {
    name: "redemption with stock",
    budget: { trips: 2, written: 14, read: 50 },
    run: async ({ call }, member) =>
      (await call("POST /v1/redemptions", wish(member(4)), randomUUID())).cost,
  },
  { name: "hold", budget: LIFE, run: (world, member) => lifeOf(world, member(5)) },
  { name: "capture", budget: LIFE, run: (world, member) => lifeOf(world, member(6), "capture") },
  { name: "release", budget: LIFE, run: (world, member) => lifeOf(world, member(7), "release") },
  {
    name: "reverse",
    budget: LIFE,
    run: (world, member) => lifeOf(world, member(8), "capture", "reverse"),
  },
  {
    name: "wallet",
    // Four, and one for its only unit.
    budget: { trips: 1, written: 0, read: 5 },
    run: async ({ call }, member) => (await call(`GET /v1/members/ext:${member(9)}/wallet`)).cost,
  },
  {
    name: "redirect",
    budget: { trips: 0, written: 0, read: 0 },
    run: async ({ call }, member) => {
      const { body } = await call(`GET /v1/members/ext:${member(11)}/referral`);
      return (await call(`GET /r/${body.code}`)).cost;
    },
  },
  {
    name: "wake of one member",
    budget: { trips: 2, written: 10, read: 30 },
    run: (world, member, i) => wake(world, member(10), i),
  },
  {
    name: "tick of cron, a nudge that is due",
    // The look-up of timers and shops is shared by all that are due.
    budget: { trips: 3, written: 12, read: 20 },
    run: (world, _, i) => tick(world, i),
  },
];

const DAY_MS = 86_400_000;
/** The pending lot of an online order activates 18 days after it. */
const DUE_AFTER_MS = 18 * DAY_MS;

/** Timers that are due in a tick. */
const DUE = 250;

/** A tick that finds members whose silence is to be told; all are other members than above. */
async function tick({ call, shop, database }: World, i: number): Promise<Cost> {
  const past = Date.now() - 3_600_000;
  const first = memberIdNumbered((i - 1) * DUE + 1);
  const last = memberIdNumbered(i * DUE);
  const set = [
    `UPDATE nudge_plans SET looks_at = ?4 WHERE shop = ?1 AND member BETWEEN ?2 AND ?3`,
    `INSERT INTO timers (realm, due_at, shop, subject, kind)
       SELECT 'live', looks_at, shop, member, 'nudge' FROM nudge_plans
       WHERE shop = ?1 AND member BETWEEN ?2 AND ?3 AND looks_at = ?4`,
  ].map((sql) => database.prepare(sql).bind(shop.id, first, last, past));
  await database.batch(set);
  const { body, cost } = await call("POST /tick");
  if (body.due !== DUE) throw new Error(`${body.due} timers were due, not ${DUE}.`);
  const round = (n: number) => Math.round(n * 100) / 100;
  return {
    ...cost,
    ...{ trips: round(cost.trips), read: round(cost.read), written: round(cost.written) },
  };
}

/** A member with a lot that became due an hour ago, and its timer. */
async function wake({ call, shop, database }: World, customer: string, i: number): Promise<Cost> {
  const placed = await call("POST /v1/orders", orderBody(`due-${i}`, { externalId: customer }));
  const member: string = placed.body.member.id;
  const due = Date.parse(placed.body.effects[0].activatesAt);
  const past = Date.now() - 3_600_000;
  const set = [
    `UPDATE lots SET due_at = ?4 WHERE shop = ?1 AND member = ?2 AND unit = 'points'
       AND state = 'pending' AND due_at = ?3`,
    `UPDATE wallets SET next_activation_at = ?4 WHERE shop = ?1 AND member = ?2
       AND next_activation_at = ?3`,
    "UPDATE members SET wakes_at = ?4 WHERE shop = ?1 AND id = ?2 AND wakes_at = ?3",
    `UPDATE timers SET due_at = ?4 WHERE realm = 'live' AND shop = ?1 AND subject = ?2
       AND due_at = ?3`,
  ].map((sql) => database.prepare(sql).bind(shop.id, member, due, past));
  await database.batch(set);
  const timer = { type: "timer", shard: "DB", realm: "live", shop: shop.id, kind: "wake" };
  const dueAt = (ms: number) => ({ ...timer, subject: member, dueAt: ms });
  const fired = await call("POST /wake", dueAt(past));
  // A batch of messages looks up its shops once. A timer for later costs nothing else.
  const looked = await call("POST /wake", dueAt(Date.now() + DUE_AFTER_MS));
  const ofLookUp = new Set(looked.cost.statements.map((s) => s.sql));
  return costOf({
    trips: fired.cost.trips - looked.cost.trips,
    statements: fired.cost.statements.filter((s) => !ofLookUp.has(s.sql)),
  });
}
