import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0013_webhooks.sql: the row types of hand-written SQL. */

export const webhookEndpoints = sqliteTable("webhook_endpoints", {
  shop: text().notNull(),
  id: text().notNull(),
  version: integer().notNull(),
  ordinal: integer().notNull(),
  url: text().notNull(),
  types: text().notNull(),
  description: text().notNull(),
  status: text().$type<"enabled" | "disabled">().notNull(),
  disabled_reason: text().$type<"by_shop" | "failing" | "gone">(),
  failing_since: integer(),
  failures: integer().notNull(),
  secret_number: integer().notNull(),
  rotated_at: integer(),
  created_at: integer().notNull(),
});

export const webhookDeliveries = sqliteTable("webhook_deliveries", {
  shop: text().notNull(),
  endpoint: text().notNull(),
  fact: text().notNull(),
  position: integer().notNull(),
  local_day: text().notNull(),
  type: text().notNull(),
  status: text().$type<"pending" | "delivered" | "failed">().notNull(),
  attempts: integer().notNull(),
  next_at: integer(),
  claimed_at: integer(),
  last_status: integer(),
  last_error: text(),
  created_at: integer().notNull(),
  delivered_at: integer(),
});

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
