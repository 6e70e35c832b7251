import type { ProgramParts } from "../core/registry";
import type { ActivityType, BaseEarning, Rule } from "./document";

/** Where in the document, and what is wrong. */
export interface Fault {
  path: (string | number)[];
  message: string;
}

/** What rules may refer to. */
export interface Known {
  readonly base: BaseEarning;
  /** The first of each id. */
  readonly rules: ReadonlyMap<string, { readonly rule: Rule; readonly index: number }>;
  readonly units: ReadonlySet<string>;
  readonly cards: ReadonlySet<string>;
  readonly perks: ReadonlySet<string>;
  readonly causes: ReadonlySet<string>;
  readonly levels: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, ProgramParts["attributes"][number]>;
  readonly activities: ReadonlyMap<string, ActivityType>;
}

export function knownOf(parts: ProgramParts): Known {
  const keys = (list: readonly { readonly key: string }[]) => new Set(list.map(({ key }) => key));
  const { base, rules } = parts.earning;
  return {
    base,
    rules: new Map(rules.map((rule, index) => [rule.id, { rule, index }] as const).reverse()),
    units: keys(parts.units),
    cards: keys(parts.stamps),
    perks: keys(parts.perks),
    causes: keys(parts.causes),
    levels: keys(parts.tiers.flatMap(({ levels }) => levels)),
    attributes: new Map(parts.attributes.map((attribute) => [attribute.key, attribute])),
    activities: new Map(parts.activities.map((activity) => [activity.type, activity])),
  };
}
