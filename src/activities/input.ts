import * as z from "zod";
import { DomainError, type Fault, refuse } from "../core/errors";
import { line, slug } from "../core/fields";
import type { ActivityType } from "../earning";
import { MAX_AMOUNT } from "../lib/numbers";
import { DAY } from "../lib/time";
import { PREFIX } from "./keys";

/** Nothing that is told is older; what claims to be is a broken clock. */
const EARLIEST = Date.UTC(1980, 0, 1);
const MAX_FIELDS = 20;

const field = z.union([line(255), z.number().min(-MAX_AMOUNT).max(MAX_AMOUNT), z.boolean()]);

export const activityBody = z.strictObject({
  id: line(255)
    .min(1)
    .refine((id) => !id.startsWith(PREFIX), `Ids of your own do not start with ${PREFIX}.`)
    .optional()
    .describe("An id of your own: sent again, it is done once."),
  type: slug.describe("What was done: an activity of the program."),
  member: line(300).min(1).describe("`mem_…`, `ext:<customer id>`, `email:<address>`, …"),
  data: z
    .record(z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, "Use names such as pagesRead."), field)
    .refine((data) => Object.keys(data).length <= MAX_FIELDS, `At most ${MAX_FIELDS} fields.`)
    .default({}),
  occurredAt: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional()
    .describe("Now, without it."),
});

export type ActivityBody = z.output<typeof activityBody>;
export type ActivityData = ActivityBody["data"];

/** Something about an activity that was taken anyway. */
export interface Warning {
  readonly code: string;
  readonly detail: string;
  readonly pointer: string;
}

/** @throws {DomainError} invalid_time */
export function checkTime(at: number, now: number): void {
  if (at > now + DAY) throw refuse("invalid_time", "/occurredAt", "More than a day ahead.");
  if (at < EARLIEST) throw refuse("invalid_time", "/occurredAt", "That is before 1980.");
}

/**
 * Whether the fields are of the types that the program declares. Others may be there: they are
 * kept, and no rule asks for them.
 *
 * @throws {DomainError} activity_data_differs, with a pointer to each
 */
export function checkData(declared: ActivityType, data: ActivityData): void {
  const errors = dataFaults(declared, data);
  const [first] = errors;
  if (first) throw new DomainError("activity_data_differs", first.detail, { errors });
}

export const dataFaults = ({ data: declared }: ActivityType, data: ActivityData): Fault[] =>
  Object.entries(declared).flatMap(([name, type]): Fault[] => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined || typeof value === TYPE_OF[type]) return [];
    const detail = `The program declares it as ${type}.`;
    return [{ pointer: `/data/${name}`, code: "activity_data_differs", detail }];
  });

const TYPE_OF = { number: "number", text: "string", boolean: "boolean" } as const;
