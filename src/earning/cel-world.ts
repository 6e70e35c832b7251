import { Environment } from "@marcbachmann/cel-js";
import type { LocalTime } from "../lib/time";
import type { Rule } from "./document";
import type { Earner, EarningLine, Occasion } from "./types";

/* What expressions see, with its types. */

class CelItem {
  readonly sku: string;
  readonly name: string;
  readonly kind: string;
  readonly quantity: bigint;
  readonly total: bigint;
  readonly categories: readonly string[];

  constructor(line: EarningLine) {
    this.sku = line.sku ?? "";
    this.name = line.name ?? "";
    this.kind = line.kind;
    this.quantity = BigInt(line.quantity);
    this.total = BigInt(line.total);
    this.categories = line.categories;
  }
}

class CelOrder {
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

class CelMember {
  readonly levels: readonly string[];
  readonly orders: bigint;
  readonly attributes: ReadonlyMap<string, unknown>;

  constructor(earner: Earner) {
    this.levels = earner.levels;
    this.orders = BigInt(earner.nthOrder);
    this.attributes = mapOf(earner.attributes);
  }
}

class CelActivity {
  readonly type: string;
  readonly data: ReadonlyMap<string, unknown>;

  constructor({ type, data }: NonNullable<Occasion["activity"]>) {
    this.type = type;
    this.data = mapOf(data);
  }
}

class CelAt {
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

/** Whole numbers are CEL's ints, so that they compare and add with those in expressions. */
const mapOf = (values: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(values).map(([key, v]) => [
      key,
      Number.isSafeInteger(v) ? BigInt(v as number) : v,
    ]),
  );

/** What an expression may come to in size; a longer one is several rules. */
const LIMITS = {
  maxAstNodes: 150,
  maxDepth: 20,
  maxListElements: 100,
  maxMapEntries: 20,
  maxCallArguments: 4,
};

const common = () =>
  new Environment({ limits: LIMITS })
    .registerType("Item", {
      ctor: CelItem,
      fields: {
        sku: "string",
        name: "string",
        kind: "string",
        quantity: "int",
        total: "int",
        categories: "list<string>",
      },
    })
    .registerType("Member", {
      ctor: CelMember,
      fields: { levels: "list<string>", orders: "int", attributes: "map<string, dyn>" },
    })
    .registerType("At", {
      ctor: CelAt,
      fields: {
        year: "int",
        month: "int",
        day: "int",
        weekday: "int",
        hour: "int",
        minute: "int",
      },
    })
    .registerVariable("member", "Member")
    .registerVariable("at", "At");

const ofOrder = () =>
  common()
    .registerType("Order", {
      ctor: CelOrder,
      fields: {
        channel: "string",
        store: "string",
        total: "int",
        shipping: "int",
        tax: "int",
        discounts: "int",
        items: "list<Item>",
      },
    })
    .registerVariable("order", "Order");

/** By what a rule looks at. */
export const ENVIRONMENTS: Record<Rule["on"], Environment> = {
  order: ofOrder(),
  fulfilment: ofOrder(),
  line: ofOrder().registerVariable("item", "Item"),
  activity: common()
    .registerType("Activity", {
      ctor: CelActivity,
      fields: { type: "string", data: "map<string, dyn>" },
    })
    .registerVariable("activity", "Activity"),
};

/** An occasion as expressions see it. */
export interface Celled {
  readonly whole: Readonly<Record<string, unknown>>;
  /** With `item`, by line. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

export function celled(occasion: Occasion, earner: Earner, local: LocalTime): Celled {
  const items = occasion.lines.map((line) => new CelItem(line));
  const isBought = (item: CelItem) => item.kind !== "shipping" && item.kind !== "fees";
  const whole = {
    order: new CelOrder(occasion, items.filter(isBought)),
    member: new CelMember(earner),
    at: new CelAt(local),
    ...(occasion.activity && { activity: new CelActivity(occasion.activity) }),
  };
  return { whole, lines: items.map((item) => ({ ...whole, item })) };
}
