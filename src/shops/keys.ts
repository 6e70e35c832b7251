import type { Context, Scope } from "../core/context";
import { rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { addDuration, toIso } from "../lib/time";
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
export async function createKey(ctx: Context, wanted: NewKey) {
  const beyond = wanted.scopes.filter((scope) => !ctx.caller.scopes.has(scope));
  if (beyond.length > 0) {
    throw new DomainError("forbidden", `Your own key lacks ${beyond.join(", ")}.`);
  }
  const made = await makeKey(ctx.shop, wanted, Date.now());
  await homeOf(ctx.env).batch([insertKey(made.row)]);
  return { ...keyView(made.row), key: made.secret };
}

export async function listKeys(ctx: Context) {
  const found = await homeOf(ctx.env).batch([
    statement("SELECT * FROM keys WHERE shop = ?1 ORDER BY id LIMIT 250", ctx.shop.id),
  ]);
  return rowsOf<KeyRow>(found, 0).map(keyView);
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

/** Ends a key; isolates that have it cached honour that within 30 s. */
export async function revokeKey(ctx: Context, id: string) {
  const key = await keyOfShop(ctx, id);
  const at = Date.now();
  await homeOf(ctx.env).batch([expireKey(id, ctx.shop.id, at)]);
  return keyView({ ...key, expires_at: Math.min(key.expires_at ?? at, at) });
}

/** A new key with the same rights; the old one lives on for `overlap`, so that nobody is cut off. */
export async function rotateKey(ctx: Context, id: string, overlap: string) {
  const old = await keyOfShop(ctx, id);
  const now = Date.now();
  if (old.expires_at !== null && old.expires_at <= now) {
    throw new DomainError("not_found", "The key has ended; create a new one.");
  }
  const view = keyView(old);
  const wanted: NewKey = view;
  const made = await makeKey(ctx.shop, wanted, now);
  const endsAt = addDuration(now, overlap, ctx.shop.timeZone);
  await homeOf(ctx.env).batch([insertKey(made.row), expireKey(id, ctx.shop.id, endsAt)]);
  return { ...keyView(made.row), key: made.secret };
}
