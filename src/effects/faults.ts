import type { ProgramParts } from "../core/registry";
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

/** Keys of a list that were used before in it. */
export const repeatedKeys = (list: readonly { readonly key: string }[], path: Path): Faults =>
  list.flatMap(({ key }, i) =>
    list.findIndex((other) => other.key === key) < i
      ? [{ path: [...path, i, "key"], message: "The key is used twice." }]
      : [],
  );
