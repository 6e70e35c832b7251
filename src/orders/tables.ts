import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { CHANNELS } from "../earning";

/* Mirrors of migrations/0006_orders.sql: the row types of hand-written SQL. */

export const orders = sqliteTable("orders", {
  shop: text().notNull(),
  id: text().notNull(),
  source: text().notNull(),
  version: integer().notNull(),
  member: text(),
  status: text({ enum: ["placed", "paid", "cancelled"] }).notNull(),
  is_kept: integer().notNull(),
  placed_at: integer().notNull(),
  channel: text({ enum: CHANNELS }).notNull(),
  store: text(),
  currency: text().notNull(),
  total: integer().notNull(),
  refunded: integer().notNull(),
  program: integer(),
  activates_at: integer(),
  content: text().notNull(),
  ledger: text().notNull(),
  answer: text().notNull(),
  request_hash: text().notNull(),
  recorded_at: integer().notNull(),
});

export const refunds = sqliteTable("refunds", {
  shop: text().notNull(),
  order_id: text().notNull(),
  source: text().notNull(),
  id: text().notNull(),
  amount: integer().notNull(),
  content: text().notNull(),
  answer: text().notNull(),
  request_hash: text().notNull(),
  refunded_at: integer().notNull(),
  recorded_at: integer().notNull(),
});

export const fulfilments = sqliteTable("fulfilments", {
  shop: text().notNull(),
  order_id: text().notNull(),
  source: text().notNull(),
  id: text().notNull(),
  status: text({ enum: ["shipped", "delivered", "collected", "served"] }).notNull(),
  items: text(),
  store: text(),
  happened_at: integer().notNull(),
  answer: text().notNull(),
  request_hash: text().notNull(),
  recorded_at: integer().notNull(),
});

export type OrderRow = typeof orders.$inferSelect;
export type RefundRow = typeof refunds.$inferSelect;
export type FulfilmentRow = typeof fulfilments.$inferSelect;
