import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { holdDuration, line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { listRewards } from "./catalogue";
import { captureRedemption, releaseRedemption, reverseRedemption } from "./change";
import { catalogue, read, redemption } from "./examples";
import { ownId } from "./keys";
import { readRedemption } from "./read";
import { redeem } from "./redeem";
import { changedRedemptionSchema, redemptionSchema, rewardSchema } from "./schemas";

const wish = z
  .strictObject({
    id: ownId.optional().describe("Your own id: the same again is the same redemption."),
    rewardId: line(100).min(1),
    member: line(300).min(1),
    order: line(300).min(1).nullable().optional(),
    hold: z.boolean().default(false).describe("Reserve the points; a capture spends them."),
    useHousehold: z
      .boolean()
      .optional()
      .describe("What the member lacks is taken from the household's pool, within their limits."),
    quantity: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe("Steps of a `points_to_money` reward; without it as few as it takes."),
    ttl: holdDuration.nullable().optional().describe("How long a hold lasts, at most P1D."),
  })
  .refine((w) => w.hold || !w.ttl, { path: ["ttl"], message: "Only a hold has an end." });

const life = {
  method: "post",
  access: "rewards:redeem",
  tag: "Rewards",
  answers: { 200: changedRedemptionSchema },
  canDryRun: true,
} as const;

export const rewardEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/rewards",
    access: "program:read",
    isForBrowsers: true,
    tag: "Rewards",
    summary: "The catalogue, and what a member can have of it",
    description:
      "With `?member=` each reward says whether that member can redeem it now and, if not, why. " +
      "What is missing is told: points, a level, an attribute or a birthday, or when it is on again. " +
      "A publishable key reads the catalogue without a member and without the shop's costs.",
    query: z.object({ ...page, member: z.string().max(300).optional() }),
    answers: { 200: listOf(rewardSchema) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "forbidden"],
    example: catalogue,
    run: async (ctx, { query }) => ok(await listRewards(ctx, query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/redemptions",
    access: "rewards:redeem",
    tag: "Rewards",
    summary: "Spend points on a reward, or hold them for it",
    description:
      "Without `hold` the points are spent at once and what they buy is given: a voucher, or what " +
      "`given` says (store credit, a perk, a donation). With `hold` the points are " +
      "reserved until `holdUntil` and come back by themselves unless captured before.",
    body: wish,
    answers: { 200: changedRedemptionSchema, 201: changedRedemptionSchema },
    errors: [
      "not_found",
      "invalid_ref",
      "redemption_differs",
      "member_erased",
      "insufficient_points",
      "reward_out_of_stock",
      "reward_not_yet_on_offer",
      "reward_ended",
      "reward_not_now",
      "reward_not_for_member",
      "reward_limit_reached",
      "reward_cooling_down",
      "quantity_not_possible",
      "too_many_holds",
      "contact_may_not_redeem",
      "not_in_household",
      "limit_reached",
    ],
    example: {
      request: { id: "till-7-1001", rewardId: "mug", member: "ext:c-42" },
      response: redemption,
    },
    canDryRun: true,
    run: (ctx, { body }) => redeem(ctx, body),
  }),
  endpoint({
    method: "get",
    path: "/v1/redemptions/:id",
    access: "rewards:redeem",
    tag: "Rewards",
    summary: "Read a redemption",
    description: "By our `red_…` or by your own id.",
    answers: { 200: redemptionSchema },
    errors: ["not_found"],
    example: { response: read },
    run: async (ctx, { params }) => ok(await readRedemption(ctx, params.id ?? "")),
  }),
  endpoint({
    ...life,
    path: "/v1/redemptions/:id/capture",
    summary: "Make a hold final and give what it was for",
    errors: ["not_found", "redemption_not_held", "hold_expired"],
    example: { response: redemption },
    run: (ctx, { params }) => captureRedemption(ctx, params.id ?? ""),
  }),
  endpoint({
    ...life,
    path: "/v1/redemptions/:id/release",
    summary: "Give a hold back",
    errors: ["not_found", "redemption_not_held"],
    example: { response: { ...redemption, status: "released", voucher: null } },
    run: (ctx, { params }) => releaseRedemption(ctx, params.id ?? ""),
  }),
  endpoint({
    ...life,
    path: "/v1/redemptions/:id/reverse",
    summary: "Undo a redemption",
    description:
      "Points go back to the lots they came from; its unused voucher becomes void, and what it " +
      "gave is taken back, unless it was used.",
    errors: [
      "not_found",
      "redemption_not_captured",
      "too_late_to_reverse",
      "voucher_already_redeemed",
      "voucher_held",
      "reward_used",
      "redemption_fulfilled",
    ],
    example: { response: { ...redemption, status: "reversed" } },
    run: (ctx, { params }) => reverseRedemption(ctx, params.id ?? ""),
  }),
];
