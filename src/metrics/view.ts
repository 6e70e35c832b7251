import type { Numbers } from "./sums";
import type { Daily } from "./types";

const NOT_SENT = "notSent:";

/** A day's sums by the names under which they are told; the keys are those of `fold-rules.ts`. */
export function dailyFrom(
  numbers: Numbers,
  customers: Numbers,
): Omit<Daily, "day" | "isComplete" | "units"> {
  const n = (key: string) => numbers[key] ?? 0;
  const c = (kind: string) => customers[kind] ?? 0;
  return {
    orders: { paid: n("paid"), byGuests: n("guests"), cancelled: n("cancelled") },
    revenue: {
      gross: n("gross"),
      refunded: n("refunded"),
      cancelled: n("undone"),
      net: n("gross") - n("refunded") - n("undone"),
    },
    customers: {
      active: c("new") + c("returning"),
      new: c("new"),
      returning: c("returning"),
      slipping: c("in_slipping"),
      lapsed: c("in_lapsed"),
      lost: c("in_lost"),
      wonBack: c("in_won_back"),
    },
    members: { enrolled: n("enrolled"), erased: n("erased") },
    redemptions: {
      captured: n("captured"),
      reversed: n("takenBack"),
      cost: n("cost") - n("costBack"),
    },
    vouchers: { issued: n("vouchersIssued"), redeemed: n("vouchersRedeemed") },
    referrals: {
      clicks: n("clicks"),
      claimed: n("claimed"),
      qualified: n("qualified"),
      rewarded: n("rewarded"),
      cancelled: n("referralsCancelled"),
      expired: n("referralsExpired"),
      refused: n("refused"),
      reversed: n("referralsReversed"),
    },
    messages: {
      sent: n("sent"),
      shown: n("shown"),
      heldOut: n("heldOut"),
      notSent: Object.fromEntries(
        Object.entries(numbers)
          .filter(([key]) => key.startsWith(NOT_SENT))
          .map(([key, count]) => [key.slice(NOT_SENT.length), count]),
      ),
    },
    consents: { granted: n("granted"), withdrawn: n("withdrawn") },
  };
}
