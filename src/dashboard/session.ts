import type { Context } from "../core/context";
import { readToken, signToken } from "../core/tokens";
import { HOUR, SECOND } from "../lib/time";
import { keyNamed } from "../shops";
import { cookieOf } from "../ui/visit";

const COOKIE = "regulars_session";
const LASTS_MS = 12 * HOUR;

/** Whom a session stands for: a key of a shop, never the key itself. */
export interface Session {
  readonly shop: string;
  readonly key: string;
}

/** A cookie that no script reads, no other site sends along, and no plain connection carries. */
export async function sessionCookie(ctx: Context, request: Request, session: Session) {
  const token = await signToken(
    ctx.env,
    "session",
    [session.shop, session.key],
    Date.now() + LASTS_MS,
  );
  return cookie(request, token, LASTS_MS / SECOND);
}

export const endedCookie = (request: Request): string => cookie(request, "", 0);

function cookie(request: Request, value: string, maxAgeSeconds: number): string {
  const secure = new URL(request.url).protocol === "https:" ? "; Secure" : "";
  const attributes = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
  return `${COOKIE}=${value}; ${attributes}`;
}

/** Who is signed in; null for nobody, and once the key is revoked or may not see reports. */
export async function sessionOf(ctx: Context, request: Request): Promise<Session | null> {
  const token = cookieOf(request, COOKIE);
  const parts = token === null ? null : await readToken(ctx.env, "session", token, Date.now());
  const [shop, key] = (parts ?? []).map(String);
  if (!shop || !key) return null;
  const known = await keyNamed(ctx.env, shop, key);
  return known?.caller.scopes.has("reports:read") ? { shop, key } : null;
}
