import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0027_plans.sql: the row types of hand-written SQL. */

export const plans = sqliteTable("plans", {
  shop: text().notNull(),
  id: text().notNull(),
  status: text({ enum: ["running", "done", "cancelled"] }).notNull(),
  page: integer().notNull(),
  last_member: text().notNull(),
  members: integer().notNull(),
  looked_at: integer().notNull(),
  gaining: integer().notNull(),
  losing: integer().notNull(),
  differing: integer().notNull(),
  is_cut: integer().notNull(),
  starts_at: integer().notNull(),
  ends_at: integer().notNull(),
  program: integer().notNull(),
  costs: text().notNull(),
  created_by: text().notNull(),
  created_at: integer().notNull(),
  finished_at: integer(),
});

export const planDocuments = sqliteTable("plan_documents", {
  shop: text().notNull(),
  plan: text().notNull(),
  document: text().notNull(),
});

export const planSums = sqliteTable("plan_sums", {
  shop: text().notNull(),
  plan: text().notNull(),
  kind: text({ enum: ["rule", "unit", "move", "budget"] }).notNull(),
  name: text().notNull(),
  before: integer().notNull(),
  after: integer().notNull(),
  worth_before: integer().notNull(),
  worth_after: integer().notNull(),
  gaining: integer().notNull(),
  losing: integer().notNull(),
});

export const planExamples = sqliteTable("plan_examples", {
  shop: text().notNull(),
  plan: text().notNull(),
  member: text().notNull(),
  money: integer().notNull(),
  units: integer().notNull(),
  given: text().notNull(),
});

export type PlanRow = typeof plans.$inferSelect;
export type PlanSumRow = typeof planSums.$inferSelect;
export type PlanExampleRow = typeof planExamples.$inferSelect;
