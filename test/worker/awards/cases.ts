import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { advance } from "../../queue";
import { newWorld, type Reply, type World } from "../../world";

/**
 * What a step must come to. Effects are told in short, see {@link inShort}; wallets as what is
 * available, or as [available, on the way, owed]. What is left out is not looked at.
 */
export interface Expected {
  readonly status?: number;
  readonly effects?: readonly string[];
  readonly wallet?: Readonly<Record<string, number | readonly [number, number, number?]>>;
  /** [activates, expires] of every effect that has dates, to the minute, UTC. */
  readonly dates?: readonly (readonly [string, string])[];
  readonly warnings?: readonly string[];
  /** Why rules gave nothing, or less, as the order's explanation says: `rule why missing`. */
  readonly passed?: readonly string[];
  /** Of a list of vouchers: the state of each, sorted. */
  readonly vouchers?: readonly string[];
  /** Of the answer, whatever it is. */
  readonly body?: object;
}

/** What earlier steps answered, by their place among the steps. */
type Seen = readonly Reply[];
type Told<T> = T | ((seen: Seen) => T);

/** A call, `AT <time>` to set the clock, or `PROGRAM` to apply another document. */
export type Step = readonly [
  request: Told<string>,
  body?: Told<object | undefined>,
  expected?: Expected,
];

/** A worked case: a shop of its own at a time of its own, its program, and what then happens. */
export interface Case {
  readonly name: string;
  readonly program: object;
  /** A Monday morning in March without it: 11:00 in Berlin. */
  readonly start?: string;
  readonly steps: readonly Step[];
}

export const START = "2026-03-02T10:00:00Z";

export function work(cases: readonly Case[]): void {
  test.each(cases)("$name", async (worked) => {
    const world = await opened(worked.program, worked.start);
    const seen: Reply[] = [];
    for (const [request, body, expected] of worked.steps) {
      seen.push(await taken(world, resolved(request, seen), resolved(body, seen), expected));
    }
    await expectClean(world);
  });
}

/** A shop whose sandbox stands at a time, under a program. */
export async function opened(program: object, start = START): Promise<World> {
  const world = await newWorld();
  await advance(world, start);
  await applied(world, program);
  return world;
}

async function applied(world: World, program: object): Promise<Reply> {
  const reply = await world.test("PUT /v1/program", program);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply;
}

const resolved = <T>(told: Told<T>, seen: Seen): T =>
  typeof told === "function" ? (told as (seen: Seen) => T)(seen) : told;

async function taken(
  world: World,
  request: string,
  body: unknown,
  expected: Expected = {},
): Promise<Reply> {
  if (request === "PROGRAM") return applied(world, body as object);
  if (request.startsWith("AT ")) {
    await advance(world, request.slice(3));
    return { status: 202, body: null, headers: new Headers() };
  }
  const reply = await world.test(request, body);
  const told = `${request} ${JSON.stringify(body)} → ${JSON.stringify(reply.body)}`;
  if (expected.status === undefined) expect(reply.status, told).toBeLessThan(300);
  else expect(reply.status, told).toBe(expected.status);
  expect({ request, ...(await shown(world, reply, expected)) }, told).toEqual({
    request,
    ...expected,
    ...(expected.body ? { body: expect.objectContaining(expected.body) } : {}),
  });
  return reply;
}

