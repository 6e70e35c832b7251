import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import type { Who } from "../ledger";
import type { MemberRow } from "../members";
import type { Purpose } from "./types";

export const CONSENT_STATEMENTS = 0;

export const consentStatements = (_ctx: Context, _who: Who): Statement[] => [];

export const emailOf = async (_row: MemberRow): Promise<{ address: string } | null> => null;

export const permissionOf = (
  _rows: Batch,
  _email: { address: string } | null,
  _purpose: Purpose,
): { isAllowed: true } | { isAllowed: false; reason: string } => ({
  isAllowed: false,
  reason: "no_consent",
});
