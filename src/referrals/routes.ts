import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { claimReferral } from "./claim";
import * as example from "./examples";
import { linkEndpoints } from "./link-routes";
import { readReferral } from "./mine";
import { listReferrals, readOne } from "./read";
import { STAFF_REASONS } from "./rules";
import { approveReferral, refuseReferral, reverseReferral } from "./staff";
import { STATUSES } from "./statuses";
import { claimSchema, referralSchema } from "./view";

const friend = z.strictObject({
  externalId: line(255).min(1).optional(),
  email: line(255).min(1).optional(),
  phone: line(255).min(1).optional(),
  card: line(255).min(1).optional(),
  name: line(200).nullable().optional(),
  locale: z.enum(["de", "en"]).nullable().optional(),
});

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const claim = z.strictObject({
  code: line(100).min(1).describe("As printed or as typed."),
  friend: friend.describe(
    "Who came; found by these or made a member. A publishable key names them by email or phone.",
  ),
  clickedAt: instant.optional().describe("When the link was followed; without it, now."),
  source: z
    .string()
    .regex(/^[\w.:-]{1,40}$/, "Use a–z, 0–9, _, ., : and -, at most 40.")
    .optional()
    .describe("Where the friend came from, as you name it; no personal data."),
});

const decided = referralSchema.extend({ committed: z.boolean() });
const decision = z.strictObject({ reason: z.enum(STAFF_REASONS).default("other") });

/** What the decisions of staff have in common. */
const byStaff = {
  method: "post",
  access: "members:write",
  tag: "Referrals",
  answers: { 200: decided },
  errors: ["not_found", "referral_not_changeable"],
  canDryRun: true,
} as const;

const apiCalls: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/members/:ref/referral",
    access: "members:read",
    tag: "Referrals",
    summary: "A member's own code, link and counts",
    description:
      "The first call makes the code. `shareTexts` are for the member's own apps: the shop never " +
      "writes to a friend's address.",
    answers: {
      200: z.object({
        code: z.string(),
        url: z.string(),
        qrUrl: z.string(),
        counts: z.object({ clicks: z.int(), claimed: z.int(), rewarded: z.int() }),
        isEnabled: z.boolean(),
        terms: z.string().nullable().describe("What both get, in one sentence."),
        shareTexts: z.object({ de: z.string(), en: z.string() }),
      }),
    },
    errors: ["not_found", "invalid_ref", "member_erased"],
    example: { response: example.own },
    run: async (ctx, { params }) => ok(await readReferral(ctx, params.ref ?? "")),
  }),
  endpoint({
    method: "post",
    path: "/v1/referrals",
    access: "members:write",
    isForBrowsers: true,
    tag: "Referrals",
    summary: "A friend came through a code",
    description:
      "The friend becomes a member and gets the first-order voucher at once. A claim that is " +
      "refused is recorded too, with `status` `refused` and its `reasons`; a publishable key " +
      "learns only `not_eligible`. The same friend and code again is a replay.",
    body: claim,
    answers: { 201: claimSchema },
    example: example.claim,
    canDryRun: true,
    run: (ctx, { body }) => claimReferral(ctx, body),
  }),
  endpoint({
    method: "get",
    path: "/v1/referrals",
    access: "members:read",
    tag: "Referrals",
    summary: "Referrals, the latest first",
    description: "`?status=in_review` is the queue of those that a person has to decide.",
    query: z.object({ ...page, status: z.enum(STATUSES).optional() }),
    answers: { 200: listOf(referralSchema) },
    errors: ["invalid_cursor"],
    example: { response: { data: [example.referral], nextCursor: null } },
    run: async (ctx, { query }) => ok(await listReferrals(ctx, query)),
  }),
  endpoint({
    method: "get",
    path: "/v1/referrals/:id",
    access: "members:read",
    tag: "Referrals",
    summary: "Read a referral",
    answers: { 200: referralSchema },
    errors: ["not_found"],
    example: { response: example.referral },
    run: async (ctx, { params }) => ok(await readOne(ctx, params.id ?? "")),
  }),
];

const staffCalls: Endpoint[] = [
  endpoint({
    ...byStaff,
    path: "/v1/referrals/:id/approve",
    summary: "Accept what was held, refused or reversed",
    description:
      "The friend gets the voucher, unless they have ordered meanwhile; then the reward follows. " +
      "A claim that was refused before the friend became a member is to be made anew instead.",
    example: {
      response: {
        ...example.referral,
        status: "claimed",
        order: null,
        qualifiedAt: null,
        committed: true,
      },
    },
    run: (ctx, { params }) => approveReferral(ctx, params.id ?? ""),
  }),
  endpoint({
    ...byStaff,
    path: "/v1/referrals/:id/refuse",
    summary: "Refuse before the advocate is rewarded",
    description: "An unused voucher of the friend becomes void.",
    body: decision,
    example: {
      request: { reason: "fraud" },
      response: {
        ...example.referral,
        status: "refused",
        reasons: [{ code: "staff_fraud" }],
        voucher: null,
        endedAt: "2026-03-12T08:00:00Z",
        committed: true,
      },
    },
    run: (ctx, { params, body }) => refuseReferral(ctx, params.id ?? "", body.reason),
  }),
  endpoint({
    ...byStaff,
    path: "/v1/referrals/:id/reverse",
    summary: "Take the advocate's reward back",
    description:
      "Exactly the points that were given, by the program's `negative` policy where they are " +
      "spent; unused vouchers of both become void.",
    body: decision,
    example: {
      request: { reason: "fraud" },
      response: {
        ...example.referral,
        status: "reversed",
        reasons: [{ code: "staff_fraud" }],
        voucher: null,
        reward: { kind: "points", unit: "points", amount: 100 },
        rewardedAt: "2026-03-29T09:30:00Z",
        endedAt: "2026-04-02T08:00:00Z",
        committed: true,
      },
    },
    run: (ctx, { params, body }) => reverseReferral(ctx, params.id ?? "", body.reason),
  }),
];

export const referralEndpoints: Endpoint[] = [...linkEndpoints, ...apiCalls, ...staffCalls];
