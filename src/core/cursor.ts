import * as z from "zod";
import { fromBase64Url, toBase64Url } from "../lib/ids";
import { DomainError } from "./errors";

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 250;

/** `?limit=` and `?cursor=` of every list. */
export const page = {
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  cursor: z.string().max(1000).optional(),
};

export type Position = readonly (string | number)[];

/** Where a list goes on, as an opaque text. */
export const cursorOf = (position: Position): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify(position)));

/**
 * The position in a cursor; null for the start of the list.
 *
 * @param kinds type of each part, e.g. `["number", "string"]`
 * @throws {DomainError} invalid_cursor
 */
export function positionOf(
  cursor: string | undefined,
  kinds: readonly ("string" | "number")[],
): Position | null {
  if (cursor === undefined) return null;
  const invalid = new DomainError(
    "invalid_cursor",
    "Pass nextCursor of the answer before, as it is.",
  );
  const bytes = fromBase64Url(cursor);
  if (!bytes) throw invalid;
  try {
    const parts: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(parts) || parts.length !== kinds.length) throw invalid;
    if (parts.some((part, i) => typeof part !== kinds[i])) throw invalid;
    // 1e999 is JSON too, and no position.
    if (parts.includes(Infinity) || parts.includes(-Infinity)) throw invalid;
    return parts as Position;
  } catch {
    throw invalid;
  }
}

/** One page of rows of which one more than `limit` was read, to know whether there is another. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => View,
  position: (row: Row) => Position,
): { data: View[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { data: shown.map(view), nextCursor: hasMore ? cursorOf(position(last)) : null };
}

/** Schema of a list's answer. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });
