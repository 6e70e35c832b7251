import { beforeAll, describe, expect, test } from "vitest";
import { type LoggedOrder, readCdnow } from "../../../scripts/lib/cdnow";
import { inLanes, lanesBy } from "../../../scripts/lib/lanes";
import type { Context } from "../../../src/core/context";
import type { ProgramParts } from "../../../src/core/registry";
import { readWallet } from "../../../src/members";
import { orderBody } from "../../../src/orders/input";
import { placeOrder } from "../../../src/orders/place";
import { refundOrder } from "../../../src/orders/refund";
import type { OrderRow, RefundRow } from "../../../src/orders/tables";
import { applyDocument } from "../../../src/program";
import { registry } from "../../../src/registry";
import { readTiers } from "../../../src/tiers/read";
import { contextAt } from "../../context";
import { rowsIn } from "../../queue";
import { env, newWorld, type World } from "../../world";
import { RICH } from "./cdnow-program";
import { type Expected, PureMember, type Recorded, ZONE } from "./pure-member";

const TEXT = env.CDNOW?.orders ?? "";
const isHere = TEXT !== "";
const isWhole = env.REGULARS_FULL;
const SKIPPED = isHere ? "" : " (skipped: REGULARS_DATA is not set)";
const DAY = 86_400_000;
const BEGUN = Date.UTC(1996, 11, 1);
/** After the last order, while some of what it earned is still on the way. */
const ENDED = Date.UTC(1998, 6, 5);
const YEARS_LATER = Date.UTC(2026, 10, 20);
const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };

const everyone = isHere ? readCdnow(TEXT) : [];
const customers = [...new Set(everyone.map((order) => order.customer))];
const chosen = new Set(customers.filter((_, i) => isWhole || i % 20 === 0));

/** A number of a seeded sequence, from 0 on and before 1: the same in every run. */
function chance(seed: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) ^ 0x5bd1e995;
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) / 2 ** 32;
}

type Happening =
  | { readonly at: number; readonly customer: string; readonly order: LoggedOrder }
  | {
      readonly at: number;
      readonly customer: string;
      readonly refund: string;
      readonly body: object;
    };

const placedAt = (order: LoggedOrder): number =>
  Date.parse("placedAt" in order.body ? String(order.body.placedAt) : "");

/** One in six orders comes back: some units of its CDs, all of them, or some of the money. */
function happeningsOf(order: LoggedOrder): Happening[] {
  const { customer, row, cents } = order;
  const at = placedAt(order);
  const placed = { at, customer, order };
  const quantity = Number((order.body as { items: { quantity: number }[] }).items[0]?.quantity);
  const later = at + (1 + Math.floor(chance(row + 1) * 40)) * DAY + DAY / 4;
  if (chance(row) > 1 / 6 || later >= ENDED || cents === 0) return [placed];
  const some = 1 + Math.floor(chance(row + 2) * quantity);
  const body =
    chance(row + 3) < 0.6
      ? { items: [{ id: "1", quantity: some }] }
      : { amount: 1 + Math.floor(chance(row + 4) * cents) };
  return [placed, { at: later, customer, refund: String(row), body }];
}

/** A third of the customers are told of as it happens, a third in the end, a third years later. */
const toldAt = (customer: string, at: number): number =>
  [at, ENDED, YEARS_LATER][Number(customer) % 3] ?? at;

const sequence = (customer: string, happenings: readonly Happening[]): Happening[] =>
  happenings.filter((h) => h.customer === customer).sort((a, b) => a.at - b.at);

