import * as z from "zod";
import { DomainError, type Fault, refuse } from "../core/errors";
import { line } from "../core/fields";
import { LINE_KINDS, type Stay } from "../earning";
import { MAX_AMOUNT } from "../lib/numbers";
import { DAY } from "../lib/time";
import type { OrderLine } from "./order";

/* The lines of an order or a cart as the shop tells them. */

const MAX_QUANTITY = 1_000_000;
/** A leap year: who stays longer lives there. */
const LONGEST_STAY = 366 * DAY;
/** Further ahead nobody books: it is a year mistyped, and points would wait for it. */
const FURTHEST_STAY = 5 * LONGEST_STAY;

export const money = z.number().int().min(0).max(MAX_AMOUNT);
export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
export const ownId = (prefix: string) =>
  line(255)
    .min(1)
    .refine((id) => !id.startsWith(prefix), `Ids of your own do not start with ${prefix}.`);

export const quantity = z.number().int().min(1).max(MAX_QUANTITY);

export const item = z.strictObject({
  id: ownId("~"),
  kind: z.enum(LINE_KINDS).default("product"),
  sku: line(255).nullish(),
  name: line(500).nullish(),
  quantity,
  total: money.describe("Minor units, after line and order discounts."),
  categories: z.array(line(80).min(1)).max(20).default([]),
  startsAt: instant.nullish().describe("Of a stay: from when. Nights count in the shop's zone."),
  endsAt: instant.nullish().describe("Of a stay: until when; with `startsAt`."),
});

export type Item = z.output<typeof item>;

/** What the body says of its lines. */
export const linesOf = (items: readonly Item[]): OrderLine[] =>
  items.map(({ startsAt, endsAt, ...rest }) => ({
    ...rest,
    sku: rest.sku || null,
    name: rest.name || null,
    stay: stayOf({ startsAt, endsAt }),
  }));

const stayOf = ({ startsAt, endsAt }: Pick<Item, "startsAt" | "endsAt">): Stay | null =>
  typeof startsAt === "number" && typeof endsAt === "number" ? { startsAt, endsAt } : null;

/** @throws {DomainError} duplicate_line, with a pointer to each; invalid_time of a stay */
export function checkLines(items: readonly Item[], now: number): void {
  const errors: Fault[] = [];
  for (const [i, { id }] of items.entries()) {
    if (items.findIndex((other) => other.id === id) === i) continue;
    errors.push({ pointer: `/items/${i}/id`, code: "duplicate_line", detail: "Used twice." });
  }
  if (errors.length > 0) throw new DomainError("duplicate_line", undefined, { errors });
  for (const [i, one] of items.entries()) checkStay(one, `/items/${i}`, now);
}

function checkStay({ startsAt, endsAt }: Item, pointer: string, now: number): void {
  const isStated = (at: number | null | undefined) => at !== null && at !== undefined;
  if (!isStated(startsAt) && !isStated(endsAt)) return;
  const stay = stayOf({ startsAt, endsAt });
  if (!stay) {
    const missing = isStated(startsAt) ? "endsAt" : "startsAt";
    throw refuse("invalid_time", `${pointer}/${missing}`, "A stay has a beginning and an end.");
  }
  const length = stay.endsAt - stay.startsAt;
  if (length <= 0 || length > LONGEST_STAY) {
    const detail = "A stay ends after it begins, and within a year.";
    throw refuse("invalid_time", `${pointer}/endsAt`, detail);
  }
  if (stay.endsAt > now + FURTHEST_STAY) {
    throw refuse("invalid_time", `${pointer}/endsAt`, "A stay ends within five years from now.");
  }
}
