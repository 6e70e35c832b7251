/**
 * What reaching a level gave: units of a lot, a voucher, or something that can no longer be taken
 * back and is not given again.
 */
export type EntryGift =
  | {
      readonly type: "voucher";
      readonly set: string;
      readonly level: string;
      readonly code: string;
    }
  | {
      readonly type: "units";
      readonly set: string;
      readonly level: string;
      readonly unit: string;
      readonly amount: number;
      readonly lot: number;
      readonly expiresAt: number;
    }
  | {
      readonly type: "kept";
      readonly set: string;
      readonly level: string;
      /** The unit, or `voucher`. */
      readonly what: string;
    };

/** As it is stored. */
export type GiftTuple =
  | [set: string, level: string, what: string, gone: 0]
  | [set: string, level: string, code: string]
  | [set: string, level: string, unit: string, amount: number, lot: number, expiresAt: number];

export function giftTuple(gift: EntryGift): GiftTuple {
  const { set, level } = gift;
  switch (gift.type) {
    case "kept":
      return [set, level, gift.what, 0];
    case "voucher":
      return [set, level, gift.code];
    case "units":
      return [set, level, gift.unit, gift.amount, gift.lot, gift.expiresAt];
  }
}

export function giftFrom([set, level, what, amount, lot, expiresAt]: GiftTuple): EntryGift {
  if (amount === undefined) return { type: "voucher", set, level, code: what };
  if (lot === undefined || expiresAt === undefined) return { type: "kept", set, level, what };
  return { type: "units", set, level, unit: what, amount, lot, expiresAt };
}