/** What a reply came to, in the terms of what is expected of it. */
async function shown(world: World, { status, body }: Reply, expected: Expected) {
  const telling: { [K in keyof Required<Expected>]: () => unknown } = {
    status: () => status,
    effects: () => body.effects.map(inShort),
    wallet: () => walletIn(body.member?.wallet ?? body.wallet, expected.wallet ?? {}),
    dates: () => body.effects.flatMap(datesIn),
    warnings: () => body.warnings.map(({ code }: { code: string }) => code),
    passed: async () => passedBy(await world.test(`GET /v1/orders/${body.order.id}/explain`)),
    vouchers: () => body.data.map(({ status }: { status: string }) => status).sort(),
    body: () => body,
  };
  const keys = Object.keys(expected) as (keyof Expected)[];
  const entries = keys.map(async (key) => [key, await telling[key]()] as const);
  return Object.fromEntries(await Promise.all(entries));
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
type Any = any;

const SIGNS: Record<string, string> = {
  points_earned: "+",
  stamp_added: "+",
  perk_granted: "+",
  donated: "+",
  points_reversed: "-",
  stamp_removed: "-",
  perk_withdrawn: "-",
  donation_withdrawn: "-",
};

/**
 * `+20 points base@1 pending`: what is given or taken, by which rule, for which line of the order.
 * Points are not named, as most of what is given is points.
 */
export function inShort(effect: Any): string {
  const { type, unit, amount, ruleId, itemId, waived, state } = effect;
  if (type.startsWith("voucher_")) return `${type} ${ruleId}`;
  if (type.startsWith("card_")) return `${type} ${effect.card}`;
  if (type === "tier_changed") return `${effect.set}: ${effect.from} → ${effect.to}`;
  return [
    `${SIGNS[type]}${amount}`,
    ...(unit === "points" ? [] : [unit]),
    `${ruleId}${itemId ? `@${itemId}` : ""}`,
    ...(waived ? [`waived ${waived}`] : []),
    ...(state === undefined || state === "available" ? [] : [state]),
  ].join(" ");
}

const minute = (time: string | null): string => time?.slice(0, 16) ?? "never";

const datesIn = ({ activatesAt, expiresAt }: Any): [string, string][] =>
  activatesAt === undefined ? [] : [[minute(activatesAt), minute(expiresAt)]];

/** Balances of the units that are asked for, in the form in which they are. */
function walletIn(wallet: Any, asked: NonNullable<Expected["wallet"]>) {
  return Object.fromEntries(
    Object.entries(asked).map(([unit, form]) => {
      const { available = 0, pending = 0, owed = 0 } = wallet?.[unit] ?? {};
      const whole = [available, pending, owed];
      return [unit, Array.isArray(form) ? whole.slice(0, form.length) : available];
    }),
  );
}

const passedBy = ({ body }: Reply): string[] =>
  body.rules.flatMap(({ ruleId, why, missing }: Any) =>
    why === null ? [] : [[ruleId, why, ...(missing === undefined ? [] : [missing])].join(" ")],
  );

/** The shop's own check and the one that is written apart from it find nothing. */
export async function expectClean(world: World): Promise<void> {
  const check = await world.test("GET /v1/ledger/check");
  expect(check.body.findings).toEqual([]);
  expect(await faultsOf(await shardOf(world.sandbox), world.sandbox)).toEqual([]);
}

/** A line of an order: id, total, quantity and what else there is to say of it. */
export type Line = readonly [id: string, total: number, quantity?: number, more?: object];

/** A paid order at the till of member `c`, so that what it earns is available at once. */
export function bought(id: string, lines: readonly Line[], more: object = {}) {
  const items = lines.map(([line, total, quantity = 1, rest = {}]) => ({
    id: line,
    sku: line,
    quantity,
    total,
    ...rest,
  }));
  return {
    id,
    source: "till",
    channel: "store",
    member: { externalId: "c" },
    currency: "EUR",
    total: items.reduce((sum, item) => sum + item.total, 0),
    items,
    ...more,
  };
}

export const ORDER = "POST /v1/orders";

export const VOUCHERS = "GET /v1/members/ext:c/vouchers";

/** The code of the voucher that a step brought. */
export const codeFrom = (seen: Seen, step: number): string =>
  seen[step]?.body.effects.find((e: Any) => e.type === "voucher_issued").voucher.code;

export const voucher = (amount: number, more: object = {}) => ({
  type: "voucher",
  voucher: {
    name: { de: "Dankeschön", en: "Thank you" },
    worth: { kind: "fixed_amount", amount },
    ...more,
  },
});

/** A program of the base rate and these rules. */
export const rules = (list: readonly object[], more: object = {}) => ({
  earning: { rules: list },
  ...more,
});

/** A program of these rules alone, without a base rate. */
export const only = (list: readonly object[], more: object = {}) => ({
  earning: { base: { points: 0 }, rules: list },
  ...more,
});

export const points = (amount: number, more: object = {}) => ({ type: "points", amount, ...more });
