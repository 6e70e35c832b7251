import type { CallOptions } from "./api.ts";

/** One order of the log, ready to be posted. */
export interface LoggedOrder {
  /** The number of its row, from 1. */
  readonly row: number;
  readonly customer: string;
  readonly cents: number;
  readonly body: NonNullable<CallOptions["body"]>;
}

const ROW = /^(\d+) +(\d+) +(\d{4})(\d\d)(\d\d) +(\d+) +(\d+)\.(\d\d)$/;

/**
 * Reads the order log of the online record shop CDNOW: customer, customer within the sample, day,
 * number of CDs and dollars, separated by blanks. A row names no time of day, so noon UTC stands.
 *
 * @throws {Error} that names the first row that is none
 */
export function readCdnow(text: string): LoggedOrder[] {
  const rows = text.split(/\r?\n/).map((row) => row.trim());
  while (rows.at(-1) === "") rows.pop();
  return rows.map((row, i) => orderOf(row, i + 1));
}

function orderOf(text: string, row: number): LoggedOrder {
  const found = ROW.exec(text);
  if (!found) throw new Error(`Row ${row} is no order: ${text.slice(0, 60)}`);
  const [customer = "", , year, month, day, quantity, dollars, cents] = found.slice(1);
  const total = Number(dollars) * 100 + Number(cents);
  return {
    row,
    customer,
    cents: total,
    body: {
      id: String(row),
      source: "cdnow",
      channel: "online",
      status: "paid",
      member: { externalId: customer },
      currency: "USD",
      total,
      items: [{ id: "1", name: "CDs", quantity: Number(quantity), total }],
      placedAt: `${year}-${month}-${day}T12:00:00Z`,
      mode: "history",
      earn: "rules",
    },
  };
}
