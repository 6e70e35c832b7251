import { type Lot, unitFor } from "../ledger";
import { sum } from "../lib/numbers";
import { NEVER } from "../lib/time";
import { type Counts, type LimitPeriod, type PeriodKey, periodsAt, startOfNext } from "../members";
import type { Perk } from "./program";

/* What a member may use now. No I/O, no clock. */

/** A perk that comes with a level of a tier. */
export interface TierPerk {
  readonly perk: string;
  readonly level: string;
  readonly since: number;
  /** Since when the level is held as it was told first: its uses are counted by it. */
  readonly tenure: number;
  /** null: as long as can be foreseen. */
  readonly until: number | null;
}

/** Everything that decides about one perk of one member. Instants in ms since epoch. */
export interface PerkState {
  readonly perk: Perk;
  /** Levels held now that bring it. */
  readonly tiers: readonly TierPerk[];
  /** Open lots of its unit, settled as of now. */
  readonly lots: readonly Lot[];
  /** Until when a grant would last whose uses are all gone; null where there is no such grant. */
  readonly usedUpUntil: number | null;
  readonly counts: Counts;
  /** When it is used. */
  readonly at: number;
  readonly timeZone: string;
}

/** What one use can be taken from; `usesLeft` null: as often as the limits allow. */
export interface Source {
  readonly kind: "tier" | "grant";
  readonly level: string | null;
  readonly from: number | null;
  readonly until: number;
  readonly usesLeft: number | null;
  /** Of a tier's perk with so many uses: the rule by which they are counted. */
  readonly rule: string | null;
}

export interface LimitState {
  readonly per: Exclude<LimitPeriod, "order">;
  readonly times: number;
  readonly used: number;
  readonly left: number;
}

/** Where a member stands with a perk. */
export interface PerkStanding {
  readonly held: boolean;
  readonly usable: boolean;
  /** Since when it is held, as far as is known, or from when it will be. */
  readonly from: number | null;
  /** null: for ever. */
  readonly until: number | null;
  /** What the next use is taken from; null: nothing. */
  readonly source: Source | null;
  /** Over all sources; null: no such number. */
  readonly usesLeft: number | null;
  readonly limits: readonly LimitState[];
  /** Where it is not usable: when it will be; null: as far as can be told, never. */
  readonly availableAgainAt: number | null;
}

/** The rule by which uses of a perk are counted against its limits. */
export const perkRule = (key: string): string => unitFor("perk", key);

/** The rule by which uses of a tier's perk are counted that brings only so many. */
const tenureRule = ({ perk, level, tenure }: TierPerk): string =>
  `${perkRule(perk)}@${level}:${tenure}`;

const ALL: PeriodKey = "all";

export function standingOf(state: PerkState): PerkStanding {
  const sources = sourcesOf(state);
  const limits = limitsOf(state);
  const source = sources.find(({ usesLeft }) => usesLeft !== 0) ?? null;
  const held = sources.length > 0 || state.usedUpUntil !== null;
  const usable = source !== null && limits.every(({ left }) => left > 0);
  const coming = pendingFrom(state);
  return {
    held,
    usable,
    from: held ? ((source ?? sources[0])?.from ?? null) : coming,
    until: held ? dated(untilOf(state, sources)) : null,
    source,
    usesLeft: usesLeftOf(state, sources),
    limits,
    availableAgainAt: usable ? null : againAt(state, { sources, limits }),
  };
}

/** What uses can be taken from, what ends first before what lasts longer. */
function sourcesOf({ perk, tiers, lots, counts }: PerkState): Source[] {
  const ofTiers = tiers.map((tier): Source => {
    const { level, since, until } = tier;
    const rule = perk.total === null ? null : tenureRule(tier);
    const usesLeft =
      rule === null ? null : Math.max(0, (perk.total ?? 0) - counts(rule, ALL).times);
    return { kind: "tier", level, from: since, until: until ?? NEVER, usesLeft, rule };
  });
  const ofLots = lots
    .filter((lot) => lot.state === "available" && lot.remaining > 0)
    .map((lot): Source => {
      const usesLeft = perk.total === null ? null : lot.remaining;
      return { kind: "grant", level: null, from: null, until: lot.dueAt, usesLeft, rule: null };
    });
  return [...ofTiers, ...ofLots].sort((a, b) => a.until - b.until);
}

function limitsOf({ perk, counts, at, timeZone }: PerkState): LimitState[] {
  const periods = periodsAt(at, timeZone);
  return perk.limits.flatMap(({ per, times }) => {
    if (per === "order" || times === undefined) return [];
    const used = counts(perkRule(perk.key), periods[per]).times;
    return [{ per, times, used, left: Math.max(0, times - used) }];
  });
}

/** When the last of it ends. */
const untilOf = ({ usedUpUntil }: PerkState, sources: readonly Source[]): number =>
  sources.length === 0 ? (usedUpUntil ?? NEVER) : Math.max(...sources.map(({ until }) => until));

function usesLeftOf({ perk, usedUpUntil }: PerkState, sources: readonly Source[]): number | null {
  const isNumbered = perk.total !== null && (sources.length > 0 || usedUpUntil !== null);
  return isNumbered ? sum(sources.map(({ usesLeft }) => usesLeft ?? 0)) : null;
}

/** When the first grant that is on its way arrives. */
function pendingFrom({ lots }: PerkState): number | null {
  const pending = lots.filter((lot) => lot.state === "pending" && lot.remaining > 0);
  return pending.length === 0 ? null : dated(Math.min(...pending.map((lot) => lot.dueAt)));
}

/** The first instant at which something is left of all limits, and something to use is there. */
function againAt(
  { at, timeZone, lots }: PerkState,
  now: { sources: readonly Source[]; limits: readonly LimitState[] },
): number | null {
  const next = Math.max(
    at,
    ...now.limits.filter(({ left }) => left === 0).map(({ per }) => startOfNext(per, at, timeZone)),
  );
  if (next >= NEVER) return null;
  const there = now.sources.filter(({ usesLeft, until }) => usesLeft !== 0 && until > next);
  if (there.length > 0) return next;
  const coming = lots
    .filter((l) => l.state === "pending" && l.remaining > 0 && l.expiresAt > next)
    .map((l) => Math.max(next, l.dueAt));
  return coming.length === 0 ? null : dated(Math.min(...coming));
}

/** Beyond any date lies what has none. */
const LAST_DATE = 8_640_000_000_000_000;

const dated = (at: number): number | null => (at > LAST_DATE ? null : at);

/** What a use is counted by: rule and period of each. */
export const countedBy = (
  { perk, at, timeZone }: Pick<PerkState, "perk" | "at" | "timeZone">,
  source: Source,
): (readonly [rule: string, period: PeriodKey])[] => {
  const periods = periodsAt(at, timeZone);
  const ofLimits = perk.limits.flatMap(({ per }) =>
    per === "order" ? [] : [[perkRule(perk.key), periods[per]] as const],
  );
  return [...ofLimits, ...(source.rule === null ? [] : [[source.rule, ALL] as const])];
};
