import * as z from "zod";
import { causesProgram } from "../../../src/causes/program";
import type { ProgramParts, ProgramSlice, Sentence, Voice } from "../../../src/core/registry";
import { earningProgram } from "../../../src/earning/program";
import { ledgerProgram } from "../../../src/ledger/program";
import { membersProgram } from "../../../src/members/program";
import { perksProgram } from "../../../src/perks/program";
import { programSentences } from "../../../src/program/words";
import { rewardsProgram } from "../../../src/rewards/program";
import { stampsProgram } from "../../../src/stamps/program";
import { tiersProgram } from "../../../src/tiers/program";

/** The slices of what earns and what that brings, in the order in which a program is read out. */
export const SLICES: readonly ProgramSlice[] = [
  earningProgram,
  ledgerProgram,
  stampsProgram,
  tiersProgram,
  perksProgram,
  causesProgram,
  rewardsProgram,
  membersProgram,
];

const schema = z.strictObject(Object.assign({}, ...SLICES.map((slice) => slice.shape)));

/** A document with its defaults, as far as these slices go. */
export const partsOf = (document: object = {}): ProgramParts =>
  schema.parse(document) as unknown as ProgramParts;

export const faultsOf = (parts: ProgramParts) =>
  SLICES.flatMap((slice) => slice.faults?.(parts) ?? []);

const shop = { currency: "EUR", timeZone: "Europe/Berlin" };
export const VOICES = {
  en: { locale: "en", address: "sie", ...shop },
  du: { locale: "de", address: "du", ...shop },
  sie: { locale: "de", address: "sie", ...shop },
} as const satisfies Record<string, Voice>;

export const saidOf = (parts: ProgramParts, voice: Voice): Sentence[] =>
  programSentences(SLICES, parts, voice);
