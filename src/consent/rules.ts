import { type Batch, rowsOf } from "../core/database";
import { MINUTE } from "../lib/time";
import type { ConsentRow, SuppressionRow } from "./tables";

export const CHANNELS = ["email"] as const;
export type Channel = (typeof CHANNELS)[number];

/** `marketing`: news and offers; `points`: reminders of one's own points. */
export const PURPOSES = ["marketing", "points"] as const;
export type Purpose = (typeof PURPOSES)[number];

export type Status = ConsentRow["status"];
export type Method = ConsentRow["method"];
export type Reason = SuppressionRow["reason"];

/** The latest row of a purpose, with why its address is suppressed, if it is. */
export type LatestConsent = ConsentRow & { readonly suppressed: Reason | null };

/** A member's address with its hash, as `emailOf` makes it. */
export interface Email {
  readonly address: string;
  readonly hash: string;
}

export type Permission =
  | { readonly isAllowed: true }
  | {
      readonly isAllowed: false;
      readonly reason:
        | "no_address"
        | "no_consent"
        | "not_confirmed"
        | "withdrawn"
        | "suppressed"
        | "address_changed";
    };

const not = (reason: Extract<Permission, { isAllowed: false }>["reason"]): Permission => ({
  isAllowed: false,
  reason,
});

/**
 * Whether the member may be written to by mail for a purpose, and else why not.
 *
 * @param rows those of `consentStatements`, in its order
 */
export const permissionOf = (rows: Batch, email: Email | null, purpose: Purpose): Permission =>
  permission(latestOf(rows, purpose), email);

/** The row that counts for a purpose; null where there is none. */
export const latestOf = (rows: Batch, purpose: Purpose): LatestConsent | null =>
  rowsOf<LatestConsent>(rows, 0).find((row) => row.purpose === purpose) ?? null;

export function permission(latest: LatestConsent | null, email: Email | null): Permission {
  if (!email) return not("no_address");
  if (!latest) return not("no_consent");
  if (latest.status === "withdrawn") return not("withdrawn");
  if (latest.address !== email.hash) return not("address_changed");
  if (latest.suppressed !== null) return not("suppressed");
  return latest.status === "granted" ? { isAllowed: true } : not("not_confirmed");
}

/** Asked again so soon, somebody only waits for the mail that is on its way. */
const RECENT_MS = 10 * MINUTE;
/** Confirming mails to an address within a day: enough for whoever mistypes, none for pests. */
const MAX_MAILS_A_DAY = 3;

/** What follows when a permission is asked for by mail. @param mails sent there within a day */
export function requestStep(
  latest: LatestConsent | null,
  address: string,
  now: number,
  mails: number,
): "mailed" | "recent" | "known" | "limited" {
  if (latest?.address === address) {
    if (latest.status === "granted") return "known";
    if (latest.status === "requested" && now - latest.happened_at < RECENT_MS) return "recent";
  }
  return mails >= MAX_MAILS_A_DAY ? "limited" : "mailed";
}

type Placed = Pick<ConsentRow, "happened_at" | "id">;

/** Whether a row counts from now on, or lies before the one that does. */
export const isAfter = (row: Placed, latest: Placed | null): boolean =>
  latest === null ||
  row.happened_at > latest.happened_at ||
  (row.happened_at === latest.happened_at && row.id > latest.id);

/** When an act of this moment happened: after everything before it, whatever the clocks say. */
export const timeOf = (now: number, latest: Placed | null): number =>
  Math.max(now, (latest?.happened_at ?? 0) + 1);

/** The row that happened last. */
export const newestOf = <T extends Placed>(rows: readonly T[]): T | null =>
  rows.reduce<T | null>((newest, row) => (isAfter(row, newest) ? row : newest), null);
