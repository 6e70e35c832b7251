import { mulDiv, spread, sum } from "../lib/numbers";
import { allLines, type Order, type OrderContent, type Returned, returnedOf } from "./order";

/** A line's return by units: its share of the value not yet returned. */
export function returnUnits(
  line: { quantity: number; total: number },
  before: Returned,
  quantity: number,
): Returned {
  const left = line.quantity - before.quantity;
  const value = mulDiv(line.total - before.value, quantity, Math.max(left, 1), "nearest");
  return { quantity: before.quantity + quantity, value: before.value + value };
}

/** Spreads refunded money over the value of the lines not yet returned, by largest remainder. */
export function returnMoney(order: Order, money: number): void {
  const lines = allLines(order.content);
  const left = lines.map((l) => l.total - returnedOf(order, l.id).value);
  const shares = spread(Math.min(inLineValue(order, money), sum(left)), left);
  for (const [i, line] of lines.entries()) {
    const share = shares[i] ?? 0;
    if (share === 0) continue;
    const before = returnedOf(order, line.id);
    order.ledger.returned.set(line.id, { ...before, value: before.value + share });
  }
}

/** What the lines are worth, minor units. */
const valueOfLines = (content: OrderContent): number =>
  sum(allLines(content).map((line) => line.total));

/** Money of an order, as value of its lines: with net prices the tax is no line's. */
function inLineValue(order: Order, money: number): number {
  const value = valueOfLines(order.content);
  const { total } = order.content;
  if (total === 0 || money === total - order.refunded) return value;
  return mulDiv(money, value, total, "nearest");
}

/** Value of an order's lines, as the money that was paid for it. */
export function inMoney(content: OrderContent, value: number): number {
  const whole = valueOfLines(content);
  return whole === 0 ? 0 : mulDiv(value, content.total, whole, "nearest");
}

/**
 * Carries what was returned over to an order's amended content: units keep their share of the
 * line's new value, money beyond them stays.
 *
 * @returns the line of which more was returned than remains, if any
 */
export function carryReturns(order: Order, before: OrderContent): string | null {
  const [linesBefore, lines] = [allLines(before), allLines(order.content)];
  for (const [id, returned] of order.ledger.returned) {
    const line = lines.find((l) => l.id === id);
    if (!line || line.quantity < returned.quantity) return id;
    const money =
      returned.value -
      unitsWorth(
        linesBefore.find((l) => l.id === id),
        returned,
      );
    const value = Math.max(0, Math.min(unitsWorth(line, returned) + money, line.total));
    order.ledger.returned.set(id, { ...returned, value });
  }
  return null;
}

const unitsWorth = (
  line: { quantity: number; total: number } | undefined,
  { quantity }: Returned,
): number => (line ? mulDiv(line.total, quantity, line.quantity, "nearest") : 0);
