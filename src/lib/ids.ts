import { typeidUnboxed } from "typeid-js";

/** Prefixes of our ids: what kind of thing an id names can be read off it. */
export type IdPrefix =
  | "shp"
  | "mem"
  | "ord"
  | "rfd"
  | "trf"
  | "red"
  | "vch"
  | "fct"
  | "top"
  | "key"
  | "adj"
  | "req"
  | "ref"
  | "msg"
  | "cns"
  | "end"
  | "jon"
  | "tok"
  | "use"
  | "act"
  | "gft"
  | "hhd"
  | "hmv"
  | "pln"
  | "don"
  | "ful"
  | "ctc"
  | "mrg";

/** A new time-ordered id such as `mem_01h455vb4pex5vsknk084sn02q` (TypeID, UUIDv7). */
export const newId = (prefix: IdPrefix): string => typeidUnboxed(prefix);

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Text as base64url without padding: safe in a path and reversible. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The bytes behind {@link toBase64Url}, or null when the text is not base64url. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
  } catch {
    return null;
  }
}

/** An id that carries its own key, so that no index is needed to find the row. */
export function encodeKeyId(prefix: IdPrefix, parts: readonly (string | number)[]): string {
  return `${prefix}_${toBase64Url(encoder.encode(JSON.stringify(parts).slice(1, -1)))}`;
}

/** The key inside an id made by {@link encodeKeyId}, or null when it is none of ours. */
export function decodeKeyId(prefix: IdPrefix, id: string): (string | number)[] | null {
  if (!id.startsWith(`${prefix}_`)) return null;
  const bytes = fromBase64Url(id.slice(prefix.length + 1));
  if (!bytes) return null;
  try {
    const parts: unknown = JSON.parse(`[${decoder.decode(bytes)}]`);
    if (!Array.isArray(parts)) return null;
    return parts.every((p) => typeof p === "string" || typeof p === "number") ? parts : null;
  } catch {
    return null;
  }
}
