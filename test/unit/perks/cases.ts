import type { TierPerk } from "../../../src/perks/rules";

/** A lot of the perk: how much is left, until when, and from when where it is on its way. */
export interface GrantGiven {
  readonly left: number;
  readonly until?: string;
  readonly from?: string;
}

export interface PerkCase {
  readonly name: string;
  readonly perk?: { limits?: readonly object[]; total?: number };
  readonly grants?: readonly GrantGiven[];
  readonly tiers?: readonly (Pick<TierPerk, "level"> & { since: string; until?: string })[];
  /** Times used, by the period that is counted: `2026-03-01`, `w2026-02-23`, … */
  readonly used?: Readonly<Record<string, number>>;
  /** Times used of a level's uses: `gold`. */
  readonly usedOfLevel?: Readonly<Record<string, number>>;
  /** A grant whose uses are all gone would last until then. */
  readonly usedUpUntil?: string;
  /** UTC; the shop is in Berlin: UTC + 1, from 29 March to 25 October 2026 + 2. */
  readonly at?: string;
  readonly expected: {
    readonly held?: boolean;
    readonly usable?: boolean;
    readonly source?: "tier" | "grant" | null;
    readonly usesLeft?: number | null;
    readonly from?: string | null;
    readonly until?: string | null;
    readonly again?: string | null;
  };
}

const DAILY = { limits: [{ per: "day", times: 1 }] };
const FOREVER = [{ left: 1 }];
const GOLD = [{ level: "gold", since: "2026-01-01T00:00:00Z" }];

