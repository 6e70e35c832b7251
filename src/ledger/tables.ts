import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0003_ledger.sql and 0019_ledger_dates.sql: the row types of hand-written SQL. */

export const wallets = sqliteTable("wallets", {
  shop: text().notNull(),
  member: text().notNull(),
  unit: text().notNull(),
  available: integer().notNull(),
  pending: integer().notNull(),
  held: integer().notNull(),
  owed: integer().notNull(),
  earned: integer().notNull(),
  spent: integer().notNull(),
  next_expiry_at: integer(),
  next_expiry_amount: integer(),
  next_activation_at: integer(),
  next_activation_amount: integer(),
  lapses_at: integer(),
  lapses_after: text(),
  lapsing: integer().notNull(),
  next_deadline_at: integer(),
  next_deadline_amount: integer(),
});

export const transfers = sqliteTable("transfers", {
  shop: text().notNull(),
  member: text().notNull(),
  seq: integer().notNull(),
  unit: text().notNull(),
  from_account: text().notNull(),
  to_account: text().notNull(),
  amount: integer().notNull(),
  reason: text().notNull(),
  cause: text().notNull(),
  line: text(),
  rule: text(),
  program: integer(),
  lot: integer(),
  takes: text(),
  reverses: integer(),
  happened_at: integer().notNull(),
  recorded_at: integer().notNull(),
});

export const lots = sqliteTable("lots", {
  shop: text().notNull(),
  member: text().notNull(),
  unit: text().notNull(),
  state: text({ enum: ["pending", "available", "closed"] }).notNull(),
  due_at: integer().notNull(),
  lot: integer().notNull(),
  amount: integer().notNull(),
  remaining: integer().notNull(),
  expired: integer().notNull(),
  waived: integer().notNull(),
  expires_at: integer().notNull(),
  cause: text().notNull(),
  awaits: text(),
});

export const adjustments = sqliteTable("adjustments", {
  shop: text().notNull(),
  member: text().notNull(),
  id: text().notNull(),
  unit: text().notNull(),
  amount: integer().notNull(),
  reason: text().notNull(),
  note: text(),
  actor: text(),
  lot: integer(),
  expires_at: integer(),
  takes: text(),
  owed: integer().notNull(),
  wallet: text().notNull(),
  reversal: text(),
  reversed_at: integer(),
  created_at: integer().notNull(),
  followed: text(),
});

export const goodwill = sqliteTable("goodwill", {
  shop: text().notNull(),
  credential: text().notNull(),
  local_day: text().notNull(),
  given: integer().notNull(),
  daily_limit: integer().notNull(),
});

/* Mirror of a table of migrations/0026_merges.sql. */

export const carried = sqliteTable("carried", {
  shop: text().notNull(),
  member: text().notNull(),
  unit: text().notNull(),
  amount: integer().notNull(),
  expired: integer().notNull(),
  earned: integer().notNull(),
  spent: integer().notNull(),
});

export type CarriedRow = typeof carried.$inferSelect;
export type WalletRow = typeof wallets.$inferSelect;
export type TransferRow = typeof transfers.$inferSelect;
export type LotRow = typeof lots.$inferSelect;
export type AdjustmentRow = typeof adjustments.$inferSelect;
