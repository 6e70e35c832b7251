import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { PURPOSES } from "../consent";
import { CHANNELS, STATUSES } from "./types";

/* Mirror of migrations/0010_messages.sql: the row type of hand-written SQL. */

export const messages = sqliteTable("messages", {
  shop: text().notNull(),
  member: text().notNull(),
  key: text().notNull(),
  journey: text().notNull(),
  purpose: text({ enum: PURPOSES }).notNull(),
  channel: text({ enum: CHANNELS }).notNull(),
  status: text({ enum: STATUSES }).notNull(),
  reason: text(),
  stops_on_order: integer().notNull(),
  last_order_at: integer(),
  details: text().notNull(),
  program: integer().notNull(),
  attempts: integer().notNull(),
  due_at: integer().notNull(),
  planned_at: integer().notNull(),
  claimed_at: integer(),
  sent_at: integer(),
  read_at: integer(),
});

export type MessageRow = typeof messages.$inferSelect;
