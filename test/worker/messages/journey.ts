import { addressHash } from "../../../src/consent";
import type { Context } from "../../../src/core/context";
import type { Env } from "../../../src/core/env";
import type { TimerRow } from "../../../src/core/tables";
import type { TimerMessage } from "../../../src/core/timers";
import { transact } from "../../../src/core/transact";
import { newId } from "../../../src/lib/ids";
import { DAY } from "../../../src/lib/time";
import {
  closeMember,
  factOf,
  memberStatementCount,
  memberStatements,
  opened,
} from "../../../src/members";
import {
  type Draft,
  type MessageRow,
  type MessageTemplate,
  type Planned,
  planMessage,
  planStatements,
  pushSoon,
  sendMessage,
} from "../../../src/messages";
import { registry } from "../../../src/registry";
import type { NewShop } from "../../../src/shops";
import { contextAt, shardOf } from "../../context";
import { pump, rowsIn } from "../../queue";
import { type Call, env, newWorld, type World } from "../../world";

/** A journey of the tests' own. */
const PROBE: MessageTemplate = {
  journey: "probe",
  subject: {
    en: "{{ name }}, {{ amount | points }} wait for you",
    de: {
      du: "{{ amount | points }} warten auf dich",
      sie: "{{ amount | points }} warten auf Sie",
    },
  },
  body: {
    en: "Your {{ amount | points }} are worth {{ worth | money }}.\n\nUse them until {{ endsAt | last_day }}.",
    de: {
      du: "Deine {{ amount | points }} sind {{ worth | money }} wert.\n\nLös sie bis zum {{ endsAt | last_day }} ein.",
      sie: "Ihre {{ amount | points }} sind {{ worth | money }} wert.\n\nLösen Sie sie bis zum {{ endsAt | last_day }} ein.",
    },
  },
  action: { label: { en: "To the shop", de: "Zum Shop" }, url: "shop" },
  custom: () => undefined,
};
if (!registry.messageTemplates.some((t) => t.journey === "probe")) {
  (registry.messageTemplates as MessageTemplate[]).push(PROBE);
}

export const PUBLIC_URL = "https://bonus.example";
/** The bindings of a server that knows where it answers. */
export const published: Env = { ...env, PUBLIC_URL };

/** Noon in Berlin, on a Wednesday. */
export const NOON = Date.UTC(2030, 4, 15, 10);

export const draft = (more: Partial<Draft> = {}): Draft => ({
  key: "probe:1",
  journey: "probe",
  purpose: "points",
  isPromotion: false,
  dueAt: NOON,
  values: { amount: 1200, worth: 1250, endsAt: NOON + 30 * DAY },
  stopsOnOrder: false,
  holdoutPercent: 10,
  ...more,
});

export interface Someone {
  readonly world: World;
  readonly shop: string;
  readonly call: Call;
  readonly id: string;
}

interface Settings extends Partial<NewShop> {
  /** In the live shop, whose mail goes to a provider, instead of the sandbox. */
  readonly isLive?: boolean;
  readonly name?: string;
}

