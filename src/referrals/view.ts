import * as z from "zod";
import type { Context } from "../core/context";
import { decodeKeyId, encodeKeyId } from "../lib/ids";
import { toIso } from "../lib/time";
import { codeSchema, codeView, type VoucherRow } from "../vouchers";
import { REFUSALS, type Reason, STAFF_REASONS } from "./rules";
import { STATUSES } from "./statuses";
import type { ReferralRow } from "./tables";

/** What the advocate got, as the row keeps it so that exactly that is taken back. */
export type Given =
  | {
      readonly kind: "points";
      readonly unit: string;
      readonly amount: number;
      readonly lot: number;
      readonly expiresAt: number;
    }
  | { readonly kind: "voucher" };

export const reasonsOf = (row: Pick<ReferralRow, "reasons">): Reason[] =>
  JSON.parse(row.reasons) as Reason[];

export const givenBy = (row: Pick<ReferralRow, "reward">): Given | null =>
  row.reward === null ? null : (JSON.parse(row.reward) as Given);

/** The public id of the order that `source:id` names. */
export const orderIdOf = (ref: string): string => {
  const at = ref.indexOf(":");
  return encodeKeyId("ord", [ref.slice(0, at), ref.slice(at + 1)]);
};

/** An order's public id as `source:id`; null when it is none. */
export function orderRefFrom(id: string): string | null {
  const parts = decodeKeyId("ord", id);
  return parts?.length === 2 ? parts.join(":") : null;
}

/** A referral as staff see it. */
export function referralView(row: ReferralRow, vouchers: readonly VoucherRow[]) {
  const of = (member: string | null) =>
    vouchers.find((v) => v.member === member && v.status !== "void");
  const [friends, advocates] = [of(row.friend), of(row.advocate)];
  const given = givenBy(row);
  return {
    id: row.id,
    status: row.status,
    reasons: reasonsOf(row).map((code) => ({ code })),
    code: row.code,
    advocate: row.advocate,
    friend: row.friend,
    voucher: friends ? codeView(friends) : null,
    order: row.order_ref === null ? null : orderIdOf(row.order_ref),
    reward:
      given?.kind === "points"
        ? { kind: given.kind, unit: given.unit, amount: given.amount }
        : given && advocates
          ? { kind: given.kind, ...codeView(advocates) }
          : null,
    source: row.source,
    clickedAt: toIso(row.clicked_at),
    createdAt: toIso(row.created_at),
    qualifiedAt: toIso(row.qualified_at),
    rewardedAt: toIso(row.rewarded_at),
    endedAt: toIso(row.ended_at),
  };
}

const instant = z.string().nullable();
const reasons = z
  .array(z.object({ code: z.string() }))
  .describe(
    `Why it was refused, held or ended: \`${REFUSALS.join("`, `")}\`, \`too_many_claims\`, ` +
      "`order_cancelled`, `order_returned`, `below_minimum`, `not_ordered_in_time`, " +
      `\`staff_${STAFF_REASONS.join("`, `staff_")}\`; to a publishable key only \`not_eligible\`.`,
  );

export const referralSchema = z
  .object({
    id: z.string(),
    status: z.enum(STATUSES),
    reasons,
    code: z.string(),
    advocate: z.string().nullable(),
    friend: z.string().nullable(),
    voucher: codeSchema.nullable(),
    order: z.string().nullable(),
    reward: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("points"), unit: z.string(), amount: z.number().int() }),
        z.object({ kind: z.literal("voucher"), code: z.string(), expiresAt: instant }),
      ])
      .nullable(),
    source: z.string().nullable(),
    clickedAt: instant,
    createdAt: z.string(),
    qualifiedAt: instant,
    rewardedAt: instant,
    endedAt: instant,
  })
  .meta({ id: "Referral" });

/** The answer to a claim. A browser must not learn who is a customer, so it is told less. */
export function claimView(
  ctx: Context,
  row: ReferralRow,
  voucher: VoucherRow | null,
  terms: string | null,
) {
  const { isPublishable } = ctx.caller;
  const isRefused = row.status === "refused";
  const told = reasonsOf(row).map((code) => ({ code: code as string }));
  return {
    id: row.id,
    committed: true,
    status: row.status,
    reasons: isPublishable && isRefused ? [{ code: "not_eligible" }] : told,
    voucher: voucher && codeView(voucher),
    member: isPublishable ? null : row.friend,
    terms,
  };
}

export const claimSchema = z.object({
  id: z.string(),
  committed: z.boolean(),
  status: z.enum(STATUSES),
  reasons,
  voucher: codeSchema.nullable().describe("The friend's, for a first order."),
  member: z.string().nullable().describe("The friend; not told to a publishable key."),
  terms: z.string().nullable().describe("What both get, in one sentence; null where refused."),
});
