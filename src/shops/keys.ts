import type { Context, Scope, Shop } from "../core/context";
import { positionOf } from "../core/cursor";
import { rowsOf, type Statement, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { addDuration, DAY, toIso } from "../lib/time";
import { forgetKeys } from "./cache";
import { once, type Secret, showOnce } from "./once";
import { homeOf, insertKey } from "./store";
import type { KeyRow } from "./tables";

export const SCOPES = [
  "orders:write",
  "members:read",
  "members:write",
  "rewards:redeem",
  "program:read",
  "program:write",
  "reports:read",
  "keys:manage",
] as const satisfies readonly Scope[];

export interface NewKey {
  readonly kind: "secret" | "publishable";
  readonly scopes: readonly Scope[];
  readonly origins: readonly string[];
  readonly label: string;
  readonly goodwillLimit: number | null;
}

export interface MadeKey {
  readonly row: KeyRow;
  /** The key itself, to be shown this once: only its hash is stored. */
  readonly secret: string;
}

const KEY = /^(sk|pk)_(live|test)_([0-9a-z]{26})_([0-9a-f]{40})$/;

/** Whether a text could be a key of ours at all, so that nonsense never reaches the database. */
export const looksLikeKey = (text: string): boolean => KEY.test(text);

/** A key that names its shop: `sk_live_<shop>_<160 random bits>`. */
export async function makeKey(
  shop: { id: string; isSandbox: boolean },
  wanted: NewKey,
  now: number,
): Promise<MadeKey> {
  const random = [...crypto.getRandomValues(new Uint8Array(20))];
  const hex = random.map((b) => b.toString(16).padStart(2, "0")).join("");
  const prefix = `${wanted.kind === "secret" ? "sk" : "pk"}_${shop.isSandbox ? "test" : "live"}`;
  const secret = `${prefix}_${shop.id.slice("shp_".length)}_${hex}`;
  const row: KeyRow = {
    hash: await sha256(secret),
    id: newId("key"),
    shop: shop.id,
    kind: wanted.kind,
    scopes: JSON.stringify(wanted.kind === "publishable" ? [] : wanted.scopes),
    origins: JSON.stringify(wanted.origins),
    label: wanted.label,
    goodwill_limit: wanted.goodwillLimit,
    created_at: now,
    expires_at: null,
  };
  return { row, secret };
}

export const keyView = (row: KeyRow) => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  scopes: JSON.parse(row.scopes) as Scope[],
  origins: JSON.parse(row.origins) as string[],
  goodwillLimit: row.goodwill_limit,
  createdAt: toIso(row.created_at),
  expiresAt: toIso(row.expires_at),
});

/** @throws {DomainError} forbidden, when the new key could do what its maker may not. */
function checkRights(ctx: Context, wanted: NewKey): void {
  const beyond = wanted.scopes.filter((scope) => !ctx.caller.scopes.has(scope));
  if (beyond.length > 0) {
    throw new DomainError("forbidden", `Your own key lacks ${beyond.join(", ")}.`);
  }
  const { goodwillLimit } = ctx.caller;
  if (goodwillLimit === null) return;
  if (wanted.goodwillLimit === null || wanted.goodwillLimit > goodwillLimit) {
    throw new DomainError("forbidden", `Your own key gives at most ${goodwillLimit} points a day.`);
  }
}

const secretOf = (made: MadeKey, ...more: Statement[]): Secret => ({
  body: { ...keyView(made.row), key: made.secret },
  kept: { ...keyView(made.row), key: null },
  writes: [insertKey(made.row), ...more],
});

export async function createKey(ctx: Context, wanted: NewKey) {
  checkRights(ctx, wanted);
  return showOnce(ctx, async () => secretOf(await makeKey(ctx.shop, wanted, Date.now())));
}

/** A key for a shop, made by the operator, who answers for what it may do. */
export const createKeyFor = (ctx: Context, shop: Shop, wanted: NewKey) =>
  showOnce(ctx, async () => secretOf(await makeKey(shop, wanted, Date.now())));

/** One more than a page of the shop's keys, the oldest first. */
export async function keysAfter(
  ctx: Context,
  page: { limit: number; cursor?: string | undefined },
): Promise<KeyRow[]> {
  const [after] = positionOf(page.cursor, ["string"]) ?? [""];
  const found = await homeOf(ctx.env).batch([
    statement(
      "SELECT * FROM keys WHERE shop = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
      ctx.shop.id,
      after ?? "",
      page.limit + 1,
    ),
  ]);
  return rowsOf<KeyRow>(found, 0);
}

async function keyOfShop(ctx: Context, id: string): Promise<KeyRow> {
  const found = await homeOf(ctx.env).batch([
    statement("SELECT * FROM keys WHERE shop = ?1 AND id = ?2", ctx.shop.id, id),
  ]);
  const key = rowsOf<KeyRow>(found, 0)[0];
  if (!key) throw new DomainError("not_found", "The shop has no such key.");
  return key;
}

/** A key never lives longer than it was going to: rotating or revoking twice changes nothing. */
const expireKey = (id: string, shop: string, at: number) =>
  statement(
    `UPDATE keys SET expires_at = min(coalesce(expires_at, ?3), ?3) WHERE shop = ?1 AND id = ?2`,
    shop,
    id,
    at,
  );

/** Ends a key, here at once; isolates that have it cached honour that within 30 s. */
export const revokeKey = (ctx: Context, id: string) =>
  once(ctx, 200, async () => endKey(ctx, await keyOfShop(ctx, id)));

/** Ends any shop's key; for the operator. */
export const revokeAnyKey = (ctx: Context, id: string) =>
  once(ctx, 200, async () => {
    const found = await homeOf(ctx.env).batch([
      // The operator names no shop. Keys are few and this is rare: the table may be scanned.
      statement("SELECT * FROM keys WHERE id = ?1", id),
    ]);
    const key = rowsOf<KeyRow>(found, 0)[0];
    if (!key) throw new DomainError("not_found", "There is no such key.");
    return endKey(ctx, key);
  });

async function endKey(ctx: Context, key: KeyRow) {
  const at = Date.now();
  await homeOf(ctx.env).batch([expireKey(key.id, key.shop, at)]);
  forgetKeys();
  return keyView({ ...key, expires_at: Math.min(key.expires_at ?? at, at) });
}

/** The old key may go on for at most this long beside the new one. */
const MAX_OVERLAP_MS = 90 * DAY;

/**
 * A new key with the same rights; the old one lives on for `overlap`, so that nobody is cut off.
 *
 * @throws {DomainError} not_found, forbidden, invalid_body
 */
export async function rotateKey(ctx: Context, id: string, overlap: string) {
  const now = Date.now();
  const endsAt = addDuration(now, overlap, ctx.shop.timeZone);
  if (endsAt - now > MAX_OVERLAP_MS) {
    throw refuse("invalid_body", "/overlap", "Keys overlap for at most P90D.");
  }
  const answer = await showOnce(ctx, async () => {
    const old = await keyOfShop(ctx, id);
    checkRights(ctx, keyView(old));
    if (old.expires_at !== null && old.expires_at <= now) {
      throw new DomainError("not_found", "The key has ended; create a new one.");
    }
    const made = await makeKey(ctx.shop, keyView(old), now);
    return secretOf(made, expireKey(id, ctx.shop.id, endsAt));
  });
  forgetKeys();
  return answer;
}
