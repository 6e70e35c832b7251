import { toIso } from "../lib/time";
import { type Email, type LatestConsent, type Purpose, permission } from "./rules";
import type { ConsentRow } from "./tables";

/** A row with the sentence that it names. */
export type WordedConsent = ConsentRow & {
  readonly wording_locale: string | null;
  readonly wording_text: string | null;
};

export const consentView = (row: WordedConsent) => ({
  id: row.id,
  channel: row.channel,
  purpose: row.purpose,
  status: row.status,
  method: row.method,
  source: row.source,
  wording:
    row.wording !== null && row.wording_text !== null
      ? { id: row.wording, locale: row.wording_locale, text: row.wording_text }
      : null,
  caller: row.caller,
  happenedAt: toIso(row.happened_at),
  recordedAt: toIso(row.recorded_at),
});

/**
 * Whether a purpose is allowed now, and the proof: the row that counts, and what confirmed it.
 *
 * @param history the latest first
 */
export function standingView(
  purpose: Purpose,
  latest: LatestConsent | null,
  email: Email | null,
  history: readonly WordedConsent[],
) {
  const allowed = permission(latest, email);
  const proof = history.find((row) => row.id === latest?.id) ?? null;
  return {
    channel: "email" as const,
    purpose,
    isAllowed: allowed.isAllowed,
    reason: allowed.isAllowed ? null : allowed.reason,
    status: latest?.status ?? null,
    proof: proof && consentView(proof),
    doubleOptIn: proof && stepsOf(proof, history),
  };
}

/** When a permission was asked for and confirmed; null where it was given in one step. */
function stepsOf(proof: WordedConsent, history: readonly WordedConsent[]) {
  if (proof.status === "requested") {
    return { requestedAt: toIso(proof.happened_at), confirmedAt: null };
  }
  if (proof.method !== "double_opt_in") return null;
  const request = history.find(
    (row) =>
      row.status === "requested" &&
      row.purpose === proof.purpose &&
      row.address === proof.address &&
      row.happened_at <= proof.happened_at,
  );
  return {
    requestedAt: toIso(request?.happened_at ?? null),
    confirmedAt: toIso(proof.happened_at),
  };
}
