interface OfLevel {
  readonly set: string;
  readonly level: string;
  /** Which of its kind it is among those of the level, from 0: of vouchers, of points, of a perk. */
  readonly nth: number;
}

/**
 * What reaching a level gave: units of a lot, a voucher, or something that can no longer be taken
 * back and is not given again.
 */
export type EntryGift = OfLevel &
  (
    | { readonly type: "voucher"; readonly code: string }
    | {
        readonly type: "units";
        readonly unit: string;
        readonly amount: number;
        readonly lot: number;
        readonly expiresAt: number;
      }
    | {
        readonly type: "kept";
        /** The unit, or `voucher`. */
        readonly what: string;
      }
  );

/** As it is stored: `nth` last, left out of the first of a kind. */
export type GiftTuple =
  | readonly [set: string, level: string, what: string, gone: 0, nth?: number]
  | readonly [set: string, level: string, code: string, nth?: number]
  | readonly [
      set: string,
      level: string,
      unit: string,
      amount: number,
      lot: number,
      expiresAt: number,
      nth?: number,
    ];

/* SQL of a stored gift `g.value`: whether it is a voucher, or units of a lot. */
export const IS_VOUCHER = "json_array_length(g.value) < 5 AND g.value ->> 3 IS NOT 0";
export const IS_UNITS = "json_array_length(g.value) > 5";

export function giftTuple(gift: EntryGift): GiftTuple {
  const { set, level } = gift;
  const nth: readonly [number] | readonly [] = gift.nth === 0 ? [] : [gift.nth];
  switch (gift.type) {
    case "kept":
      return [set, level, gift.what, 0, ...nth];
    case "voucher":
      return [set, level, gift.code, ...nth];
    case "units":
      return [set, level, gift.unit, gift.amount, gift.lot, gift.expiresAt, ...nth];
  }
}

export function giftFrom(tuple: GiftTuple): EntryGift {
  const [set, level, what, fourth, fifth, expiresAt, nth = 0] = tuple;
  if (expiresAt !== undefined && fourth !== undefined && fifth !== undefined) {
    return { type: "units", set, level, nth, unit: what, amount: fourth, lot: fifth, expiresAt };
  }
  if (fourth === 0) return { type: "kept", set, level, nth: fifth ?? 0, what };
  return { type: "voucher", set, level, nth: fourth ?? 0, code: what };
}
