import { RULE_FRAGMENTS } from "./fragment-rules";
import { TIER_FRAGMENTS } from "./fragment-tiers";

/*
 * Fragments that programs of random histories are put together from. Each stands by itself, and
 * says the same in every program, so that what a rule gave under one version is bounded as what it
 * gave under another.
 */

/** What a fragment adds to a program. */
export interface Fragment {
  readonly rules?: readonly object[];
  readonly stamps?: readonly object[];
  readonly perks?: readonly object[];
  readonly causes?: readonly object[];
  readonly tiers?: readonly object[];
  readonly activities?: readonly object[];
  readonly walletCaps?: Readonly<Record<string, number>>;
}

const FRAGMENTS = { ...RULE_FRAGMENTS, ...TIER_FRAGMENTS };

const plural = (text: string) => ({ one: text, other: text });
const unit = (key: string) => ({ key, name: { de: plural(key), en: plural(key) } });

export type FragmentName = keyof typeof FRAGMENTS;
export const FRAGMENT_NAMES = Object.keys(FRAGMENTS) as FragmentName[];

/** Whether a fragment has tiers: those are not switched on and off within a history. */
export const hasTiers = (name: FragmentName): boolean => "tiers" in FRAGMENTS[name];

/** A program document of some fragments, on top of `rest`. */
export function programWith(names: readonly FragmentName[], rest: Document = {}): object {
  const chosen: Fragment[] = FRAGMENT_NAMES.filter((n) => names.includes(n)).map(
    (name) => FRAGMENTS[name],
  );
  const perks = new Map(
    chosen.flatMap((f) => (f.perks ?? []).map((perk) => [JSON.stringify(perk), perk] as const)),
  );
  const { base, ...others } = rest;
  return {
    units: [unit("points"), unit("miles")],
    ...others,
    earning: { ...(base ? { base } : {}), rules: chosen.flatMap((f) => f.rules ?? []) },
    stamps: chosen.flatMap((f) => f.stamps ?? []),
    perks: [...perks.values()],
    causes: chosen.flatMap((f) => f.causes ?? []),
    tiers: chosen.flatMap((f) => f.tiers ?? []),
    activities: chosen.flatMap((f) => f.activities ?? []),
    walletCaps: Object.assign({}, ...chosen.map((f) => f.walletCaps ?? {})),
  };
}

type Document = Readonly<Record<string, unknown>> & { readonly base?: object };
