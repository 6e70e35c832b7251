import { codeFrom, isWellFormedCode, prefixFrom, readCode } from "../lib/codes";

/** First signs of every code of a shop: 27,000 shops can tell their codes apart. */
export const PREFIX_SIGNS = 3;
/** Drawn at random: 24 million codes a shop. */
const OWN_SIGNS = 5;
/** With the checksum sign. */
const LENGTH = PREFIX_SIGNS + OWN_SIGNS + 1;

const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(OWN_SIGNS * 5));

/** A fresh code, e.g. `K7QM3XR94`. */
export const newReferralCode = (prefix: string): string =>
  codeFrom(randomBytes(), OWN_SIGNS, prefix);

export const newPrefix = (): string => prefixFrom(randomBytes(), PREFIX_SIGNS);

/** Longest text that is looked at: a code with separators, and some nonsense to remember. */
const READ_LENGTH = 40;

/** What was typed, as the code it must mean; what cannot be one stays recognisable nonsense. */
export const readReferralCode = (typed: string): string =>
  readCode(typed.slice(0, READ_LENGTH)).slice(0, READ_LENGTH);

/** Whether a code (as {@link readReferralCode} gives it) is free of typing errors. */
export const isReferralCode = (code: string): boolean =>
  code.length === LENGTH && isWellFormedCode(code);

export const prefixOf = (code: string): string => code.slice(0, PREFIX_SIGNS);
