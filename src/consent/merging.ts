import { newId } from "../lib/ids";
import type { Merger, MergingWho } from "../members";
import { type LatestConsent, latestOf, PURPOSES, timeOf } from "./rules";
import { CONSENT_STATEMENTS, consentStatements, insertConsent } from "./store";
import type { ConsentRow } from "./tables";

/**
 * Of two who are one the stricter word counts: what either took back stays taken back. What only
 * the other agreed to is noted with its proof. Told apart again, each keeps what is on record: an
 * address that went back is written to no more.
 */
export const mergeConsents: Merger = {
  key: "consents",
  statements: 2 * CONSENT_STATEMENTS,
  load: (ctx, { target, source }: MergingWho) => [
    ...consentStatements(ctx, target),
    ...consentStatements(ctx, source),
  ],
  merge: (ctx, { target }, rows) => {
    for (const purpose of PURPOSES) {
      const own = latestOf(rows, purpose);
      const noted = stricter(own, latestOf(rows.slice(CONSENT_STATEMENTS), purpose), ctx.now);
      if (!noted) continue;
      const { suppressed: _, ...row } = noted;
      const id = newId("cns");
      target.writes.push(
        insertConsent({
          ...row,
          member: target.row.id,
          id,
          recorded_at: ctx.now,
        } satisfies ConsentRow),
      );
      const { channel, status, method } = row;
      target.facts.push({ type: "consent_changed", consent: id, channel, purpose, status, method });
    }
  },
  undo: () => undefined,
};

/** What has to be noted with the one of what the other said; null: nothing. */
export function stricter(
  own: LatestConsent | null,
  other: LatestConsent | null,
  now: number,
): LatestConsent | null {
  if (other === null || own?.status === "withdrawn") return null;
  if (own === null) return other;
  return other.status === "withdrawn" ? { ...other, happened_at: timeOf(now, own) } : null;
}
