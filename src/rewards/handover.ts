import * as z from "zod";
import type { FulfilmentRow, RedemptionRow } from "./tables";

/* What becomes of a thing that was bought for points and has to be handed over. No I/O, no clock. */

/** How a reward reaches its buyer, as a program says it. */
export const fulfilment = z
  .strictObject({ by: z.enum(["shipping", "pickup", "desk"]) })
  .describe("Of a thing: it is sent, laid out to be fetched, or handed over at once at the desk.");

export const STEPS = ["prepared", "shipped", "delivered", "collected", "failed"] as const;
export const STATES = ["to_do", ...STEPS] as const;

type By = z.infer<typeof fulfilment>["by"];
type State = NonNullable<RedemptionRow["fulfilment"]>;
export type FulfilmentStep = FulfilmentRow["status"];

/** What may follow on what; a step that was noted by mistake, or undone, has failed. */
const FOLLOWS: Record<By, Partial<Record<State, readonly FulfilmentStep[]>>> = {
  shipping: {
    to_do: ["prepared", "shipped", "failed"],
    prepared: ["shipped", "failed"],
    shipped: ["delivered", "failed"],
    delivered: ["failed"],
    failed: ["prepared", "shipped"],
  },
  pickup: {
    to_do: ["prepared", "collected", "failed"],
    prepared: ["collected", "failed"],
    collected: ["failed"],
    failed: ["prepared", "collected"],
  },
  desk: {
    to_do: ["collected", "failed"],
    collected: ["failed"],
    failed: ["collected"],
  },
};

export const stepsAfter = (by: By, state: State): readonly FulfilmentStep[] =>
  FOLLOWS[by][state] ?? [];

/** Whether the thing has left the house, so that its code is used up and nothing is reversed. */
export const isHandedOver = (state: RedemptionRow["fulfilment"]): boolean =>
  state === "shipped" || state === "delivered" || state === "collected";
