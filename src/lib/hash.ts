import { toBase64Url } from "./ids";

const encoder = new TextEncoder();

/** SHA-256 of a text, base64url, 43 characters. */
export async function sha256(text: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text))));
}

/** HMAC-SHA-256 of a text. */
export async function hmac(secret: string, text: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

/** Compares in time that depends on the length only. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

/** JSON with sorted keys and without undefined: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

const mul = Math.imul;
const rotated = (n: number, bits: number): number => (n << bits) | (n >>> (32 - bits));

/**
 * MurmurHash3 of a text in UTF-8, x86, 32 bits, seed 0 (Appleby, 2011; public domain): a number from 0
 * to 2^32 - 1 that anybody can work out again. Not for secrets.
 */
export function murmur3(text: string): number {
  const bytes = encoder.encode(text);
  const whole = bytes.length - (bytes.length % 4);
  const block = (at: number, length: number): number => {
    let word = 0;
    for (let i = length - 1; i >= 0; i--) word = (word << 8) | (bytes[at + i] ?? 0);
    return mul(rotated(mul(word, 0xcc9e2d51), 15), 0x1b873593);
  };
  let hash = 0;
  for (let at = 0; at < whole; at += 4) {
    hash = (mul(rotated(hash ^ block(at, 4), 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= block(whole, bytes.length - whole) ^ bytes.length;
  hash = mul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = mul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
