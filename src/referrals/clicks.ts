import type { Context } from "../core/context";
import { rowsOf, type Statement, statement } from "../core/database";
import type { Env, Message } from "../core/env";
import { dayMarks } from "../core/facts";
import { sendAll } from "../core/queue";
import { localDay, MINUTE, SECOND } from "../lib/time";
import { programOf, programStatement } from "../program";
import { type ShopLink, shopLinkOf } from "./link";
import { publishCode } from "./publish";

export type ClickMessage = Extract<Message, { type: "clicks" }>;

/** How long an isolate gathers clicks before it sends them. */
const GATHER_MS = SECOND;
/** After this a flush that did not come was lost with its request, and another one is begun. */
const LOST_MS = 10 * SECOND;

interface Gathering {
  clicks: Map<string, ClickMessage>;
  /** When the flush under way began; 0: none is. */
  since: number;
}

const gathering: Gathering = { clicks: new Map(), since: 0 };

export interface Click {
  readonly shop: string;
  readonly shard: string;
  readonly code: string;
}

/**
 * Counts a click without waiting and without a write of its own: an isolate's clicks of a second
 * go to the Queue together, one message a code. An isolate that ends within the second loses them,
 * and the Queue may deliver twice: the count is for reports, not for money.
 */
export function countClick(
  env: Env,
  later: (work: Promise<unknown>) => void,
  { shop, shard, code }: Click,
): void {
  const at = Date.now();
  const known = gathering.clicks.get(code);
  const count = (known?.count ?? 0) + 1;
  gathering.clicks.set(code, { type: "clicks", shard, shop, code, count, at });
  if (at - gathering.since < LOST_MS) return;
  gathering.since = at;
  later(flushSoon(env));
}

async function flushSoon(env: Env): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  const { clicks } = gathering;
  gathering.clicks = new Map();
  gathering.since = 0;
  await sendAll(env, [...clicks.values()]);
}

/** Adds a shop's clicks in one batch; then brings KV up to date for the codes that were used. */
export async function recordClicks(ctx: Context, clicks: readonly ClickMessage[]): Promise<void> {
  const rows = await ctx.db.batch([
    programStatement(ctx, ctx.now),
    ...clicks.flatMap((click) => clickWrites(ctx, click)),
    ...clicks.flatMap(({ at }) => dayMarks(ctx, ctx.shop.isSandbox ? ctx.now : at)),
  ]);
  const { parts } = await programOf(ctx, rows, 0);
  const link = shopLinkOf(ctx.shop, parts, ctx.now);
  const isReal = (_: ClickMessage, i: number) => rowsOf(rows, 2 + 2 * i).length > 0;
  const codes = new Set(clicks.filter(isReal).map((click) => click.code));
  // The clicks are counted: should KV fail, a second delivery would count them again.
  await Promise.all([...codes].map((code) => keepTrue(ctx.env, link, code).catch(() => undefined)));
}

/** How long an isolate trusts that KV has of a code what it found or wrote there. */
const TRUST_MS = 5 * MINUTE;
const CACHE_SIZE = 10_000;
const seen = new Map<string, { readonly link: string; readonly until: number }>();

/** Spares a read of KV for each second in which a code is clicked on. */
async function keepTrue(env: Env, link: ShopLink, code: string): Promise<void> {
  const known = seen.get(code);
  const current = JSON.stringify(link);
  if (known && known.link === current && known.until > Date.now()) return;
  await publishCode(env, link, code);
  seen.set(code, { link: current, until: Date.now() + TRUST_MS });
  if (seen.size > CACHE_SIZE) seen.delete(seen.keys().next().value ?? "");
}

/** Two statements; the second returns a row where the code is real. */
function clickWrites(ctx: Context, { code, count, at }: ClickMessage): Statement[] {
  // A sandbox whose clock was set has days of its own.
  const day = localDay(ctx.shop.isSandbox ? ctx.now : at, ctx.shop.timeZone);
  return [
    statement(
      `INSERT INTO referral_clicks (shop, local_day, code, clicks)
       SELECT shop, ?3, code, ?4 FROM referral_codes WHERE shop = ?1 AND code = ?2
       ON CONFLICT (shop, local_day, code) DO UPDATE SET clicks = clicks + excluded.clicks`,
      ctx.shop.id,
      code,
      day,
      count,
    ),
    statement(
      "UPDATE referral_codes SET clicks = clicks + ?3 WHERE shop = ?1 AND code = ?2 RETURNING code",
      ctx.shop.id,
      code,
      count,
    ),
  ];
}
