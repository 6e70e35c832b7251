import { DAY } from "../lib/time";
import type { Profile } from "./profile";

/**
 * A birthday that was changed stays as it is for so long: whoever could move it at will had a
 * birthday whenever there is something to get. Setting the first one is no change.
 */
const LOCKED_MS = 365 * DAY;

/** What a profile holds of a birthday. */
type Born = Pick<Profile, "birthday" | "birthdayChangedAt">;

/** When the birthday can be changed to another day; null: now, or it is the same day. */
export function birthdayLockedUntil(
  before: Born,
  birthday: string | null,
  now: number,
): number | null {
  if (!isChange(before, birthday) || before.birthdayChangedAt === null) return null;
  const opensAt = before.birthdayChangedAt + LOCKED_MS;
  return opensAt > now ? opensAt : null;
}

/** The profile's part with another birthday, or none. Removing it opens no lock. */
export function withBirthday(before: Born, birthday: string | null, now: number): Born {
  if (isChange(before, birthday)) return { birthday, birthdayChangedAt: now };
  const isRemoved = birthday === null && before.birthday !== null;
  const changedAt = before.birthdayChangedAt;
  return { birthday, birthdayChangedAt: isRemoved ? (changedAt ?? LONG_AGO) : changedAt };
}

/** Marks that there was a birthday once, and that it was never changed. */
const LONG_AGO = 0;

/** Whether it is another day of the year, now or after one that was removed. */
function isChange(before: Born, birthday: string | null): boolean {
  if (birthday === null) return false;
  return before.birthday === null
    ? before.birthdayChangedAt !== null
    : dayOf(before.birthday) !== dayOf(birthday);
}

/** Month and day; the year may be corrected at any time. */
const dayOf = (birthday: string): string => birthday.slice("YYYY".length);
