/**
 * Codes that people read aloud and type: 30 signs without look-alikes (no 0 O, 1 I L, U, so no
 * accidental words either), and a last sign that catches every single mistyped sign and every
 * swap of neighbours.
 */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE = ALPHABET.length;
/** Weighted sum modulo 31, a prime above the base: position i weighs i + 2. */
function checksum(body: string): number {
  let total = 0;
  for (let i = 0; i < body.length; i++) {
    total += (ALPHABET.indexOf(body.charAt(i)) + 1) * (i + 2);
  }
  return total % 31;
}

/** Signs of the alphabet, each as likely as the others; fewer than there are bytes. */
function signsFrom(bytes: Uint8Array): string[] {
  // 240 is the largest multiple of 30 below 256: taking only smaller bytes keeps signs equally likely.
  return [...bytes].filter((b) => b < 240).map((b) => ALPHABET.charAt(b % BASE));
}

/**
 * `signs` random signs and a checksum sign, e.g. `7F3KQ2`. About 4.9 bits a sign. Bodies whose
 * checksum would need a 31st sign are drawn again by taking further bytes.
 *
 * @param bytes random bytes, at least three times `signs`.
 * @param prefix signs that the code begins with; the checksum covers them too.
 */
export function codeFrom(bytes: Uint8Array, signs: number, prefix = ""): string {
  const drawn = signsFrom(bytes);
  for (let start = 0; start + signs <= drawn.length; start++) {
    const body = prefix + drawn.slice(start, start + signs).join("");
    const check = checksum(body);
    if (check < BASE) return body + ALPHABET.charAt(check);
  }
  throw new Error("too few random bytes for a code");
}

/** So many random signs, without a checksum: what several codes begin with. */
export function prefixFrom(bytes: Uint8Array, signs: number): string {
  const drawn = signsFrom(bytes);
  if (drawn.length < signs) throw new Error("too few random bytes for a prefix");
  return drawn.slice(0, signs).join("");
}

/** What was typed, as the code it must mean: upper case, without separators. */
export const readCode = (typed: string): string => typed.toUpperCase().replace(/[\s\-_.]/g, "");

/** Whether a code (as {@link readCode} gives it) is free of typing errors. */
export function isWellFormedCode(code: string): boolean {
  if (code.length < 3 || [...code].some((sign) => !ALPHABET.includes(sign))) return false;
  return ALPHABET.charAt(checksum(code.slice(0, -1))) === code.slice(-1);
}

/** A code in groups of four for reading aloud: `7F3K-Q2`. */
export const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");
