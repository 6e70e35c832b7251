import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./files.ts";

/** The schedules that production runs by, from `wrangler.toml`. */
export function schedules(): string[] {
  const config = readFileSync(path.join(ROOT, "wrangler.toml"), "utf8");
  const [, list = ""] = /^crons = \[([^\]]*)\]/m.exec(config) ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, cron = ""]) => cron);
}

/**
 * Whether a cron expression names a minute, in UTC. Of the syntax it knows numbers, lists, ranges,
 * steps and `*`; days of the week count from Sunday = 1, as Cloudflare's do.
 */
export function isDue(cron: string, at: Date): boolean {
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = cron.trim().split(/\s+/);
  return (
    names(minute, at.getUTCMinutes(), 0) &&
    names(hour, at.getUTCHours(), 0) &&
    names(day, at.getUTCDate(), 1) &&
    names(month, at.getUTCMonth() + 1, 1) &&
    names(weekday, at.getUTCDay() + 1, 1)
  );
}

function names(field: string, value: number, first: number): boolean {
  return field.split(",").some((part) => {
    const [range = "", step] = part.split("/");
    const [from, to] = range === "*" ? [first, Infinity] : range.split("-").map(Number);
    if (from === undefined) return false;
    const last = to ?? (step === undefined ? from : Infinity);
    return value >= from && value <= last && (value - from) % Number(step ?? 1) === 0;
  });
}

/** Runs a schedule of the local server now. @throws {Error} when the server does not answer */
export async function runCron(url: string, cron: string, signal: AbortSignal): Promise<void> {
  const query = new URLSearchParams({ cron });
  await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`, { signal });
}
