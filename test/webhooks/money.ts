import { spread } from "../../src/lib/numbers";

/** A decimal text in a currency of two digits, as minor units: "29.35" is 2935. */
export function minor(text: string | number | null | undefined): number {
  const [whole = "0", digits = ""] = `${text ?? 0}`.split(".");
  const amount = Number(whole.replace("-", "")) * 100 + Number(digits.padEnd(2, "0").slice(0, 2));
  return whole.startsWith("-") ? -amount : amount;
}

export const sumOf = (amounts: readonly (string | number | null | undefined)[]): number =>
  amounts.reduce<number>((sum, amount) => sum + minor(amount), 0);

/** Lines less a discount that only the order knows, by largest remainder. */
export function discounted<T extends { total: number }>(lines: T[], discount: number): T[] {
  const shares = spread(
    discount,
    lines.map((l) => l.total),
  );
  return lines.map((line, i) => ({ ...line, total: line.total - (shares[i] ?? 0) }));
}

/** A call of our API, e.g. `POST /v1/orders` with its body. */
export interface ApiCall {
  readonly request: string;
  readonly body: object;
}

/** Leaves out what is not known. */
export const known = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, v]) => v !== null && v !== undefined && v !== ""),
  ) as Partial<T>;
