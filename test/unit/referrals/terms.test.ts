import { expect, test } from "vitest";
import * as z from "zod";
import { formatMoney } from "../../../src/core/i18n";
import type { ProgramParts, Voice } from "../../../src/core/registry";
import { ledgerProgram } from "../../../src/ledger";
import { referralProgram } from "../../../src/referrals/program";
import { referralSentences, shareText, termsFor } from "../../../src/referrals/terms";

const SCHEMA = z.object({ ...ledgerProgram.shape, ...referralProgram.shape });

const programWith = (referral: object): ProgramParts =>
  SCHEMA.parse({ referral: { isEnabled: true, ...referral } }) as unknown as ProgramParts;

const NAME = { de: "N".repeat(30), en: "N".repeat(30) };
const WORTHS = [
  { kind: "percent", percent: 100 },
  { kind: "fixed_amount", amount: 9_999 },
  { kind: "free_product", sku: "BEAN-1KG" },
];
const VOUCHERS = WORTHS.flatMap((worth) =>
  [null, 2_500].map((minimumTotal) => ({ voucher: { name: NAME, worth, minimumTotal } })),
);
const VOICES: Voice[] = [
  { locale: "de", address: "du", currency: "EUR", timeZone: "Europe/Berlin" },
  { locale: "de", address: "sie", currency: "EUR", timeZone: "Europe/Berlin" },
  { locale: "en", address: "sie", currency: "EUR", timeZone: "Europe/Berlin" },
];

test("both terms fit into one sentence of 160 characters, with names as long as allowed", () => {
  for (const friend of VOUCHERS) {
    for (const voice of VOICES) {
      const parts = programWith({ friend, advocate: { points: 1_000 } });
      for (const to of ["advocate", "friend"] as const) {
        const sentence = termsFor(to, parts, voice);
        expect(sentence.length, sentence).toBeLessThanOrEqual(160);
        expect(sentence).not.toMatch(/[{}]/);
        expect(sentence.match(/[.!?](?=\s|$)/g)).toHaveLength(1);
      }
    }
  }
});

test("the terms say what both get, in the form of address of the program", () => {
  const parts = programWith({
    friend: { voucher: { name: NAME, worth: { kind: "fixed_amount", amount: 500 } } },
    advocate: { points: 100 },
  });
  const [du, sie, en] = VOICES as [Voice, Voice, Voice];
  expect(termsFor("advocate", parts, du)).toBe(
    "Freunde bekommen 5 € Rabatt auf die erste Bestellung, du 100 Punkte, sobald deren Rückgabefrist vorbei ist.",
  );
  expect(termsFor("friend", parts, sie)).toBe(
    "Sie bekommen 5 € Rabatt auf Ihre erste Bestellung, und wer uns empfohlen hat, 100 Punkte, wenn Sie sie behalten.",
  );
  expect(termsFor("advocate", parts, en)).toContain(formatMoney(500, "EUR", "en"));
});

test("each side may get nothing", () => {
  const voucher = { voucher: { name: NAME, worth: { kind: "percent", percent: 10 } } };
  for (const sides of [
    { friend: voucher },
    { advocate: { points: 1 } },
    {},
    { advocate: voucher },
  ]) {
    for (const voice of VOICES) {
      for (const to of ["advocate", "friend"] as const) {
        const sentence = termsFor(to, programWith(sides), voice);
        expect(sentence).not.toMatch(/[{}]|undefined|null/);
      }
    }
  }
});

test("rules are said only while referrals are on, and the limit only where there is one", () => {
  const [voice] = VOICES as [Voice];
  expect(referralSentences(programWith({ isEnabled: false }), voice)).toEqual([]);
  const said = referralSentences(programWith({ limitPerYear: 12, minimumTotal: 2_000 }), voice);
  expect(said.map((s) => s.ruleId)).toEqual([
    "referral.terms",
    "referral.windows",
    "referral.limitPerYear",
  ]);
  expect(said[1]?.text).toBe(
    "Eine Empfehlung zählt, wenn innerhalb von 30 Tagen nach dem Klick die Anmeldung folgt und innerhalb von 90 Tagen danach eine Bestellung ab 20 €.",
  );
});

test("a text to share has the link and what the friend gets, and promises nothing that is off", () => {
  const [du] = VOICES as [Voice];
  const friend = { voucher: { name: NAME, worth: { kind: "percent", percent: 10 } } };
  const on = shareText(programWith({ friend }), du, "Café $& <b>", "https://x.example/r/K7");
  expect(on).toContain("10 % Rabatt");
  expect(on.endsWith("https://x.example/r/K7")).toBe(true);
  expect(on).toContain("Café $& <b>");
  const off = shareText(programWith({ friend, isEnabled: false }), du, "Café", "https://x");
  expect(off).not.toContain("Rabatt");
});

test("a program with impossible referral terms is refused with the place of each fault", () => {
  const faultsOf = (referral: object) =>
    referralProgram.faults?.(programWith(referral)).map((fault) => fault.path.join("."));
  expect(faultsOf({ attributionWindow: "P0D" })).toEqual(["referral.attributionWindow"]);
  expect(faultsOf({ advocate: { points: 5, unit: "stars" } })).toEqual(["referral.advocate.unit"]);
  const voucher = { name: NAME, worth: { kind: "percent", percent: 10 }, validFor: "P0D" };
  expect(faultsOf({ friend: { voucher } })).toEqual(["referral.friend.voucher.validFor"]);
});
