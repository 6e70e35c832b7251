import type { Context } from "../core/context";
import type { OpenMember } from "../members";
import type { Draft } from "../messages";
import type { Program } from "../program";
import type { Nudge } from "./rules";
import { expiryValues, type Gift, giftOf, winBackValues } from "./values";

export type { Gift } from "./values";

/** The voucher that goes with a nudge, where the program has one. @param code made beforehand */
export function giftFor(ctx: Context, program: Program, of: Nudge, code: string): Gift | null {
  const { voucher } = program.parts.journeys.winBack;
  return of.journey === "win_back" && voucher !== null ? giftOf(ctx, voucher, code) : null;
}

/** A nudge as a message. */
export function draftOf(
  ctx: Context,
  program: Program,
  member: OpenMember,
  of: Nudge,
  gift: Gift | null,
): Draft {
  const { key, journey, dueAt } = of;
  const { winBack, pointsExpiring } = program.parts.journeys;
  switch (of.journey) {
    case "win_back":
      return {
        ...{ key, journey, dueAt },
        purpose: "marketing",
        isPromotion: true,
        stopsOnOrder: true,
        holdoutPercent: winBack.holdoutPercent,
        values: winBackValues(of.silence, gift),
      };
    case "points_expiring":
      return {
        ...{ key, journey, dueAt },
        ...SERVICE,
        holdoutPercent: pointsExpiring.holdoutPercent,
        values: expiryValues(ctx, program, member, of.expiry),
      };
  }
}

/** A notice about the member's own points. */
export const SERVICE = {
  purpose: "points",
  isPromotion: false,
  stopsOnOrder: false,
} as const;
