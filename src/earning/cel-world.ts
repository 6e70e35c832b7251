import type { LocalTime } from "../lib/time";
import { nightsOf } from "./nights";
import type { Earner, EarningLine, Occasion } from "./types";

/* What expressions see; `cel-types.ts` has its types. */

/** Attributes that a program declares, by key; a map, so that no key is that of an object. */
export class CelAttributes extends Map<string, unknown> {}

/** Fields that an activity declares, by key. */
export class CelData extends Map<string, unknown> {}

export class CelItem {
  readonly sku: string;
  readonly name: string;
  readonly kind: string;
  readonly quantity: bigint;
  readonly total: bigint;
  readonly categories: readonly string[];
  readonly nights: bigint;

  constructor(line: EarningLine, timeZone: string) {
    this.sku = line.sku ?? "";
    this.name = line.name ?? "";
    this.kind = line.kind;
    this.quantity = BigInt(line.quantity);
    this.total = BigInt(line.total);
    this.categories = line.categories;
    this.nights = BigInt(nightsOf(line, timeZone));
  }
}

export class CelOrder {
  readonly channel: string;
  readonly store: string;
  readonly total: bigint;
  readonly shipping: bigint;
  readonly tax: bigint;
  readonly discounts: bigint;
  readonly items: readonly CelItem[];

  constructor(occasion: Occasion, items: readonly CelItem[]) {
    const { lines, tax, taxIncluded } = occasion;
    const goods = lines.reduce((sum, line) => sum + line.total, 0);
    const shipping = lines.reduce((sum, l) => sum + (l.kind === "shipping" ? l.total : 0), 0);
    this.channel = occasion.channel ?? "";
    this.store = occasion.store ?? "";
    this.total = BigInt(taxIncluded ? goods : goods + tax);
    this.shipping = BigInt(shipping);
    this.tax = BigInt(tax);
    this.discounts = BigInt(occasion.discounts);
    this.items = items;
  }
}

export class CelMember {
  readonly levels: readonly string[];
  /** null: unknown, with which no expression can be computed that asks. */
  readonly orders: bigint | null;
  readonly attributes: CelAttributes;

  constructor(earner: Earner) {
    this.levels = earner.levels;
    this.orders = Number.isNaN(earner.nthOrder) ? null : BigInt(earner.nthOrder);
    this.attributes = new CelAttributes(Object.entries(earner.attributes));
  }
}

export class CelActivity {
  readonly type: string;
  readonly data: CelData;

  constructor({ type, data }: NonNullable<Occasion["activity"]>) {
    this.type = type;
    this.data = new CelData(Object.entries(data));
  }
}

export class CelAt {
  readonly year: bigint;
  readonly month: bigint;
  readonly day: bigint;
  readonly weekday: bigint;
  readonly hour: bigint;
  readonly minute: bigint;

  constructor(local: LocalTime) {
    this.year = BigInt(local.year);
    this.month = BigInt(local.month);
    this.day = BigInt(local.day);
    this.weekday = BigInt(local.weekday);
    this.hour = BigInt(local.hour);
    this.minute = BigInt(local.minute);
  }
}

/** An occasion as expressions see it. */
export interface Celled {
  readonly whole: Readonly<Record<string, unknown>>;
  /** With `item`, by line. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

export function celled(occasion: Occasion, earner: Earner, local: LocalTime): Celled {
  const items = occasion.lines.map((line) => new CelItem(line, occasion.timeZone));
  const isBought = (item: CelItem) => item.kind !== "shipping" && item.kind !== "fees";
  const whole = {
    order: new CelOrder(occasion, items.filter(isBought)),
    member: new CelMember(earner),
    at: new CelAt(local),
    ...(occasion.activity && { activity: new CelActivity(occasion.activity) }),
  };
  return { whole, lines: items.map((item) => ({ ...whole, item })) };
}
