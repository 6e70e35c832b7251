import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { STATUSES } from "./statuses";

/* Mirrors of migrations/0011_referrals.sql: the row types of hand-written SQL. */

export const referralCodes = sqliteTable("referral_codes", {
  shop: text().notNull(),
  code: text().notNull(),
  member: text().notNull(),
  clicks: integer().notNull(),
  created_at: integer().notNull(),
});

export const referralClicks = sqliteTable("referral_clicks", {
  shop: text().notNull(),
  local_day: text().notNull(),
  code: text().notNull(),
  clicks: integer().notNull(),
});

export const referrals = sqliteTable("referrals", {
  shop: text().notNull(),
  id: text().notNull(),
  version: integer().notNull(),
  code: text().notNull(),
  advocate: text(),
  friend: text(),
  status: text({ enum: STATUSES }).notNull(),
  reasons: text().notNull(),
  program: integer().notNull(),
  order_ref: text(),
  reward: text(),
  source: text(),
  clicked_at: integer(),
  created_at: integer().notNull(),
  claimed_at: integer(),
  qualified_at: integer(),
  rewarded_at: integer(),
  ended_at: integer(),
});

export type ReferralCodeRow = typeof referralCodes.$inferSelect;
export type ReferralRow = typeof referrals.$inferSelect;
export type ReferralStatus = ReferralRow["status"];
