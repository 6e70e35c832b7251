import { deleteOldDeliveries } from "./connect";
import { openDatabase, rowsOf } from "./core/database";
import { type Env, type Message, shardNamed, shardNames } from "./core/env";
import { describe, log } from "./core/log";
import { sweepOutbox } from "./core/outbox";
import { sendAll } from "./core/queue";
import { realmsWithDue, sendDueTimers } from "./core/timers";
import { deleteOldAnswers } from "./core/upkeep";
import { checkDay } from "./ledger";
import { newId } from "./lib/ids";
import { addDays, DAY, localDay, MINUTE } from "./lib/time";
import { deleteOldMails } from "./mail";
import { deleteOldPlans } from "./plans";
import { registry } from "./registry";
import {
  contextForShop,
  homeOf,
  type ShopRow,
  sandboxesAfter,
  setCheckedDay,
  shopsAfter,
} from "./shops";

/* What the schedules of `jobs.ts` do: rounds of the shards and of all shops, page by page. */

export interface Tick {
  readonly env: Env;
  /** The time that cron meant, ms since epoch. */
  readonly scheduledAt: number;
  readonly later: (work: Promise<unknown>) => void;
}

export async function fireLiveTimers({ env }: Tick): Promise<void> {
  for (const shard of shardNames(env)) await sendDueTimers(env, shard, "live", Date.now());
}

const PAGE = 250;

/** Sandboxes that follow real time; the others' timers run when their clock is set. */
export async function fireSandboxTimers({ env }: Tick): Promise<void> {
  for await (const page of pages((last) => sandboxesAfter(env, last?.sandbox_of ?? "", PAGE))) {
    const following = page.filter((row) => row.clock_at === null);
    for (const [shard, ids] of byShard(following)) {
      const db = openDatabase(shardNamed(env, shard), "first-primary");
      const due = rowsOf<{ realm: string }>(await db.batch([realmsWithDue(ids, Date.now())]), 0);
      const messages = due.map(({ realm }): Message => ({ type: "clock", shard, shop: realm }));
      await sendAll(env, messages);
    }
  }
}

function byShard(rows: readonly ShopRow[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const row of rows) ids.set(row.shard, [...(ids.get(row.shard) ?? []), row.id]);
  return ids;
}

async function* pages(
  next: (last: ShopRow | undefined) => Promise<ShopRow[]>,
): AsyncGenerator<ShopRow[]> {
  let last: ShopRow | undefined;
  do {
    const page = await next(last);
    yield page;
    last = page.length === PAGE ? page.at(-1) : undefined;
  } while (last);
}

const allShops = (env: Env) => pages((last) => shopsAfter(env, last?.id ?? "", PAGE));

/** The Queue takes a fact within seconds; what is older was not sent, or was lost. */
const OUTBOX_PATIENCE_MS = 2 * MINUTE;

export async function sweepOutboxes({ env }: Tick): Promise<void> {
  const before = Date.now() - OUTBOX_PATIENCE_MS;
  for (const shard of shardNames(env)) await sweepOutbox(env, shard, before);
}

const KEPT_MS = 30 * DAY;

/** Each shop's answers are walked once a day, in the hour that its id falls on. */
export async function deleteAnswers({ env, scheduledAt }: Tick): Promise<void> {
  const hour = new Date(scheduledAt).getUTCHours();
  const before = Date.now() - KEPT_MS;
  // The operator's answers belong to no shop and lie in the home database.
  if (hour === 0) await deleteOldAnswers(homeOf(env), "", before);
  for await (const page of allShops(env)) {
    for (const row of page.filter((r) => hourOf(r.id) === hour)) {
      const db = openDatabase(shardNamed(env, row.shard), "first-primary");
      await deleteOldAnswers(db, row.id, before);
    }
  }
}

/** Kept mails are personal data: old ones go, whether or not a shop has any. */
export async function deleteMails({ env }: Tick): Promise<void> {
  for await (const page of allShops(env)) {
    for (const [shard, shops] of byShard(page)) {
      await deleteOldMails(openDatabase(shardNamed(env, shard), "first-primary"), shops);
    }
  }
}

export const hourOf = (id: string): number =>
  [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 24;

/** Each shop's log of webhooks, once a day, as of the shop's own clock. */
export async function deleteDeliveries({ env, scheduledAt }: Tick): Promise<void> {
  const hour = new Date(scheduledAt).getUTCHours();
  for await (const page of allShops(env)) {
    for (const row of page.filter((r) => hourOf(r.id) === hour)) {
      const db = openDatabase(shardNamed(env, row.shard), "first-primary");
      await deleteOldDeliveries(db, row.id, row.clock_at ?? Date.now());
    }
  }
}

/** What plans found, once a day, as of the shop's own clock. */
export async function deletePlans({ env, scheduledAt }: Tick): Promise<void> {
  const hour = new Date(scheduledAt).getUTCHours();
  for await (const page of allShops(env)) {
    for (const row of page.filter((r) => hourOf(r.id) === hour)) {
      const db = openDatabase(shardNamed(env, row.shard), "first-primary");
      await deleteOldPlans(db, row.id, row.clock_at ?? Date.now());
    }
  }
}

/** Every shop's yesterday, once; what is off raises a fact. */
export async function checkLedgers({ env, later }: Tick): Promise<void> {
  for await (const page of allShops(env)) {
    for (const row of page) {
      const ctx = contextForShop(env, row, { registry, requestId: newId("req"), later });
      const yesterday = addDays(localDay(ctx.now, ctx.shop.timeZone), -1);
      if (row.checked_day !== null && row.checked_day >= yesterday) continue;
      try {
        await checkDay(ctx, yesterday);
        await setCheckedDay(env, row.id, yesterday);
      } catch (error) {
        log("error", "ledger_check_failed", { shop: row.id, error: describe(error) });
      }
    }
  }
}

/** Shops whose local midnight has passed since their metrics were computed; the Queue does it. */
export async function sendMetrics({ env }: Tick): Promise<void> {
  for await (const page of allShops(env)) {
    const due = page.filter((row) => {
      const yesterday = addDays(localDay(row.clock_at ?? Date.now(), row.time_zone), -1);
      return row.metrics_day === null || row.metrics_day < yesterday;
    });
    await sendAll(
      env,
      due.map(({ id, shard }): Message => ({ type: "metrics", shard, shop: id })),
    );
  }
}
