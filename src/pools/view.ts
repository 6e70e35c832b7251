import { toIso } from "../lib/time";
import { freeCodes, isLow } from "./rules";
import type { PoolRow } from "./tables";

/** A pool as staff see it: how many codes, never which. */
export const poolView = (row: PoolRow, now: number) => ({
  id: row.id,
  name: row.name,
  imported: row.imported,
  free: freeCodes(row, now),
  issued: row.issued,
  void: row.voided,
  lowBelow: row.low_below,
  isLow: isLow(row),
  expiresAt: toIso(row.expires_at),
  createdAt: toIso(row.created_at),
});