describe.skipIf(!isHere)(`CDNOW under a rich program${SKIPPED}`, () => {
  let world: World;
  let ctx: Context;
  let parts: ProgramParts;

  async function tell(happening: Happening): Promise<void> {
    const now = toldAt(happening.customer, happening.at);
    if ("order" in happening) {
      const { mode, earn, ...body } = { ...happening.order.body } as Record<string, unknown>;
      const history = now === happening.at ? {} : { mode, earn };
      await placeOrder({ ...ctx, now }, orderBody.parse({ ...body, ...history }));
      return;
    }
    const { refund, body, at } = happening;
    await refundOrder({ ...ctx, now }, `cdnow:${refund}`, { id: "r", refundedAt: at, ...body });
  }

  beforeAll(async () => {
    world = await newWorld({ timeZone: ZONE, currency: "USD" });
    ctx = await contextAt(world.shop, BEGUN, QUIET);
    await applyDocument(ctx, RICH, null);
    parts = registry.programSchema.parse(RICH);
    const happenings = everyone.filter((o) => chosen.has(o.customer)).flatMap(happeningsOf);
    const byCustomer = Map.groupBy(happenings, (h) => h.customer);
    const lanes = [...byCustomer].map(([customer, all]) => sequence(customer, all));
    await inLanes(lanes, 8, tell);
  }, 900_000);

  test("members are what the pure rules make of their recorded orders and refunds", async () => {
    const expected = await recomputed(world.shop, parts);
    expect(expected.size).toBe(chosen.size);
    const found = new Map<string, Expected>();
    const vouchers = await unused(world.shop);
    await inLanes(
      lanesBy([...expected.keys()], (m) => m),
      8,
      async (member) => {
        const now = nowOf(expected.get(member));
        found.set(member, await toldOf({ ...ctx, now }, member, vouchers.get(member) ?? 0));
      },
    );
    const wrong = [...expected].flatMap(([member, pure]) => {
      const [is, due] = [found.get(member), pure.expectedAt(nowOf(pure))];
      return JSON.stringify(is) === JSON.stringify(shaped(due)) ? [] : [{ member, is, due }];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(wrong.length).toBe(0);
  }, 900_000);
});

/** Soon after the last that was told of a member. */
const nowOf = (pure: PureMember | undefined): number =>
  DAY + ((pure?.now ?? 0) > ENDED ? YEARS_LATER : ENDED);

/** Every member from the rows of orders and refunds alone. */
async function recomputed(shop: string, parts: ProgramParts): Promise<Map<string, PureMember>> {
  const orders = await rowsIn<OrderRow>(shop, "SELECT * FROM orders WHERE shop = ?1", shop);
  const refunds = await rowsIn<RefundRow>(shop, "SELECT * FROM refunds WHERE shop = ?1", shop);
  const members = new Map<string, PureMember>();
  const owners = new Map(orders.map((o) => [o.id, o.member ?? ""]));
  const recorded: Recorded[] = [
    ...orders.map((order) => ({ at: order.placed_at, order })),
    ...refunds.map((refund) => ({ at: refund.refunded_at, refund })),
  ];
  const rowOf = (r: Recorded) => Number("order" in r ? r.order.id : r.refund.order_id);
  for (const r of recorded.sort((a, b) => a.at - b.at || rowOf(a) - rowOf(b))) {
    const member = owners.get("order" in r ? r.order.id : r.refund.order_id) ?? "";
    const pure = members.get(member) ?? new PureMember(parts);
    members.set(member, pure);
    pure.record(r);
  }
  return members;
}

async function unused(shop: string): Promise<Map<string, number>> {
  const sql = `SELECT member, count(*) AS n FROM vouchers
    WHERE shop = ?1 AND status = 'issued' GROUP BY member`;
  const rows = await rowsIn<{ member: string; n: number }>(shop, sql, shop);
  return new Map(rows.map(({ member, n }) => [member, n]));
}

/** What the product says of a member, in the shape of what is expected. */
async function toldOf(ctx: Context, member: string, vouchers: number): Promise<Expected> {
  const told: Partial<Told> = await readWallet(ctx, member);
  const tiers = await readTiers(ctx, member);
  return shaped({
    points: Object.fromEntries(
      Object.entries(told.wallet ?? {}).map(([unit, w]) => [unit, [w.available, w.pending]]),
    ),
    stamps: Object.fromEntries((told.stamps ?? []).map((s) => [s.card, s.stamps])),
    donations: Object.fromEntries((told.causes ?? []).map((c) => [c.cause, c.given])),
    levels: tiers.data.map(({ level }) => level),
    vouchers,
  });
}

interface Told {
  readonly wallet: Record<string, { available: number; pending: number }>;
  readonly stamps: readonly { card: string; stamps: number }[];
  readonly causes: readonly { cause: string; given: number }[];
}

/** Without units that nobody has any of, and in one order. */
function shaped(of: Expected): Expected {
  const units = Object.entries(of.points)
    .filter(([unit, [available, pending]]) => !unit.includes(":") && (available || pending))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const donations = Object.entries(of.donations).filter(([, given]) => given !== 0);
  return { ...of, points: Object.fromEntries(units), donations: Object.fromEntries(donations) };
}
