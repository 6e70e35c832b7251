import type { Context as HonoContext } from "hono";
import type * as z from "zod";
import { canonicalJson, sha256 } from "../lib/hash";
import type { Context, Scope } from "./context";
import type { Env } from "./env";
import { DomainError, type ErrorCode, type Fault } from "./errors";
import type { Answer } from "./idempotency";

export type App = { Bindings: Env; Variables: { requestId: string; ctx: Context; shop: string } };
export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Who may call: a scope of a secret key, anybody, or the operator with the operator secret. */
export type Access = Scope | "public" | "operator";

export interface Input<B, Q> {
  readonly body: B;
  readonly query: Q;
  readonly params: Readonly<Record<string, string>>;
  /** The request itself, for pages: forms, cookies, and who sent them here. */
  readonly request: Request;
}

export interface Example {
  readonly request?: unknown;
  readonly response: unknown;
}

/** One call of the API: its contract and what it does, in one value. */
export interface Endpoint {
  readonly method: Method;
  /** Hono path, e.g. `/v1/orders/:order/pay`. */
  readonly path: string;
  readonly access: Access;
  /** Whether a publishable key may call it too. */
  readonly isForBrowsers: boolean;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly body: z.ZodType | null;
  readonly query: z.ZodObject | null;
  /** Schema of each successful answer; null where it is not JSON. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  readonly errors: readonly ErrorCode[];
  readonly example: Example | null;
  readonly canDryRun: boolean;
  run(ctx: Context, input: Input<never, never>): Promise<Answer | Response>;
}

interface Definition<B extends z.ZodType, Q extends z.ZodObject>
  extends Partial<Omit<Endpoint, "body" | "query" | "run">> {
  method: Method;
  path: string;
  access: Access;
  tag: string;
  summary: string;
  answers: Readonly<Record<number, z.ZodType | null>>;
  body?: B;
  query?: Q;
  run(ctx: Context, input: Input<z.output<B>, z.output<Q>>): Promise<Answer | Response>;
}

export const endpoint = <B extends z.ZodType = z.ZodUndefined, Q extends z.ZodObject = z.ZodObject>(
  definition: Definition<B, Q>,
): Endpoint => ({
  isForBrowsers: false,
  description: "",
  errors: [],
  example: null,
  canDryRun: false,
  ...definition,
  body: definition.body ?? null,
  query: definition.query ?? null,
  run: definition.run as Endpoint["run"],
});

export const ok = (body: object, status = 200): Answer => ({ status, body, isReplay: false });

/** 500 lines with everything set fit in a third of this. */
export const MAX_BODY_BYTES = 512 * 1024;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

/** The JSON body as its schema knows it. @throws {DomainError} 400, 413 or 415 */
export async function readBody(c: HonoContext<App>, schema: z.ZodType): Promise<unknown> {
  const text = await bodyText(c);
  const type = c.req.header("content-type");
  if (text !== "" && type && !JSON_TYPE.test(type)) throw new DomainError("unsupported_media_type");
  return checked(schema, parsedJson(text), "invalid_body", (path) => pointerOf(path));
}

async function bodyText(c: HonoContext<App>): Promise<string> {
  const tooLarge = new DomainError(
    "body_too_large",
    `A body may have ${MAX_BODY_BYTES} bytes; send less at once.`,
  );
  if (Number(c.req.header("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > MAX_BODY_BYTES) throw tooLarge;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new DomainError("malformed_json", "The body is not valid UTF-8.");
  }
}

/** No body of ours is a tenth as deep; what walks a much deeper one runs out of stack. */
const MAX_DEPTH = 100;

function parsedJson(text: string): unknown {
  if (text === "") return {};
  if (text.length > MAX_DEPTH && depthOf(text) > MAX_DEPTH) {
    throw new DomainError("malformed_json", `The body is nested deeper than ${MAX_DEPTH}.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("malformed_json", "The body is not valid JSON.");
  }
}

const [QUOTE, BACKSLASH] = [34, 92];
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

/** How deep brackets are nested outside of strings, whatever else is wrong with the text. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === QUOTE) isInString = !isInString;
    else if (isInString) i += sign === BACKSLASH ? 1 : 0;
    else if (OPENING.has(sign)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.has(sign)) depth -= 1;
  }
  return deepest;
}

/** What any call may be asked with; it is read on the way in. */
const OF_EVERY_CALL: readonly string[] = ["locale", "dryRun", "at", "program"];

/** The query as its schema knows it. @throws {DomainError} invalid_query */
export function readQuery(c: HonoContext<App>, schema: z.ZodObject): unknown {
  const isOwn = ([name]: [string, string]) => name in schema.shape || !OF_EVERY_CALL.includes(name);
  const own = Object.fromEntries(Object.entries(c.req.query()).filter(isOwn));
  return checked(schema, own, "invalid_query", (path) => `?${String(path[0] ?? "")}`);
}

const MAX_FAULTS = 20;

function checked(
  schema: z.ZodType,
  value: unknown,
  code: ErrorCode,
  pointer: (path: readonly PropertyKey[]) => string,
): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors: Fault[] = result.error.issues
    .slice(0, MAX_FAULTS)
    .map((issue) => ({ pointer: pointer(issue.path), code: issue.code, detail: issue.message }));
  const first = errors[0];
  throw new DomainError(code, first ? `${first.pointer || "/"}: ${first.detail}` : undefined, {
    errors,
  });
}

/** RFC 6901 pointer of a path into a JSON body. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((p) => `/${String(p).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const MAX_KEY = 255;

/** The request's `Idempotency-Key` with the hash of what was asked. */
export async function idempotencyOf(c: HonoContext<App>, body: unknown) {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (key.length === 0 || key.length > MAX_KEY || !/^[\x20-\x7e]+$/.test(key)) {
    throw new DomainError("invalid_idempotency_key", "Use 1 to 255 visible ASCII characters.");
  }
  const url = new URL(c.req.url);
  const asked = `${c.req.method} ${url.pathname}${url.search} ${canonicalJson(body ?? null)}`;
  return { key, hash: await sha256(asked) };
}
