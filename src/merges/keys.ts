import { line } from "../core/fields";
import type { Who } from "../ledger";
import { decodeKeyId, encodeKeyId } from "../lib/ids";

const PREFIX = "mrg_";

/** A caller's own id of a merge; ours start with `mrg_`, so the two never meet. */
export const ownId = line(100)
  .min(1)
  .refine((id) => !id.startsWith(PREFIX), "Ids that start with mrg_ are ours to give.");

/** The public id of a row's key: of the caller's own id, or one that we gave. */
export const mergeId = (key: string): string =>
  key.startsWith(PREFIX) ? key : encodeKeyId("mrg", [key]);

/** The row's key that a path names: by our id, or by the caller's own. */
export function mergeKey(id: string): string {
  const [key] = decodeKeyId("mrg", id) ?? [];
  return typeof key === "string" ? key : id;
}

/** The cause of a merge's transfers, and of those of its undoing. */
export const causeOf = (key: string): string => `merge:${key}`;

/** The member who stays, or the one who became an alias, of a merge. */
export const whoOfMerge = (shop: string, key: string, who: "target" | "source"): Who => ({
  sql: `(SELECT ${who} FROM merges WHERE shop = ?1 AND id = ?2)`,
  params: [shop, key],
});
