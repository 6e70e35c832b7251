import { DomainError, refuse } from "../core/errors";
import type { Who } from "../ledger";
import { rootOf } from "./aliases";

/** Ways to name a member, the strongest first: where two disagree, the earlier counts. */
export const KINDS = ["ext", "card", "email", "phone"] as const;
export type IdentifierKind = (typeof KINDS)[number];

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

const MAX_VALUE = 255;
const MEMBER_ID = /^mem_[0-9a-z]{26}$/;
export const isMemberId = (text: string): boolean => MEMBER_ID.test(text);
const E164 = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for.
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * An identifier in the form in which it is compared, or null when it cannot be one: addresses in
 * lower case, phone numbers as E.164, card numbers without spaces.
 */
export function normalised(kind: IdentifierKind, typed: string): string | null {
  const value = typed.normalize("NFC").trim();
  if (value === "" || value.length > MAX_VALUE || CONTROL.test(value)) return null;
  switch (kind) {
    case "ext":
      return value;
    case "card":
      return value.replace(/[\s-]/g, "").toUpperCase() || null;
    case "email":
      // The dot of the root names the same domain.
      return EMAIL.test(value) ? value.toLowerCase().replace(/\.$/, "") : null;
    case "phone": {
      // The 0 in brackets is dialled at home only, and never after the country's code.
      const dialled = value.replace("(0)", "");
      const digits = dialled.replace(/[\s\-/().]/g, "").replace(/^00/, "+");
      return E164.test(digits) ? digits : null;
    }
  }
}

export type Ref = { readonly id: string } | Identifier;

/**
 * `mem_…`, or `ext:<customer id>`, `email:<address>`, `phone:<E.164>`, `card:<number>`.
 *
 * @throws {DomainError} invalid_ref
 */
export function parseRef(text: string, pointer = ""): Ref {
  if (MEMBER_ID.test(text)) return { id: text };
  const [kind, ...rest] = text.split(":");
  const known = KINDS.find((k) => k === kind);
  const value = known ? normalised(known, rest.join(":")) : null;
  if (known && value !== null) return { kind: known, value };
  const detail = "Use mem_…, ext:<id>, email:<address>, phone:<E.164> or card:<number>.";
  throw pointer ? refuse("invalid_ref", pointer, detail) : new DomainError("invalid_ref", detail);
}

/** Under which name writes of a member take turns; see `core/turns.ts`. */
export const turnOf = (shop: string, ref: Ref): string =>
  `${shop} ${"id" in ref ? ref.id : `${ref.kind}:${ref.value}`}`;

/** The member of exactly this id, be it an alias of another. */
export const whoIsExactly = (shop: string, id: string): Who => ({ sql: "?2", params: [shop, id] });

/** Where SQL finds the member that a ref names; an id of an alias names whom it stands for. */
export function whoIs(shop: string, ref: Ref): Who {
  if ("id" in ref) return { sql: rootOf("?2"), params: [shop, ref.id] };
  return {
    sql: "(SELECT member FROM identifiers WHERE shop = ?1 AND kind = ?2 AND value = ?3)",
    params: [shop, ref.kind, ref.value],
  };
}

/** The member whom the strongest of several identifiers names. */
export function whoIsAnyOf(shop: string, identifiers: readonly Identifier[]): Who {
  if (identifiers.length === 0) return { sql: "NULL", params: [shop] };
  const each = identifiers.map((_, i) => {
    const kind = 2 * i + 2;
    return `(SELECT member FROM identifiers WHERE shop = ?1 AND kind = ?${kind} AND value = ?${kind + 1})`;
  });
  return {
    sql: each.length === 1 ? (each[0] ?? "NULL") : `coalesce(${each.join(", ")})`,
    params: [shop, ...identifiers.flatMap((i) => [i.kind, i.value])],
  };
}
