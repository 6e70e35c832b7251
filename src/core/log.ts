/** What a log line may hold: names, numbers and our ids, never a body, path or query. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** One JSON object a line, as Workers Logs indexes them. */
export function log(level: "info" | "error", message: string, fields: LogFields): void {
  // biome-ignore lint/suspicious/noConsole: the one place that logs.
  console[level](JSON.stringify({ level, message, ...fields }));
}

/** Quoted text, addresses, long numbers, and what drizzle says of parameters. */
const VALUES = /params:.*|"[^"]*"|'[^']*'|\S*@\S*|\+?\d[\d -]{5,}/gs;

/** A bug, without the values that databases and libraries put into their messages. */
export function describe(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : typeof thrown;
  const at = thrown instanceof Error ? (/\n\s+at (.*)/.exec(thrown.stack ?? "")?.[1] ?? "") : "";
  return `${text.replace(VALUES, "…").slice(0, 300)} ${at}`.trim();
}
