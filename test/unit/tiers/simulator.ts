import type { ProgramParts } from "../../../src/core/registry";
import { columnsOf, type StoredProgress, storedFrom } from "../../../src/tiers/codec";
import { dayAt } from "../../../src/tiers/days";
import { EMPTY_PROGRESS } from "../../../src/tiers/member-tiers";
import {
  keyOf,
  levelsHeldAt,
  reckoningFrom,
  type SetStanding,
  standingsOf,
  trimmed,
} from "../../../src/tiers/standing";
import { type Progress, withProgress } from "../../../src/tiers/tally";

export const ZONE = "Europe/Berlin";

export type TierSet = ProgramParts["tiers"][number];

const level = (key: string, from: number) => ({
  key,
  name: { de: key, en: key },
  from,
  perks: [],
  entry: [],
});

/** Silver from 100, gold from 300, platinum from 1,000, of spend. */
export const setOf = (more: Partial<TierSet>): TierSet => ({
  key: "status",
  name: { de: "Status", en: "Status" },
  measure: "spend",
  unit: "points",
  window: { type: "lifetime" },
  levels: [level("silver", 100), level("gold", 300), level("platinum", 1000)],
  downgrade: "deserved",
  grace: "P0D",
  ...more,
});

/** Noon of a date in Berlin's winter; an instant stays as it is. */
export const instant = (text: string): number =>
  Date.parse(text.includes("T") ? text : `${text}T11:00:00Z`);

/** A member's progress as it is stored between commits, and how it is kept up. */
export class Member {
  stored: StoredProgress = EMPTY_PROGRESS;
  readonly sets: readonly TierSet[];
  readonly joinedAt: number;
  /** Whether nothing is ever trimmed. */
  readonly keepsAll: boolean;

  constructor(sets: readonly TierSet[], joinedAt: number, keepsAll = false) {
    this.sets = sets;
    this.joinedAt = joinedAt;
    this.keepsAll = keepsAll;
  }

  private reckoning(now: number) {
    return reckoningFrom({ sets: this.sets, timeZone: ZONE, joinedAt: this.joinedAt, now });
  }

  /** An order of `at` is recorded at `on`, or taken back where it is less than 0. */
  add(on: number, at: number, spend: number, more: Partial<Progress> = {}): void {
    const progress = { orders: Math.sign(spend), spend, points: {}, ...more };
    const tally = withProgress(this.stored.tally, dayAt(at, ZONE), progress);
    const counted = { ...this.stored, tally };
    if (this.keepsAll) {
      this.stored = counted;
      return;
    }
    const of = this.reckoning(on);
    this.stored = storedFrom(columnsOf(trimmed(counted, standingsOf(counted, of), of)));
  }

  at(now: number): SetStanding[] {
    return standingsOf(this.stored, this.reckoning(now));
  }

  levels(now: number): (string | null)[] {
    return this.at(now).map(({ set, level }) => keyOf(set, level));
  }

  /** As rates by tier see it, from `now`, for an order of `at`. */
  levelsAt(now: number, at: number): (string | null)[] {
    const found = levelsHeldAt(this.at(now), at, this.reckoning(now));
    return found.map((held) => held?.key ?? null);
  }
}
