import * as z from "zod";
import { duration, slug } from "../core/fields";

/* From when on what is given can be spent, as a program document says it. */

export const instant = z.iso.datetime({ offset: true });

/** How long what is given waits, and from when on. */
export const pending = z.strictObject({
  wait: duration.describe("P0D: points are available at once."),
  after: z
    .enum(["placed", "delivered", "stay_end"])
    .default("delivered")
    .describe("stay_end: the end of the order's last stay; without one as placed."),
  delivery: duration
    .default("P4D")
    .describe("Assumed from order to delivery while none is reported."),
});

/** When what a rule gives can be spent, where that differs from the channel's way. */
export const waiting = z.union([
  pending,
  z.strictObject({ until: instant.describe("A date, e.g. the end of a sale.") }),
  z.strictObject({
    activity: slug.describe("On the way until the member does this activity."),
    within: duration.describe("What is not confirmed by then is lost."),
  }),
]);

export type Pending = z.infer<typeof pending>;
export type Waiting = z.infer<typeof waiting>;
