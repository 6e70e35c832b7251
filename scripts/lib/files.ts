import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The project's folder. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

/** Where the local server keeps its data, its log and what the scripts remember. */
export const LOCAL = path.join(ROOT, ".wrangler");

const DEMO = path.join(ROOT, ".demo.json");
const DEV_VARS = path.join(ROOT, ".dev.vars");
const OWNER_ONLY = 0o600;

export interface Keys {
  readonly secret: string;
  readonly publishable: string;
}

/** What `.demo.json` tells: where the demo is served and the keys of the data shown there. */
export interface Demo {
  readonly url: string;
  readonly shopId: string;
  readonly keys: Keys;
}

export const readDemo = (): Demo | undefined => readJson<Demo>(DEMO);
export const writeDemo = (demo: Demo): void => writeJson(DEMO, demo);

export function readJson<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    // A file that somebody broke counts as none: each can be made again.
    return undefined;
  }
}

/** Replaces the file in one step, so that no reader and no interruption sees half of it. */
export function writeJson(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY });
  renameSync(`${file}.new`, file);
}

/** Writes random local secrets, and that this is a developer's machine, unless they are there. */
export function ensureDevVars(): void {
  const text = existsSync(DEV_VARS) ? readFileSync(DEV_VARS, "utf8") : "";
  const wanted = { SIGNING_SECRET: randomSecret(), OPERATOR_SECRET: randomSecret() };
  const missing = Object.entries(wanted).filter(([name]) => !valueIn(text, name));
  if (missing.length === 0) return;
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const lines = missing.map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(DEV_VARS, start + lines.join(""), { mode: OWNER_ONLY });
}

export const randomSecret = (): string => randomBytes(32).toString("base64url");

/** The operator's secret: from the environment, else from `.dev.vars`. */
export function operatorSecret(): string | undefined {
  if (process.env.OPERATOR_SECRET) return process.env.OPERATOR_SECRET;
  return existsSync(DEV_VARS)
    ? valueIn(readFileSync(DEV_VARS, "utf8"), "OPERATOR_SECRET")
    : undefined;
}

function valueIn(vars: string, name: string): string | undefined {
  const found = new RegExp(`^\\s*${name}\\s*=\\s*(.*?)\\s*$`, "m").exec(vars)?.[1];
  return found?.replace(/^(["'])(.*)\1$/, "$2") || undefined;
}
