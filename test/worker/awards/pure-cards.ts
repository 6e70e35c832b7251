import type { ProgramParts } from "../../../src/core/registry";
import { expiresAt } from "../../../src/ledger";

/*
 * Stamp cards as plain arithmetic, of stamps that never expire and rewards that nobody uses: a
 * signed number of open stamps, and the full cards of each order.
 */

interface Target {
  readonly unit: string;
  readonly amount: number;
}

export class PureCards {
  readonly #parts: ProgramParts;
  readonly #open = new Map<string, number>();
  /** Standing by unit, of each order. */
  readonly #given = new Map<string, Map<string, number>>();
  /** Full cards by order: which card, and when its reward was given. */
  readonly #full: { order: string; unit: string; at: number }[] = [];

  constructor(parts: ProgramParts) {
    this.#parts = parts;
  }

  /** Brings an order's stamps to what should stand. */
  bring(order: string, at: number, targets: readonly Target[]): void {
    const before = this.#given.get(order) ?? new Map<string, number>();
    const after = new Map<string, number>();
    for (const { unit, amount } of targets) after.set(unit, (after.get(unit) ?? 0) + amount);
    this.#given.set(order, after);
    for (const { key, size } of this.#parts.stamps) {
      const unit = `stamp:${key}`;
      const more = (after.get(unit) ?? 0) - (before.get(unit) ?? 0);
      if (more < 0) this.#take(order, unit, size, -more);
      if (more > 0) this.#give(order, unit, size, { more, at });
    }
  }

  #give(order: string, unit: string, size: number, { more, at }: { more: number; at: number }) {
    let open = (this.#open.get(unit) ?? 0) + more;
    for (; open >= size; open -= size) this.#full.push({ order, unit, at });
    this.#open.set(unit, open);
  }

  /** The order's own full cards are undone until there is enough; what is missing is owed. */
  #take(order: string, unit: string, size: number, less: number): void {
    let open = this.#open.get(unit) ?? 0;
    while (open < less) {
      const last = this.#full.findLastIndex((f) => f.order === order && f.unit === unit);
      if (last < 0) break;
      this.#full.splice(last, 1);
      open += size;
    }
    this.#open.set(unit, open - less);
  }

  open(): Record<string, number> {
    return Object.fromEntries(
      this.#parts.stamps.map(({ key }) => [key, this.#open.get(`stamp:${key}`) ?? 0]),
    );
  }

  /** Points that full cards gave and that have not expired. */
  pointsAt(now: number): [unit: string, amount: number][] {
    return this.#parts.stamps.flatMap(({ key, reward }): [string, number][] => {
      if (reward.type !== "points") return [];
      const valid = this.#full.filter(
        ({ unit, at }) => unit === `stamp:${key}` && expiresAt(this.#parts.expiry, at, "UTC") > now,
      );
      return [[reward.unit, reward.amount * valid.length]];
    });
  }

  vouchers(): number {
    const cards = this.#parts.stamps.filter(({ reward }) => reward.type === "voucher");
    return this.#full.filter(({ unit }) => cards.some(({ key }) => unit === `stamp:${key}`)).length;
  }
}
