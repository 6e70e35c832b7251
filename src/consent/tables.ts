import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0009_consent.sql: the row types of hand-written SQL. */

export const wordings = sqliteTable("wordings", {
  shop: text().notNull(),
  id: text().notNull(),
  locale: text({ enum: ["de", "en"] }).notNull(),
  text: text().notNull(),
  first_used_at: integer().notNull(),
});

export const consents = sqliteTable("consents", {
  shop: text().notNull(),
  member: text().notNull(),
  channel: text({ enum: ["email"] }).notNull(),
  purpose: text({ enum: ["marketing", "points"] }).notNull(),
  happened_at: integer().notNull(),
  id: text().notNull(),
  status: text({ enum: ["requested", "granted", "withdrawn"] }).notNull(),
  method: text({
    enum: ["form", "double_opt_in", "api", "import", "staff", "link", "one_click", "complaint"],
  }).notNull(),
  source: text(),
  wording: text(),
  address: text().notNull(),
  caller: text().notNull(),
  recorded_at: integer().notNull(),
});

export const suppressions = sqliteTable("suppressions", {
  shop: text().notNull(),
  address: text().notNull(),
  reason: text({ enum: ["hard_bounce", "complaint", "unsubscribed", "manual"] }).notNull(),
  suppressed_at: integer().notNull(),
});

export type ConsentRow = typeof consents.$inferSelect;
export type WordingRow = typeof wordings.$inferSelect;
export type SuppressionRow = typeof suppressions.$inferSelect;
