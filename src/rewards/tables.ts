import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0005_rewards.sql and 0022_reward_kinds.sql: the row types of hand-written SQL. */

export const rewards = sqliteTable("rewards", {
  shop: text().notNull(),
  id: text().notNull(),
  taken: integer().notNull(),
  stock: integer(),
});

export const redemptions = sqliteTable("redemptions", {
  shop: text().notNull(),
  id: text().notNull(),
  member: text().notNull(),
  reward: text().notNull(),
  status: text({ enum: ["held", "captured", "released", "reversed"] }).notNull(),
  unit: text().notNull(),
  cost: integer().notNull(),
  takes: text().notNull(),
  is_counted: integer().notNull(),
  hold_until: integer(),
  voucher: text(),
  order_ref: text(),
  program: integer().notNull(),
  request_hash: text().notNull(),
  answer: text().notNull(),
  created_at: integer().notNull(),
  captured_at: integer(),
  ended_at: integer(),
  quantity: integer().notNull(),
  given: text(),
  counted: text(),
  fulfilment: text({ enum: ["to_do", "prepared", "shipped", "delivered", "collected", "failed"] }),
  fulfilled_at: integer(),
});

export const redemptionFulfilments = sqliteTable("redemption_fulfilments", {
  shop: text().notNull(),
  redemption: text().notNull(),
  id: text().notNull(),
  status: text({ enum: ["prepared", "shipped", "delivered", "collected", "failed"] }).notNull(),
  at: integer().notNull(),
  tracking: text(),
  store: text(),
  request_hash: text().notNull(),
  answer: text().notNull(),
  created_at: integer().notNull(),
});

export type FulfilmentRow = typeof redemptionFulfilments.$inferSelect;
export type RedemptionRow = typeof redemptions.$inferSelect;
