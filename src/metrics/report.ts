import type { Context } from "../core/context";
import { firstOf, statement } from "../core/database";
import { log } from "../core/log";
import { read } from "../core/transact";
import { sha256 } from "../lib/hash";
import { sendMail } from "../mail";
import { voiceOf } from "../program";
import { type ReportReader, reportReaders } from "../shops";
import { dayAfter, firstDayOf, later, monthOf } from "./calendar";
import { yesterdayOf } from "./compute";
import { readDaily, readLifecycle, readRetention } from "./read";
import { type Reported, reportOf } from "./report-rules";

/** Days before the reported one that make its average. */
const AVERAGED_DAYS = 28;

/**
 * Mails yesterday's numbers to the staff who asked for them. Whom it reached is kept, so that a
 * run that follows sends no second one; the mail's key has a provider drop what is sent twice
 * nevertheless.
 *
 * @throws {Error} when nobody knows whether a mail was taken: the Queue has it tried again.
 */
export async function sendReports(ctx: Context): Promise<void> {
  const readers = await reportReaders(ctx);
  if (readers.length === 0) return;
  const day = yesterdayOf(ctx);
  const reached = await reachedBy(ctx, day);
  const waiting = await withHashes(ctx, readers, reached);
  if (waiting.length === 0) return;
  const reported = await reportedOn(ctx, day);
  for (const { reader, hash } of waiting) {
    const voice = voiceOf(ctx, reader.locale);
    const key = `report:${ctx.shop.id}:${day}:${hash}`;
    const sent = await sendMail(ctx, { key, to: reader.email, ...reportOf(reported, voice) });
    if (sent.kind === "not_now") throw new Error(`the report has to wait: ${sent.reason}`);
    if (sent.kind === "refused") {
      log("error", "report_refused", { shop: ctx.shop.id, reason: sent.reason });
    }
    reached.push(hash);
    await keepReached(ctx, day, reached);
  }
}

/** Hashes of those who have the day's report already. */
async function reachedBy(ctx: Context, day: string): Promise<string[]> {
  const rows = await read(ctx, [
    statement("SELECT reported FROM metrics_state WHERE shop = ?1", ctx.shop.id),
  ]);
  const json = firstOf<{ reported: string | null }>(rows, 0)?.reported ?? "[]";
  const [of, ...hashes] = JSON.parse(json) as string[];
  return of === day ? hashes : [];
}

async function withHashes(ctx: Context, readers: readonly ReportReader[], reached: string[]) {
  const all = await Promise.all(
    readers.map(async (reader) => {
      const hash = (await sha256(`${ctx.shop.id} ${reader.email.toLowerCase()}`)).slice(0, 22);
      return { reader, hash };
    }),
  );
  const isFirst = (hash: string, i: number) => all.findIndex((one) => one.hash === hash) === i;
  return all.filter(({ hash }, i) => isFirst(hash, i) && !reached.includes(hash));
}

const keepReached = (ctx: Context, day: string, hashes: readonly string[]) =>
  ctx.db.batch([
    statement(
      "UPDATE metrics_state SET reported = ?2 WHERE shop = ?1",
      ctx.shop.id,
      JSON.stringify([day, ...hashes]),
    ),
  ]);

async function reportedOn(ctx: Context, day: string): Promise<Reported> {
  const month = later(monthOf(dayAfter(day, 1)), -1);
  const [days, lifecycle, months] = await Promise.all([
    readDaily(ctx, dayAfter(day, -AVERAGED_DAYS), day),
    readLifecycle(ctx, day, day),
    readRetention(ctx, firstDayOf(later(month, -1)), firstDayOf(month), "month"),
  ]);
  const [standing] = lifecycle;
  if (!standing) throw new Error("a day has no numbers");
  const url = ctx.publicUrl && `${ctx.publicUrl}/`;
  return { shopName: ctx.shop.name, day, days, lifecycle: standing, months, url };
}
