import type { ProgramParts } from "../core/registry";
import { evaluate, type Occasion, type Passed, type Room, type WhyNot } from "../earning";
import { UNUSED } from "../members";
import type { AwardLedger } from "./ledger";

/**
 * Reasons that cannot be told again from the order or activity and who earned by it, which are
 * kept: the nth order and the levels then are not among them.
 */
const DEPENDS_ON_STATE: ReadonlySet<WhyNot> = new Set<WhyNot>([
  "birthday",
  "attribute",
  "when",
  "nothing_to_multiply",
  "better_rule",
  "cooldown",
  "limit",
  "budget",
  "wallet_full",
]);

/**
 * Whether why a rule passed must be kept. What rules ask of a member is not kept, so nothing that a
 * rule which does so would say of the same order or activity again can be relied on.
 */
export function mustKeep(parts: ProgramParts): (passed: Passed) => boolean {
  const rules = new Map(parts.earning.rules.map((rule) => [rule.id, rule]));
  const asksMember = (id: string) => {
    const { if: asked, when } = rules.get(id) ?? {};
    return (asked?.birthday ?? asked?.attributes ?? when) !== undefined;
  };
  return ({ rule, why }) => DEPENDS_ON_STATE.has(why) || asksMember(rule);
}

/** Whether a rule gave something, taken back or not; a voucher that was taken back is forgotten. */
export const gaveBy = ({ entries, vouchers }: AwardLedger, rule: string): boolean =>
  entries.some((e) => e.rule === rule) || vouchers.some(([by]) => by === rule);

/**
 * Why rules gave nothing, or less than they would: what was kept, else what follows from the order
 * or activity itself, told again. Of a rule that gave, and of reasons that would have been kept had
 * they been so, nothing is told again.
 */
export function passedOf(
  parts: ProgramParts,
  occasion: Occasion,
  ledger: AwardLedger,
): ReadonlyMap<string, Passed> {
  const then = ledger.earner ?? { nthOrder: 1, levels: [], cause: null };
  const earner = { ...then, birthday: null, attributes: {} };
  const isKept = mustKeep(parts);
  const again = evaluate(parts, occasion, earner, ROOMY).passed.filter(
    (passed) => !isKept(passed) && !gaveBy(ledger, passed.rule),
  );
  const byRule = new Map<string, Passed>();
  for (const passed of [...ledger.passed, ...again])
    if (!byRule.has(passed.rule)) byRule.set(passed.rule, passed);
  return byRule;
}

/** Where nothing was used yet. */
export const ROOMY: Room = { ...UNUSED, balance: () => 0 };
