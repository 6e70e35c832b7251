import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0018_perks.sql: the row types of hand-written SQL. */

export const perkUses = sqliteTable("perk_uses", {
  shop: text().notNull(),
  id: text().notNull(),
  member: text().notNull(),
  perk: text().notNull(),
  store: text(),
  source: text({ enum: ["tier", "grant"] }).notNull(),
  takes: text(),
  counted: text().notNull(),
  program: integer().notNull(),
  used_at: integer().notNull(),
  request_hash: text().notNull(),
  answer: text().notNull(),
  reversed_at: integer(),
  reversal: text(),
  created_at: integer().notNull(),
});

export type PerkUseRow = typeof perkUses.$inferSelect;
