import { PRODUCTS } from "../../../scripts/lib/assortment.ts";
import { Random } from "../../../scripts/lib/random.ts";
import { simulate } from "../../../scripts/lib/simulator.ts";
import type { Env, Message } from "../../../src/core/env";
import { sendDueTimers } from "../../../src/core/timers";
import { DAY, HOUR } from "../../../src/lib/time";
import { shardOf } from "../../context";
import { wrapEnv } from "../../d1-wrapper";
import { deliver, rowsIn } from "../../queue";
import { newWorld, takeSent, type World } from "../../world";
import { published, setClock } from "../messages/journey";

export const START = Date.UTC(2030, 0, 1);
const END = START + 365 * DAY;

const ZONES = ["America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland"];

/** Everything that a program can send is on; points live for two to three months. */
const PROGRAM = {
  earning: { base: { points: 1, per: 100 } },
  expiry: { policy: "end_of_month", after: "P2M" },
  journeys: {
    winBack: {
      isEnabled: true,
      voucher: {
        name: { de: "5 € auf alles", en: "€5 off everything" },
        worth: { kind: "fixed_amount", amount: 500 },
        minimumTotal: PRODUCTS[0]?.price ?? 100,
      },
    },
  },
};

export interface Year {
  readonly world: World;
  readonly shop: string;
  /** How often the consumer was stopped between sending a mail and marking the message. */
  readonly kills: number;
  /** Members by their external id. */
  readonly members: ReadonlyMap<string, string>;
}

interface Happening {
  readonly at: number;
  run(): Promise<void>;
}

/** How often cron ticks here: often enough that nothing is late by much. */
const TICK_MS = 2 * HOUR;
/** How much of what the Queue delivers comes twice. */
const TWICE_SHARE = 1 / 3;

/**
 * A year of the demo's shop under a clock that goes from tick to tick: orders and returns when
 * they happen, cron that is called twice, a Queue that delivers twice and in any order, and a
 * consumer that is stopped between sending and marking now and then.
 */
export async function liveThrough(seed: string, count: number): Promise<Year> {
  const random = new Random(seed);
  const world = await newWorld({ name: "Kaffeerösterei Morgenrot", locale: "de", address: "du" });
  const shop = world.sandbox;
  await setClock(world, START);
  await call(world, "PATCH /v1/shop", { legalSender: "Morgenrot, Marktplatz 1, 10115 Berlin" });
  await call(world, "PUT /v1/program", PROGRAM);
  const members = new Map<string, string>();
  const happenings = happeningsOf(world, seed, count, members);
  const consumer = stoppable(random);
  const shard = await shardOf(shop);
  let now = START;
  for (;;) {
    const next = Math.min(happenings[0]?.at ?? END, await nextTimer(shop));
    now = Math.max(now + TICK_MS, Math.ceil(next / TICK_MS) * TICK_MS);
    if (now >= END) break;
    await setClock(world, now);
    while ((happenings[0]?.at ?? END) <= now) await happenings.shift()?.run();
    await sendDueTimers(published, shard, shop, now);
    if (random.chance(0.5)) await sendDueTimers(published, shard, shop, now);
    await drain(shop, consumer.env, random);
  }
  return { world, shop, kills: consumer.kills(), members };
}

async function nextTimer(shop: string): Promise<number> {
  const sql = "SELECT due_at FROM timers WHERE realm = ? ORDER BY due_at LIMIT 1";
  const [row] = await rowsIn<{ due_at: number }>(shop, sql, shop);
  return row?.due_at ?? END;
}

/** What members do, in the order of time. */
function happeningsOf(
  world: World,
  seed: string,
  count: number,
  members: Map<string, string>,
): Happening[] {
  const all = simulate({ seed, members: count, endsAt: END }).flatMap(({ externalId, calls }) => {
    const random = new Random(`${seed} ${externalId}`);
    const orders = calls.map(({ request, body }) => {
      const { mode: _, earn: __, ...live } = body as Body;
      const at = Date.parse(`${live.placedAt ?? live.refundedAt}`);
      const run = () => call(world, request, live);
      return { at, run };
    });
    const first = orders[0]?.at ?? START;
    const joined: Happening = {
      at: Math.max(START, first - DAY),
      run: async () => {
        const timeZone = random.chance(0.4) ? random.pick(ZONES) : null;
        const profile = calls[0]?.body as Body | undefined;
        const body = { ...profile?.member, ...(timeZone ? { timeZone } : {}) };
        const made = await call(world, `PUT /v1/members/ext:${externalId}`, body);
        members.set(externalId, made.member.id);
      },
    };
    return [joined, ...orders, ...consentsOf(world, random, externalId, first)];
  });
  return all.filter(({ at }) => at >= START && at < END).sort((a, b) => a.at - b.at);
}

type Body = Readonly<Record<string, unknown>> & {
  readonly placedAt?: string;
  readonly refundedAt?: string;
  readonly member?: object;
};

/** A third agrees to both purposes; a third of those thinks better of it. */
function consentsOf(world: World, random: Random, externalId: string, first: number): Happening[] {
  if (!random.chance(1 / 3)) return [];
  const say = (purpose: string, status: string) => async () => {
    const wording = { locale: "de", text: `Ja, zu ${purpose}.` };
    const body = {
      channel: "email",
      purpose,
      status,
      ...(status === "granted" ? { wording } : {}),
    };
    await call(world, `POST /v1/members/ext:${externalId}/consents`, body);
  };
  const at = Math.max(START, first);
  const changesMind = random.chance(1 / 3);
  const later = at + random.between(20, 200) * DAY;
  const purposes = ["marketing", "points"];
  return purposes.flatMap((purpose) => [
    { at, run: say(purpose, "granted") },
    ...(changesMind ? [{ at: later, run: say(purpose, "withdrawn") }] : []),
  ]);
}

async function call(world: World, request: string, body: object) {
  const reply = await world.test(request, body, { env: published });
  if (reply.status >= 300) throw new Error(`${request}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** How often the consumer is stopped after a mail went out. */
const KILL_SHARE = 0.1;

/** A consumer that now and then is stopped when a mail was sent, before the message is marked. */
function stoppable(random: Random): { env: Env; kills: () => number } {
  let [armed, kills] = [0, 0];
  const env = wrapEnv(published, async (run, sql) => {
    if (armed > 0 && sql.some((s) => s.startsWith("UPDATE messages"))) {
      armed -= 1;
      kills += 1;
      throw new Error("the consumer was stopped");
    }
    const results = await run();
    if (sql.some((s) => s.startsWith("INSERT INTO mails")) && random.chance(KILL_SHARE)) armed += 1;
    return results;
  });
  return { env, kills: () => kills };
}

const BATCH = 25;

/** Delivers what waits and what follows, some of it twice and none of it in order. */
async function drain(shop: string, env: Env, random: Random): Promise<void> {
  let again: Message[] = [];
  for (;;) {
    const waiting = [...again, ...takeSent(shop)];
    if (waiting.length === 0) return;
    again = [];
    const all = shuffled(
      waiting.flatMap((m) => (random.chance(TWICE_SHARE) ? [m, m] : [m])),
      random,
    );
    for (let i = 0; i < all.length; i += BATCH) {
      const batch = all.slice(i, i + BATCH);
      const { retried } = await deliver(batch, { env });
      again.push(...batch.filter((_, place) => retried.includes(place)));
    }
  }
}

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
