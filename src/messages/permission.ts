import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import type { Who } from "../ledger";
import type { Purpose } from "./types";

export const CONSENT_STATEMENTS = 0;

export const consentStatements = (_ctx: Context, _who: Who): Statement[] => [];

export const permissionOf = (
  _rows: Batch,
  email: string | null,
  _purpose: Purpose,
): { isAllowed: true } | { isAllowed: false; reason: string } =>
  email === null
    ? { isAllowed: false, reason: "no_address" }
    : { isAllowed: false, reason: "no_consent" };
