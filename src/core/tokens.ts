import { equalInConstantTime, hmac } from "../lib/hash";
import { decodeKeyId, encodeKeyId, toBase64Url } from "../lib/ids";
import type { Env } from "./env";

/** What a signed link is for: a token made for one purpose is worth nothing for another. */
export type TokenPurpose = "card" | "join" | "confirm" | "unsubscribe" | "session";

/** Signs and bytes of a signature that travel: 128 bits, beyond guessing and short in a link. */
const SIGNATURE_LENGTH = 22;

/**
 * A signed, expiring token for a link: ids and numbers, readable by whoever holds it, so never
 * personal data. The shop's key and its sandbox sign alike, as the shop is among the parts.
 *
 * @param expiresAt ms since epoch
 */
export async function signToken(
  env: Pick<Env, "SIGNING_SECRET">,
  purpose: TokenPurpose,
  parts: readonly (string | number)[],
  expiresAt: number,
): Promise<string> {
  const payload = encodeKeyId("tok", [expiresAt, ...parts]).slice("tok_".length);
  return `${payload}.${await signatureOf(env, purpose, payload)}`;
}

/** The parts of a token that we signed for this purpose; null when it is not ours or has ended. */
export async function readToken(
  env: Pick<Env, "SIGNING_SECRET">,
  purpose: TokenPurpose,
  token: string,
  now: number,
): Promise<(string | number)[] | null> {
  const [payload = "", signature = ""] = token.split(".");
  if (!equalInConstantTime(signature, await signatureOf(env, purpose, payload))) return null;
  const [expiresAt, ...parts] = decodeKeyId("tok", `tok_${payload}`) ?? [];
  return typeof expiresAt === "number" && now < expiresAt ? parts : null;
}

async function signatureOf(
  env: Pick<Env, "SIGNING_SECRET">,
  purpose: TokenPurpose,
  payload: string,
): Promise<string> {
  const signed = await hmac(env.SIGNING_SECRET, `token ${purpose} ${payload}`);
  return toBase64Url(signed).slice(0, SIGNATURE_LENGTH);
}
