import type { ProgramParts } from "../core/registry";
import type { Gift } from "../effects";
import { isInDays, longestOf } from "./days";
import type { TierSet } from "./program";

interface Fault {
  path: (string | number)[];
  message: string;
}

const TEN_YEARS = 3660;

/** What the schema of tiers cannot say. */
export function tierFaults(parts: ProgramParts): Fault[] {
  const levels = parts.tiers.flatMap((set) => set.levels.map((level) => level.key));
  return parts.tiers.flatMap((set, i) => [
    ...(parts.tiers.findIndex((other) => other.key === set.key) < i
      ? [{ path: ["tiers", i, "key"], message: "The key is used twice." }]
      : []),
    ...setFaults(parts, set).map((fault) => ({ ...fault, path: ["tiers", i, ...fault.path] })),
    ...set.levels.flatMap((level, j) => {
      const isTwice = levels.indexOf(level.key) < placeOf(parts.tiers, i, j);
      return isTwice
        ? [{ path: ["tiers", i, "levels", j, "key"], message: "Another level has this key." }]
        : [];
    }),
  ]);
}

/** How many levels stand before one in the whole program. */
const placeOf = (sets: readonly TierSet[], set: number, level: number): number =>
  sets.slice(0, set).reduce((n, s) => n + s.levels.length, 0) + level;

function setFaults(parts: ProgramParts, set: TierSet): Fault[] {
  const { measure, unit, window, downgrade, grace } = set;
  const faults: Fault[] = [];
  if (measure === "points" && !parts.units.some((u) => u.key === unit)) {
    faults.push({ path: ["unit"], message: "The program has no such unit." });
  }
  if (window.type === "rolling") {
    faults.push(...durationFaults(window.length, ["window", "length"], 1));
  }
  faults.push(...durationFaults(grace, ["grace"], 0));
  if (window.type === "lifetime" && (downgrade === "one_step" || longestOf(grace) > 0)) {
    const path = [downgrade === "one_step" ? "downgrade" : "grace"];
    faults.push({ path, message: "What is counted over a lifetime is never lost by time." });
  }
  return [...faults, ...levelFaults(parts, set)];
}

function durationFaults(duration: string, path: Fault["path"], leastDays: number): Fault[] {
  if (!isInDays(duration)) return [{ path, message: "Tiers count whole days." }];
  const days = longestOf(duration);
  if (days < leastDays) return [{ path, message: "It must last a day or longer." }];
  return days > TEN_YEARS ? [{ path, message: "It may last ten years at most." }] : [];
}

function levelFaults(parts: ProgramParts, { levels }: TierSet): Fault[] {
  return levels.flatMap((level, j) => {
    const faults: Fault[] = [];
    const before = levels[j - 1];
    if (before && level.from <= before.from) {
      faults.push({ path: ["from"], message: "It must be higher than that of the level before." });
    }
    for (const [k, key] of level.perks.entries()) {
      if (!parts.perks.some((perk) => perk.key === key)) {
        faults.push({ path: ["perks", k], message: "The program has no such perk." });
      } else if (level.perks.indexOf(key) < k) {
        faults.push({ path: ["perks", k], message: "The perk is named twice." });
      }
    }
    for (const [k, gift] of level.entry.entries()) {
      faults.push(...giftFaults(parts, gift).map((f) => ({ ...f, path: ["entry", k, ...f.path] })));
    }
    return faults.map((fault) => ({ ...fault, path: ["levels", j, ...fault.path] }));
  });
}

function giftFaults(parts: ProgramParts, gift: Gift): Fault[] {
  if (gift.type === "points" && !parts.units.some((u) => u.key === gift.unit)) {
    return [{ path: ["unit"], message: "The program has no such unit." }];
  }
  if (gift.type === "perk" && !parts.perks.some((perk) => perk.key === gift.perk)) {
    return [{ path: ["perk"], message: "The program has no such perk." }];
  }
  return [];
}
