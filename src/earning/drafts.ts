import type { ProgramParts } from "../core/registry";
import { unitFor } from "../ledger";
import { amounted, type Draft, whole } from "./amounts";
import type { CompiledRule } from "./compile";
import type { Obstacle } from "./conditions";
import type { Fit } from "./lines";
import type { Moment } from "./moment";
import { type GivenBy, multiplied } from "./multiply";
import { surprised } from "./surprise";

/**
 * What a rule would give for the lines that fit.
 *
 * @param fit null for activities, which have no lines.
 */
export function draftOf(
  compiled: CompiledRule,
  moment: Moment,
  fit: Fit | null,
  parts: ProgramParts,
  givenBy: GivenBy,
): Draft | Obstacle {
  const { give } = compiled.rule;
  switch (give.type) {
    case "voucher":
      return { grants: [], voucher: give.voucher };
    case "perk": {
      const uses = parts.perks.find((p) => p.key === give.perk)?.total ?? 1;
      return { grants: whole(compiled.id, unitFor("perk", give.perk), uses), voucher: null };
    }
    case "surprise":
      return surprised(compiled.id, give, moment, parts);
    case "multiply":
      return multiplied(compiled, moment, fit, give, givenBy);
    default: {
      const grants = amounted(compiled, moment, fit, give, parts);
      return "why" in grants ? grants : { grants, voucher: null };
    }
  }
}