export const CASES: readonly PerkCase[] = [
  {
    name: "who has neither level nor grant does not hold it",
    expected: { held: false, usable: false, source: null, again: null, usesLeft: null },
  },
  {
    name: "a level brings it, as often as one likes",
    tiers: [{ level: "gold", since: "2026-01-01T00:00:00Z", until: "2026-12-31T23:00:00Z" }],
    expected: {
      held: true,
      usable: true,
      source: "tier",
      usesLeft: null,
      from: "2026-01-01T00:00:00Z",
      until: "2026-12-31T23:00:00Z",
    },
  },
  {
    name: "a grant brings it, for ever",
    grants: FOREVER,
    expected: { held: true, usable: true, source: "grant", from: null, until: null },
  },
  {
    name: "once a day: it is back at midnight of the shop",
    perk: DAILY,
    tiers: GOLD,
    used: { "2026-03-01": 1 },
    // 2 March 00:00 in Berlin, UTC + 1
    expected: { held: true, usable: false, again: "2026-03-01T23:00:00Z" },
  },
  {
    name: "late in the evening UTC it is the next day at the shop",
    perk: DAILY,
    tiers: GOLD,
    used: { "2026-03-01": 1 },
    at: "2026-03-01T23:30:00Z",
    expected: { usable: true, again: null },
  },
  {
    name: "the night the clocks go forward, midnight is an hour earlier the day after",
    perk: DAILY,
    tiers: GOLD,
    used: { "2026-03-29": 1 },
    at: "2026-03-29T10:00:00Z",
    // 30 March 00:00 in Berlin is UTC + 2 already
    expected: { usable: false, again: "2026-03-29T22:00:00Z" },
  },
  {
    name: "twice a week: a week begins on Monday",
    perk: { limits: [{ per: "week", times: 2 }] },
    tiers: GOLD,
    used: { "w2026-02-23": 2 },
    // 1 March 2026 is a Sunday; Monday is the next day
    expected: { usable: false, again: "2026-03-01T23:00:00Z" },
  },
  {
    name: "once of two a week is left",
    perk: { limits: [{ per: "week", times: 2 }] },
    tiers: GOLD,
    used: { "w2026-02-23": 1 },
    expected: { usable: true, again: null },
  },
  {
    name: "once a month: it is back on the first",
    perk: { limits: [{ per: "month", times: 1 }] },
    tiers: GOLD,
    used: { "2026-03": 1 },
    // 1 April 00:00 in Berlin, UTC + 2
    expected: { usable: false, again: "2026-03-31T22:00:00Z" },
  },
  {
    name: "once a year: it is back on New Year's Day",
    perk: { limits: [{ per: "year", times: 1 }] },
    tiers: GOLD,
    used: { "2026": 1 },
    expected: { usable: false, again: "2026-12-31T23:00:00Z" },
  },
  {
    name: "once in a lifetime: never again",
    perk: { limits: [{ per: "lifetime", times: 1 }] },
    tiers: GOLD,
    used: { all: 1 },
    expected: { held: true, usable: false, again: null },
  },
  {
    name: "of two limits the later one decides when it is back",
    perk: {
      limits: [
        { per: "day", times: 1 },
        { per: "month", times: 4 },
      ],
    },
    tiers: GOLD,
    used: { "2026-03-01": 1, "2026-03": 4 },
    expected: { usable: false, again: "2026-03-31T22:00:00Z" },
  },
  {
    name: "it is not back where the level ends before that",
    perk: { limits: [{ per: "month", times: 1 }] },
    tiers: [{ level: "gold", since: "2026-01-01T00:00:00Z", until: "2026-03-15T00:00:00Z" }],
    used: { "2026-03": 1 },
    expected: { held: true, usable: false, again: null },
  },
  {
    name: "uses of several grants add up",
    perk: { total: 5 },
    grants: [
      { left: 2, until: "2026-03-10T00:00:00Z" },
      { left: 5, until: "2026-04-10T00:00:00Z" },
    ],
    expected: { usable: true, usesLeft: 7, until: "2026-04-10T00:00:00Z" },
  },
  {
    name: "a grant that is used up is held still, but not usable",
    perk: { total: 5 },
    usedUpUntil: "2026-04-10T00:00:00Z",
    expected: {
      held: true,
      usable: false,
      source: null,
      usesLeft: 0,
      until: "2026-04-10T00:00:00Z",
      again: null,
    },
  },
  {
    name: "after a grant that is used up another is on its way",
    perk: { total: 5 },
    usedUpUntil: "2026-04-10T00:00:00Z",
    grants: [{ left: 5, from: "2026-03-08T09:00:00Z", until: "2026-05-01T00:00:00Z" }],
    expected: { held: true, usable: false, usesLeft: 0, again: "2026-03-08T09:00:00Z" },
  },
  {
    name: "a grant on its way is not held yet, but will be",
    grants: [{ left: 1, from: "2026-03-15T10:00:00Z" }],
    expected: {
      held: false,
      usable: false,
      from: "2026-03-15T10:00:00Z",
      again: "2026-03-15T10:00:00Z",
    },
  },
  {
    name: "a level's uses are counted while it is held",
    perk: { total: 3 },
    tiers: GOLD,
    usedOfLevel: { gold: 2 },
    // 3 − 2
    expected: { usable: true, source: "tier", usesLeft: 1 },
  },
  {
    name: "a level's uses may run out",
    perk: { total: 3 },
    tiers: GOLD,
    usedOfLevel: { gold: 3 },
    expected: { held: true, usable: false, source: null, usesLeft: 0, again: null },
  },
  {
    name: "what ends first is used first: the grant, where the level goes on",
    perk: { total: 3 },
    tiers: GOLD,
    grants: [{ left: 2, until: "2026-03-10T00:00:00Z" }],
    // 3 of the level + 2
    expected: { usable: true, source: "grant", usesLeft: 5, until: null },
  },
  {
    name: "what ends first is used first: the level, where the grant lasts longer",
    perk: { total: 3 },
    tiers: [{ level: "gold", since: "2026-01-01T00:00:00Z", until: "2026-03-05T00:00:00Z" }],
    grants: [{ left: 2, until: "2026-03-10T00:00:00Z" }],
    expected: { usable: true, source: "tier", usesLeft: 5, until: "2026-03-10T00:00:00Z" },
  },
  {
    name: "once the level's uses are gone, the grant's are taken",
    perk: { total: 3 },
    tiers: [{ level: "gold", since: "2026-01-01T00:00:00Z", until: "2026-03-05T00:00:00Z" }],
    usedOfLevel: { gold: 3 },
    grants: [{ left: 2, until: "2026-03-10T00:00:00Z" }],
    expected: { usable: true, source: "grant", usesLeft: 2 },
  },
  {
    name: "uses are left, but not today",
    perk: { total: 5, limits: [{ per: "day", times: 1 }] },
    grants: [{ left: 4, until: "2026-04-10T00:00:00Z" }],
    used: { "2026-03-01": 1 },
    expected: { usable: false, usesLeft: 4, again: "2026-03-01T23:00:00Z" },
  },
  {
    name: "two levels may bring the same: it lasts as long as the longer one",
    tiers: [
      { level: "gold", since: "2026-01-01T00:00:00Z", until: "2026-06-30T22:00:00Z" },
      { level: "vip", since: "2026-02-01T00:00:00Z", until: "2026-12-31T23:00:00Z" },
    ],
    expected: { usable: true, source: "tier", until: "2026-12-31T23:00:00Z" },
  },
];
