import type { ProgramParts } from "../core/registry";
import type { Expiry } from "../ledger";
import type { Limit } from "../members";
import { compiled } from "./compile";
import type { Rule } from "./document";
import { BASE_RULE } from "./names";
import type { Share } from "./types";
import type { Waiting } from "./waiting";

/* What a document says of a rule by its id, `base` among them. */

const ruleOf = (parts: ProgramParts, id: string): Rule | undefined =>
  compiled(parts).byId.get(id)?.rule;

/** How a return takes back what it gave for a line. */
export const shareOf = (parts: ProgramParts, id: string, line: string | null): Share =>
  line === null ? "whole" : (compiled(parts).byId.get(id)?.share ?? "value");

/**
 * When what it gives can be spent; null: by the way of the order's channel. What multiplies other
 * rules waits as the first of them that says how, so that a bonus never comes before its cause.
 */
export const waitingOf = (parts: ProgramParts, id: string): Waiting | null =>
  firstThatSays(parts, id, (rule) => rule.pending);

/** How long what it gives is valid; null: as the member's tier, or the program, says. */
export const expiryOf = (parts: ProgramParts, id: string): Expiry | null =>
  firstThatSays(parts, id, (rule) => rule.expiry);

/** Of a rule itself, else of what it multiplies. */
function firstThatSays<T>(
  parts: ProgramParts,
  id: string,
  says: (rule: Rule) => T | undefined,
  asked: Set<string> = new Set(),
): T | null {
  const rule = ruleOf(parts, id);
  if (!rule || asked.has(id)) return null;
  asked.add(id);
  const own = says(rule);
  if (own !== undefined || rule.give.type !== "multiply") return own ?? null;
  for (const of of rule.give.of) {
    const said = firstThatSays(parts, of, says, asked);
    if (said !== null) return said;
  }
  return null;
}

export const limitsOf = (parts: ProgramParts, id: string): readonly Limit[] =>
  id === BASE_RULE ? parts.earning.base.limits : (ruleOf(parts, id)?.limits ?? []);

/** From one time it gives to the next; null: none. */
export const cooldownOf = (parts: ProgramParts, id: string): string | null =>
  ruleOf(parts, id)?.cooldown ?? null;

/** Whether a budget counts how often the rule gave, and not how much. */
export const isSurprise = (parts: ProgramParts, id: string): boolean =>
  ruleOf(parts, id)?.give.type === "surprise";

/** Of all members together; null: none. */
export const budgetOf = (parts: ProgramParts, id: string): NonNullable<Rule["budget"]> | null =>
  ruleOf(parts, id)?.budget ?? null;
