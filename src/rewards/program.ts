import * as z from "zod";
import { duration, holdDuration, label, slug } from "../core/fields";
import type { ProgramSlice } from "../core/registry";
import { WHEN_SHAPE, WHO_SHAPE } from "../effects";
import { MAX_AMOUNT } from "../lib/numbers";
import { limits } from "../members";
import { CONDITION_SHAPE } from "../vouchers";
import { faults } from "./faults";
import { fulfilment } from "./handover";
import { KIND_SHAPES } from "./kinds";
import { headlines, sentences } from "./sentences";

const instant = z.iso.datetime({ offset: true });
const money = z.number().int().min(0).max(MAX_AMOUNT);

const cost = z
  .record(slug, z.number().int().min(0).max(MAX_AMOUNT))
  .refine((units) => Object.keys(units).length === 1, "Name exactly one unit.")
  .describe('A unit and how much of it, e.g. {"points": 500}.');

const common = {
  id: slug,
  name: label,
  cost,
  costAmount: money.default(0).describe("What it costs the shop, minor units."),
  stock: z.number().int().min(0).max(MAX_AMOUNT).nullable().default(null),
  from: instant.nullable().default(null),
  until: instant.nullable().default(null).describe("Exclusive."),
  onlyFor: z.strictObject(WHO_SHAPE).prefault({}).describe("Who can have it."),
  schedule: z.strictObject(WHEN_SHAPE).prefault({}).describe("When it can be redeemed."),
  prices: z
    .array(z.strictObject({ if: z.strictObject({ ...WHO_SHAPE, ...WHEN_SHAPE }), cost }))
    .max(10)
    .default([])
    .describe("Other prices; the first whose `if` holds is taken, else `cost`."),
  conditions: z.strictObject(CONDITION_SHAPE).prefault({}).describe("Of its voucher."),
  fulfilment: fulfilment.nullable().default(null),
  limitPerMember: z.number().int().min(1).max(100).nullable().default(null),
  limits: limits.default([]).describe("How often one member can have it in a period."),
  cooldown: duration
    .nullable()
    .default(null)
    .describe("From one time a member has it to the next."),
};

const reward = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, ...KIND_SHAPES.percent }),
  z.strictObject({ ...common, ...KIND_SHAPES.fixed_amount }),
  z.strictObject({ ...common, ...KIND_SHAPES.free_product }),
  z.strictObject({ ...common, ...KIND_SHAPES.free_shipping }),
  z.strictObject({ ...common, ...KIND_SHAPES.gift_card }),
  z.strictObject({ ...common, ...KIND_SHAPES.store_credit }),
  z.strictObject({ ...common, ...KIND_SHAPES.points_to_money }),
  z.strictObject({ ...common, ...KIND_SHAPES.donation }),
  z.strictObject({ ...common, ...KIND_SHAPES.sample }),
  z.strictObject({ ...common, ...KIND_SHAPES.event_seat }),
  z.strictObject({ ...common, ...KIND_SHAPES.experience }),
  z.strictObject({ ...common, ...KIND_SHAPES.access }),
  z.strictObject({ ...common, ...KIND_SHAPES.perk }),
  z.strictObject({ ...common, ...KIND_SHAPES.code_pool }),
]);

const redemption = z.strictObject({
  holdFor: holdDuration
    .default("PT15M")
    .describe("How long a hold lasts unless the call says less."),
  reversibleFor: duration.default("P30D"),
  voucherValidFor: duration
    .nullable()
    .default("P90D")
    .describe("Counted from when the code is issued; null: for ever."),
  reissueFor: duration.default("P30D").describe("How long after its end a code can be reissued."),
});

export type Reward = z.infer<typeof reward>;
export type RedemptionPolicy = z.infer<typeof redemption>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly rewards: readonly Reward[];
    readonly redemption: RedemptionPolicy;
  }
}

export const rewardsProgram: ProgramSlice = {
  shape: {
    rewards: z.array(reward).max(500).default([]),
    redemption: redemption.prefault({}),
  },
  sentences,
  headlines,
  faults,
};
