import { DAY, HOUR, MINUTE } from "../lib/time";

/** One mail an address and ten minutes: whoever types somebody else's address cannot flood it. */
const SLOT_MS = 10 * MINUTE;
const MAILS_A_DAY = 3;

/** How long somebody has to open the mail; their data are deleted then. */
export const JOIN_KEPT_MS = 7 * DAY;
/** A mail that could not be sent for this long would surprise whoever gets it. */
export const MAIL_PATIENCE_MS = 48 * HOUR;

export const slotOf = (at: number): number => Math.floor(at / SLOT_MS);
/** The first slot whose mails count towards today's. */
export const firstSlotOfDay = (now: number): number => slotOf(now - DAY);

/** Whether an address may get another mail after those of the last day. */
export const mayMail = (requestedAt: readonly number[], now: number): boolean =>
  requestedAt.filter((at) => at > now - DAY).length < MAILS_A_DAY &&
  requestedAt.every((at) => at <= now - SLOT_MS);

const TAG = /^[\w.:-]{1,40}$/;

/** Where somebody came from, as the link says it; what is no such word is left out. */
export const tagOf = (text: string | null): string | null =>
  text !== null && TAG.test(text) ? text : null;
