import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0014_joins.sql: the row type of hand-written SQL. */

export const joins = sqliteTable("joins", {
  shop: text().notNull(),
  address: text().notNull(),
  slot: integer().notNull(),
  email: text(),
  name: text(),
  locale: text({ enum: ["de", "en"] }).notNull(),
  ticked: text().notNull(),
  source: text(),
  store: text(),
  referral_code: text(),
  requested_at: integer().notNull(),
  member: text(),
});

export type JoinRow = typeof joins.$inferSelect;
