import { line } from "../core/fields";
import type { Who } from "../ledger";
import { decodeKeyId } from "../lib/ids";
import { causeText } from "../vouchers";

const PREFIX = "red_";

/** A caller's own id of a redemption; ours start with `red_`, so the two never meet. */
export const ownId = line(255)
  .min(1)
  .refine((id) => !id.startsWith(PREFIX), "Ids that start with red_ are ours to give.");

/** The row's key that a path names: by our id, or by the caller's own. */
export function redemptionKey(id: string): string {
  const [key] = decodeKeyId("red", id) ?? [];
  return typeof key === "string" ? key : id;
}

/** The cause of a redemption's transfers and voucher. */
export const causeOf = (key: string): string => causeText("redemption", key);

/** The rule of a reward's transfers and counts. */
export const ruleOf = (reward: string): string => `rewards.${reward}`;

/** Whose redemption it is. */
export const whoRedeemed = (shop: string, key: string): Who => ({
  sql: "(SELECT member FROM redemptions WHERE shop = ?1 AND id = ?2)",
  params: [shop, key],
});

/** The member who asks, or nobody where the redemption exists: a replay then reads no lots. */
export function whoUnlessRedeemed(who: Who, key: string): Who {
  const known = `EXISTS (SELECT 1 FROM redemptions WHERE shop = ?1 AND id = ?${who.params.length + 1})`;
  return { sql: `(CASE WHEN NOT ${known} THEN ${who.sql} END)`, params: [...who.params, key] };
}
