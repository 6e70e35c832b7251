import { DomainError } from "../core/errors";

/**
 * Most bytes of an answer. A row of the database has room for 2,000,000, and the row of a refund, or
 * of a key's answer, keeps what it answered: taking something back is told in fewer words than
 * giving it, so that whatever was given can be taken back, with room for what later adds to it.
 */
const MAX_ANSWER_BYTES = 1_500_000;

/**
 * Refuses an order that brings so much that no row could keep what is told of it: 500 lines, each
 * under a dozen rules that give for every line.
 *
 * @throws {DomainError} too_much_at_once
 */
export function mustFit(body: object): void {
  const { byteLength } = new TextEncoder().encode(JSON.stringify(body));
  if (byteLength <= MAX_ANSWER_BYTES) return;
  const detail = "Its effects are too many. Send fewer lines, or let rules give for the order.";
  throw new DomainError("too_much_at_once", detail);
}
