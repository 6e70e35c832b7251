import type { ProgramParts } from "../core/registry";
import type { Limit } from "../members";
import type { Gift } from "./terms";

type Path = (string | number)[];
type Faults = { path: Path; message: string }[];

/** What the schema cannot say of a gift: it may name a unit or perk that the program lacks. */
export function giftFaults({ units, perks }: ProgramParts, gift: Gift, path: Path): Faults {
  switch (gift.type) {
    case "points":
      return units.some((u) => u.key === gift.unit)
        ? []
        : [{ path: [...path, "unit"], message: "The program has no such unit." }];
    case "perk":
      return perks.some((p) => p.key === gift.perk)
        ? []
        : [{ path: [...path, "perk"], message: "The program has no such perk." }];
    case "voucher":
      return [];
  }
}

/** What is had or used by itself is limited by how often, within each period once. */
export function timesFaults(limits: readonly Limit[], path: Path): Faults {
  const wrong = (limit: Limit, i: number): string | null => {
    if (limit.per === "order") return "It is had by itself: say day, week, month or year.";
    if (limit.amount !== undefined || limit.times === undefined) return "Say only how many times.";
    const isRepeated = limits.findIndex((other) => other.per === limit.per) < i;
    return isRepeated ? "The period is limited twice." : null;
  };
  return limits.flatMap((limit, i) => {
    const message = wrong(limit, i);
    return message === null ? [] : [{ path: [...path, i], message }];
  });
}

/** Keys of a list that were used before in it. */
export const repeatedKeys = (list: readonly { readonly key: string }[], path: Path): Faults =>
  list.flatMap(({ key }, i) =>
    list.findIndex((other) => other.key === key) < i
      ? [{ path: [...path, i, "key"], message: "The key is used twice." }]
      : [],
  );
