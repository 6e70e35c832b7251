/** How a referral may stand. */
export const STATUSES = [
  "claimed",
  "qualified",
  "rewarded",
  "in_review",
  "refused",
  "cancelled",
  "expired",
  "reversed",
] as const;
