import { codeFrom, grouped, isWellFormedCode, readCode } from "../lib/codes";

/** Drawn at random: 30^8 codes a shop, so that guessing one of a million takes 650,000 tries. */
const SIGNS = 8;
/** With the checksum sign. */
const LENGTH = SIGNS + 1;

/** A fresh code as it is stored, e.g. `7F3KQ2HWX`. */
export const newVoucherCode = (): string =>
  codeFrom(crypto.getRandomValues(new Uint8Array(SIGNS * 4)), SIGNS);

/** Up to four letters that tell people which reward a code is for; none where it was granted. */
const prefixOf = (reward: string | null): string =>
  (reward ?? "")
    .replace(/[^a-z]/g, "")
    .slice(0, 4)
    .toUpperCase();

/** A stored code as people see it and read it aloud: `MUG-7F3K-Q2HW-X`. */
export const shownCode = (reward: string | null, code: string): string =>
  [prefixOf(reward), grouped(code)].filter((part) => part !== "").join("-");

/**
 * The stored code that a typed one means, or null when it is mistyped. The letters before it only
 * serve people: the checksum does not cover them, and they may be missing or wrong.
 */
export function readVoucherCode(typed: string): string | null {
  const text = readCode(typed);
  const code = text.slice(-LENGTH);
  const isOurs = /^[A-Z0-9]{0,4}$/.test(text.slice(0, -LENGTH)) && code.length === LENGTH;
  return isOurs && isWellFormedCode(code) ? code : null;
}
