import { insertRow, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import { decodeKeyId, encodeKeyId } from "../lib/ids";
import { DAY } from "../lib/time";
import { type Belonging, isMemberId } from "../members";
import type { Push } from "./rules";
import type { MessageRow } from "./tables";

/** The public id of a message: it carries member and key, so that no index is needed to find it. */
export const messageId = (member: string, key: string): string => encodeKeyId("msg", [member, key]);

/** The key inside a message's id; null when it is none of ours. */
export function messageKey(id: string): { member: string; key: string } | null {
  const [member, key, ...rest] = decodeKeyId("msg", id) ?? [];
  if (typeof member !== "string" || typeof key !== "string" || rest.length > 0) return null;
  return isMemberId(member) ? { member, key } : null;
}

/** As much of a member's earlier messages as planning another one looks at. */
export interface Earlier extends Push {
  readonly key: string;
}

/**
 * How far back planning looks: longer than the cap's week, and than the Queue goes on delivering
 * what led to a message. What is older cannot be planned again, as its key is taken.
 */
const LOOK_BACK_MS = 30 * DAY;

export const earlierStatement = (who: Who, now: number): Statement =>
  statement(
    `SELECT key, status, claimed_at FROM messages
     WHERE shop = ?1 AND member = ${who.sql} AND planned_at > ?${who.params.length + 1}`,
    ...who.params,
    now - LOOK_BACK_MS,
  );

export const messageStatement = (who: Who, key: string): Statement =>
  statement(
    `SELECT * FROM messages WHERE shop = ?1 AND member = ${who.sql}
       AND key = ?${who.params.length + 1}`,
    ...who.params,
    key,
  );

export const insertMessage = (row: MessageRow): Statement => insertRow("messages", row);

/** Everything about a message that its way to the member changes; under the member's guard. */
export const updateMessage = (row: MessageRow): Statement =>
  statement(
    `UPDATE messages SET channel = ?4, status = ?5, reason = ?6, attempts = ?7, claimed_at = ?8,
       sent_at = ?9, read_at = ?10
     WHERE shop = ?1 AND member = ?2 AND key = ?3`,
    row.shop,
    row.member,
    row.key,
    row.channel,
    row.status,
    row.reason,
    row.attempts,
    row.claimed_at,
    row.sent_at,
    row.read_at,
  );

/** What a member was told, but what the other was told too. */
export const messagesOfMember: Belonging = { table: "messages", column: "member", key: ["key"] };

/** An erased member is told nothing more. What was told holds ids and numbers only, and stays. */
export const stopMessages = (shop: string, member: string): Statement[] => [
  statement(
    `UPDATE messages SET status = 'cancelled', reason = 'erased', channel = 'inbox'
     WHERE shop = ?1 AND member = ?2 AND status = 'queued'`,
    shop,
    member,
  ),
];
