import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0009_consent.sql: the row type of hand-written SQL. */

export const mails = sqliteTable("mails", {
  shop: text().notNull(),
  key: text().notNull(),
  recipient: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text(),
  headers: text().notNull(),
  deliveries: integer().notNull(),
  sent_at: integer().notNull(),
  recorded_at: integer().notNull(),
});

export type MailRow = typeof mails.$inferSelect;
