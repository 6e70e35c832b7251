import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ROLES } from "./roles";

/* Mirrors of migrations/0030_companies.sql: the row types of hand-written SQL. */

export const companies = sqliteTable("companies", {
  shop: text().notNull(),
  id: text().notNull(),
  vat_id: text(),
  created_at: integer().notNull(),
});

export const contacts = sqliteTable("contacts", {
  shop: text().notNull(),
  company: text().notNull(),
  id: text().notNull(),
  name: text(),
  role: text({ enum: ROLES }).notNull(),
  identifiers: text().notNull(),
  request_hash: text().notNull(),
  created_at: integer().notNull(),
  erased_at: integer(),
});

export const volumeBonuses = sqliteTable("volume_bonuses", {
  shop: text().notNull(),
  company: text().notNull(),
  year: integer().notNull(),
  goods: integer().notNull(),
  unit: text().notNull(),
  amount: integer().notNull(),
  program: integer().notNull(),
  settled_at: integer().notNull(),
});

export type CompanyRow = typeof companies.$inferSelect;
export type ContactRow = typeof contacts.$inferSelect;
export type BonusRow = typeof volumeBonuses.$inferSelect;
