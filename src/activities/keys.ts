import { type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import { decodeKeyId, encodeKeyId } from "../lib/ids";
import type { ActivityRow } from "./tables";

export const PREFIX = "act_";

/** The public id of a row's key: of the shop's own id, or one that we gave. */
export const activityId = (key: string): string =>
  key.startsWith(PREFIX) ? key : encodeKeyId("act", [key]);

/** The row's key that a path names: by our id, or by the shop's own. */
export function activityKey(id: string): string {
  const [key] = decodeKeyId("act", id) ?? [];
  return typeof key === "string" ? key : id;
}

/** The cause of an activity's transfers; types have no colon, so it reads back. */
export const causeOf = ({ type, id }: Pick<ActivityRow, "type" | "id">): string =>
  `activity:${type}:${id}`;

/** The cause of transfers that take it back. */
export const reversalCauseOf = ({ type, id }: Pick<ActivityRow, "type" | "id">): string =>
  `activity_undo:${type}:${id}`;

/** Who did it. */
export const whoDid = (shop: string, key: string): Who => ({
  sql: "(SELECT member FROM activities WHERE shop = ?1 AND id = ?2)",
  params: [shop, key],
});

export const activityStatement = (shop: string, key: string): Statement =>
  statement("SELECT * FROM activities WHERE shop = ?1 AND id = ?2", shop, key);
