import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0029_households.sql: the row types of hand-written SQL. */

export const households = sqliteTable("households", {
  shop: text().notNull(),
  id: text().notNull(),
  owner: text().notNull(),
  name: text(),
  opened_with: text().notNull(),
  request_hash: text().notNull(),
  created_at: integer().notNull(),
  closed_at: integer(),
});

export const householdMembers = sqliteTable("household_members", {
  shop: text().notNull(),
  household: text().notNull(),
  member: text().notNull(),
  role: text({ enum: ["owner", "adult", "child"] }).notNull(),
  limits: text(),
  contributed: text().notNull(),
  drawn: text().notNull(),
  joined_at: integer().notNull(),
});

export const householdMoves = sqliteTable("household_moves", {
  shop: text().notNull(),
  household: text().notNull(),
  id: text().notNull(),
  kind: text({ enum: ["contribution", "draw"] }).notNull(),
  member: text().notNull(),
  unit: text().notNull(),
  amount: integer().notNull(),
  answer: text().notNull(),
  request_hash: text().notNull(),
  created_at: integer().notNull(),
});

export type HouseholdRow = typeof households.$inferSelect;
export type HouseholdMemberRow = typeof householdMembers.$inferSelect;
export type MoveRow = typeof householdMoves.$inferSelect;
