import * as z from "zod";
import { line, slug } from "../core/fields";
import { MAX_AMOUNT } from "../lib/numbers";
import { WORTH_SHAPES, type Worth } from "../vouchers";
import type { Reward } from "./program";

/* The kinds of rewards: the fields of each, and what buying one delivers. */

const amount = z.number().int().min(1).max(MAX_AMOUNT);
const steps = z.number().int().min(1).max(1_000_000);
const instant = z.iso.datetime({ offset: true });
const place = line(120).min(1).optional();

/** The fields of each kind beside those that all rewards have. Amounts in minor units. */
export const KIND_SHAPES = {
  percent: WORTH_SHAPES.percent,
  fixed_amount: WORTH_SHAPES.fixed_amount,
  free_product: WORTH_SHAPES.free_product,
  free_shipping: WORTH_SHAPES.free_shipping,
  gift_card: WORTH_SHAPES.gift_card,
  store_credit: { kind: z.literal("store_credit"), amount },
  points_to_money: {
    kind: z.literal("points_to_money"),
    amount: amount.describe("Money off for each step; `cost` is what a step costs."),
    minimumSteps: steps.default(1),
    maximumSteps: steps.default(100).describe("Most that are taken at once."),
  },
  donation: { kind: z.literal("donation"), cause: slug, amount },
  sample: { kind: z.literal("sample"), sku: WORTH_SHAPES.free_product.sku },
  event_seat: {
    kind: z.literal("event_seat"),
    startsAt: instant.describe("Of the gathering; `stock` is how many seats there are."),
    endsAt: instant.optional(),
    place,
  },
  experience: { kind: z.literal("experience"), place },
  access: { kind: z.literal("access") },
  perk: { kind: z.literal("perk"), perk: slug },
  code_pool: { kind: z.literal("code_pool"), pool: slug.describe("Whose codes it gives.") },
};

/** Their names; the shapes are the one list of them. */
export const KINDS = Object.keys(KIND_SHAPES) as (keyof typeof KIND_SHAPES)[];

/** What a redemption brings once it is captured. */
export type Delivery =
  | { readonly type: "voucher"; readonly worth: Worth }
  | { readonly type: "credit"; readonly amount: number }
  | { readonly type: "perk"; readonly perk: string }
  | { readonly type: "donation"; readonly cause: string; readonly amount: number }
  /** Taken from its pool when it was redeemed. */
  | { readonly type: "code" };

/** @param steps how many of them; only a slider has more than one. */
export function deliveryOf(reward: Reward, steps: number): Delivery {
  switch (reward.kind) {
    case "percent":
    case "fixed_amount":
    case "free_product":
    case "free_shipping":
    case "gift_card":
      return { type: "voucher", worth: reward };
    case "points_to_money":
      return { type: "voucher", worth: { kind: "fixed_amount", amount: steps * reward.amount } };
    case "sample":
      return { type: "voucher", worth: { kind: "thing", sku: reward.sku } };
    case "event_seat":
    case "experience": {
      const startsAt = reward.kind === "event_seat" ? reward.startsAt : undefined;
      return { type: "voucher", worth: { kind: "thing", startsAt, place: reward.place } };
    }
    case "access":
      return { type: "voucher", worth: { kind: "thing" } };
    case "code_pool":
      return { type: "code" };
    case "store_credit":
      return { type: "credit", amount: reward.amount };
    case "perk":
      return { type: "perk", perk: reward.perk };
    case "donation":
      return { type: "donation", cause: reward.cause, amount: reward.amount };
  }
}

/** How many steps may be bought at once: one, but of a slider. */
export const stepsOf = (reward: Reward): { readonly minimum: number; readonly maximum: number } =>
  reward.kind === "points_to_money"
    ? { minimum: reward.minimumSteps, maximum: reward.maximumSteps }
    : { minimum: 1, maximum: 1 };
