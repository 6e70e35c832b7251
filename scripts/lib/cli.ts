import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Server } from "./api.ts";
import { operatorSecret, readDemo } from "./files.ts";

/** A mistake of whoever typed the command: told in a sentence, without a stack. */
export class UsageError extends Error {}

const HELP = { help: { type: "boolean", short: "h" } } as const;
const DEFAULT_URL = "http://localhost:8787";

/** Runs a script's work: 0 when it is done, 1 when it failed, 2 when it was called wrongly. */
export async function run(usage: string, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (thrown) {
    const isUsage =
      thrown instanceof UsageError ||
      (thrown instanceof Error && String(Reflect.get(thrown, "code")).startsWith("ERR_PARSE_ARGS"));
    console.error(thrown instanceof Error ? thrown.message : thrown);
    if (isUsage) console.error(`\n${usage}`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

/** Flags and positionals; `--help` prints the usage and ends the script. */
export function readArgs<T extends ParseArgsOptionsConfig>(usage: string, options: T) {
  const parsed = parseArgs({ options: { ...options, ...HELP }, allowPositionals: true });
  if ((parsed.values as { help?: boolean }).help) {
    console.log(usage);
    process.exit(0);
  }
  return parsed;
}

/** The server and key that the flags name; without them, the demo's. */
export function serverFrom(flags: { url?: string | undefined; key?: string | undefined }): Server {
  const demo = readDemo();
  const url = flags.url ?? process.env.REGULARS_URL;
  const isDemo = !url || url === demo?.url;
  const key = flags.key ?? process.env.REGULARS_KEY ?? (isDemo ? demo?.keys.secret : undefined);
  if (!key) throw new UsageError("Which key? Name one by --key, or run `npm start` first.");
  return { url: url ?? demo?.url ?? DEFAULT_URL, key };
}

/** The operator's door of the server that the flags name; without one, the demo's. */
export function operatorFrom(flags: { url?: string | undefined }): Server {
  const key = operatorSecret();
  if (!key) {
    throw new UsageError("Set OPERATOR_SECRET to the server's; `npm start` keeps it in .dev.vars.");
  }
  return { url: flags.url ?? readDemo()?.url ?? DEFAULT_URL, key };
}

/** A whole number between two bounds. */
export function wholeNumber(text: string, flag: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UsageError(`${flag} takes a whole number from ${min} to ${max}.`);
}