/** A shop with a legal sender, its sandbox's clock at noon, and a member who agreed to all. */
export async function someone({ isLive = false, ...settings }: Settings = {}): Promise<Someone> {
  const world = await newWorld(settings);
  const shop = isLive ? world.shop : world.sandbox;
  const call = isLive ? world.call : world.test;
  await call("PATCH /v1/shop", { legalSender: "Café Morgenrot, Marktplatz 1, 10115 Berlin" });
  await setClock(world, NOON);
  const made = await call("PUT /v1/members/ext:c-1", {
    email: "anna@example.com",
    name: "Anna Weber",
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const who = { world, shop, call, id: made.body.member.id };
  for (const purpose of ["points", "marketing"] as const) await consent(who, purpose, "granted");
  return who;
}

/** By hand, so that no timer runs. */
export const setClock = (world: World, at: number) =>
  env.DB.prepare("UPDATE shops SET clock_at = ?2 WHERE id = ?1").bind(world.sandbox, at).run();

export async function consent(
  { shop, id }: Someone,
  purpose: Draft["purpose"],
  status: "requested" | "granted" | "withdrawn",
  at = NOON - DAY,
) {
  await rowsIn(
    shop,
    `INSERT INTO consents (shop, member, channel, purpose, happened_at, id, status, method, address,
       caller, recorded_at) VALUES (?, ?, 'email', ?, ?, ?, ?, 'api', ?, 'system', ?)`,
    shop,
    id,
    purpose,
    at,
    newId("cns"),
    status,
    await addressHash(shop, "anna@example.com"),
    at,
  );
}

export const suppress = async ({ shop }: Someone) =>
  rowsIn(
    shop,
    "INSERT INTO suppressions (shop, address, reason, suppressed_at) VALUES (?, ?, 'complaint', ?)",
    shop,
    await addressHash(shop, "anna@example.com"),
    NOON,
  );

/** Plans messages in one commit, as a journey does. The draw is above any holdout. */
export async function plan(
  { shop, id }: Someone,
  drafts: readonly Draft[],
  { now = NOON, draw = 0.99, env: bindings = published } = {},
): Promise<(Planned | null)[]> {
  const ctx: Context = await contextAt(shop, now, bindings);
  const who = { sql: "?2", params: [shop, id] };
  let planned: (Planned | null)[] = [];
  await transact(ctx, {
    load: () => [...memberStatements(ctx, { who, spendable: 0 }), ...planStatements(ctx, who)],
    decide: async (rows) => {
      const { program, member } = await opened(ctx, rows, 0);
      const others = rows.slice(memberStatementCount(0));
      planned = [];
      for (const one of drafts) {
        planned.push(await planMessage(ctx, program, member, others, one, draw));
      }
      const fact = factOf(ctx, member, newId("fct"), now, []);
      return { status: 200, body: {}, writes: closeMember(ctx, member), fact };
    },
  });
  const later: Promise<unknown>[] = [];
  const around = { ...ctx, env, later: (work: Promise<unknown>) => void later.push(work) };
  for (const one of planned) if (one) pushSoon(around, one);
  await Promise.all(later);
  return planned;
}

/** Delivers what waits, after setting the sandbox's clock to a later time if there is one. */
export async function run({ world }: Someone, at?: number, bindings: Env = published) {
  if (at !== undefined) {
    const now = new Date(at).toISOString();
    await world.test("POST /v1/sandbox/clock", { now });
  }
  await pump(world.sandbox, { env: bindings });
}

/** Timers of messages that are set. */
export const timersOf = ({ shop }: Someone) =>
  rowsIn<TimerRow>(shop, "SELECT * FROM timers WHERE shop = ? AND kind = 'message'", shop);

export async function timerMessages(who: Someone, now: number): Promise<TimerMessage[]> {
  const shard = await shardOf(who.shop);
  return (await timersOf(who))
    .filter((t) => t.due_at <= now)
    .map(({ realm, due_at: dueAt, shop, subject, kind }) => ({
      type: "timer",
      shard,
      realm,
      dueAt,
      shop,
      subject,
      kind,
    }));
}

/** Fires what is due by then, at that very time. */
export async function fire(who: Someone, now: number, bindings: Env = published) {
  const due = await timerMessages(who, now);
  const ctx = await contextAt(who.shop, now, bindings);
  for (const timer of due) await sendMessage(ctx, timer);
  return due;
}

export const messagesOf = ({ shop, id }: Someone) =>
  rowsIn<MessageRow>(
    shop,
    "SELECT * FROM messages WHERE shop = ? AND member = ? ORDER BY key",
    shop,
    id,
  );

export const mailsOf = ({ shop }: Someone) =>
  rowsIn<{
    key: string;
    recipient: string;
    subject: string;
    text: string;
    html: string;
    headers: string;
    deliveries: number;
    sent_at: number;
  }>(shop, "SELECT * FROM mails WHERE shop = ? ORDER BY sent_at, key", shop);

export async function factsOf({ shop, id }: Someone): Promise<Record<string, unknown>[]> {
  const rows = await rowsIn<{ facts: string }>(
    shop,
    "SELECT facts FROM facts WHERE shop = ? AND member = ? ORDER BY recorded_at, id",
    shop,
    id,
  );
  return rows.flatMap((row) => JSON.parse(row.facts));
}

export const messageFacts = async (who: Someone) =>
  (await factsOf(who)).filter((f) => String(f.type).startsWith("message_"));
