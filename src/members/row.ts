import { columnsOf } from "../core/database";
import { NEVER } from "../lib/time";
import type { MemberRow } from "./tables";

const COLUMNS = columnsOf<MemberRow>({
  shop: 1,
  id: 1,
  version: 1,
  next_seq: 1,
  wakes_at: 1,
  kept_orders: 1,
  kept_total: 1,
  first_order_at: 1,
  order_dates: 1,
  profile: 1,
  attributes: 1,
  created_at: 1,
  erased_at: 1,
  kind: 1,
  merged_into: 1,
  household: 1,
  cause: 1,
});

/** The member's own columns, without those of the load. */
export const memberRowFrom = (row: MemberRow): MemberRow =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) => COLUMNS.includes(name)),
  ) as unknown as MemberRow;

/** Of a member who is enrolled now; the commit gives it the version 1. */
export const newRow = (shop: string, id: string, now: number): MemberRow => ({
  shop,
  id,
  version: 0,
  next_seq: 1,
  wakes_at: NEVER,
  kept_orders: 0,
  kept_total: 0,
  first_order_at: null,
  order_dates: "[]",
  profile: null,
  attributes: null,
  created_at: now,
  erased_at: null,
  kind: "person",
  merged_into: null,
  household: null,
  cause: null,
});
