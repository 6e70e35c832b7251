import { expect, test } from "vitest";
import { mergePatch } from "../../../src/lib/merge-patch";
import { PRESETS } from "../../../src/presets";
import { MAX_SUMMARY, programSentence, programSentences } from "../../../src/program/words";
import { registry } from "../../../src/registry";
import { VOICES } from "../program/documents";

const partsOf = (id: string) =>
  registry.programSchema.parse(PRESETS.find((preset) => preset.id === id)?.document);

/** Each preset in one sentence, read aloud: exactly this is said. */
const SUMMARIES: [id: string, en: string, du: string, sie?: string][] = [
  [
    "cafe",
    "You get 1 point for every €1 you spend on food and drinks, and for 50 points you get “Hot drink”.",
    "Du bekommst 1 Punkt je 1 € für Speisen und Getränke, und für 50 Punkte bekommst du „Heißgetränk“.",
    "Sie bekommen 1 Punkt je 1 € für Speisen und Getränke, und für 50 Punkte bekommen Sie „Heißgetränk“.",
  ],
  [
    "bakery",
    "You get a stamp for every purchase in the shop of €3 or more, and for 10 stamps on “Bread card” you get a voucher for “Loaf of bread” (valid for 90 days).",
    "Bei jedem Einkauf im Laden ab 3 € bekommst du einen Stempel, und für 10 Stempel auf „Brotkarte“ bekommst du einen Gutschein für „Laib Brot“ (90 Tage gültig).",
    "Bei jedem Einkauf im Laden ab 3 € bekommen Sie einen Stempel, und für 10 Stempel auf „Brotkarte“ bekommen Sie einen Gutschein für „Laib Brot“ (90 Tage gültig).",
  ],
  [
    "salon",
    "You get 1 point for every €1 you spend on treatments, and for 100 points you get “Head massage”.",
    "Du bekommst 1 Punkt je 1 € für Behandlungen, und für 100 Punkte bekommst du „Kopfmassage“.",
    "Sie bekommen 1 Punkt je 1 € für Behandlungen, und für 100 Punkte bekommen Sie „Kopfmassage“.",
  ],
  [
    "web_shop",
    "You get 1 point for every €1 you spend on goods, and for 100 points you get “Free shipping”.",
    "Du bekommst 1 Punkt je 1 € Warenwert, und für 100 Punkte bekommst du „Gratis-Versand“.",
    "Sie bekommen 1 Punkt je 1 € Warenwert, und für 100 Punkte bekommen Sie „Gratis-Versand“.",
  ],
  [
    "retail",
    "You get 1 point for every €1 you spend on goods, for 100 points you get “€5 voucher”, and with purchases of €400 within 12 months you are Regular.",
    "Du bekommst 1 Punkt je 1 € Warenwert, für 100 Punkte bekommst du „5 € Gutschein“, und ab 400 € Einkaufswert innerhalb von 12 Monaten bist du Stammkunde.",
    "Sie bekommen 1 Punkt je 1 € Warenwert, für 100 Punkte bekommen Sie „5 € Gutschein“, und ab 400 € Einkaufswert innerhalb von 12 Monaten sind Sie Stammkunde.",
  ],
  [
    "subscription_box",
    "You get 1 point for every €1 you spend on boxes, and for 80 points you get “Extra in your next box”.",
    "Du bekommst 1 Punkt je 1 € für Boxen, und für 80 Punkte bekommst du „Extra in der nächsten Box“.",
    "Sie bekommen 1 Punkt je 1 € für Boxen, und für 80 Punkte bekommen Sie „Extra in der nächsten Box“.",
  ],
  [
    "b2b",
    "You get 1 point for every €10 you spend on goods (before tax), and for 100 points you get “€25 credit”.",
    "Du bekommst 1 Punkt je 10 € Warenwert (ohne Mehrwertsteuer), und für 100 Punkte bekommst du „25 € Guthaben“.",
    "Sie bekommen 1 Punkt je 10 € Warenwert (ohne Mehrwertsteuer), und für 100 Punkte bekommen Sie „25 € Guthaben“.",
  ],
  [
    "hospitality",
    "You get 100 points for every night, and for 200 points you get “Breakfast for two”.",
    "Für jede Nacht bekommst du 100 Punkte, und für 200 Punkte bekommst du „Frühstück für zwei“.",
    "Für jede Nacht bekommen Sie 100 Punkte, und für 200 Punkte bekommen Sie „Frühstück für zwei“.",
  ],
  [
    "cause_only",
    "We give €1 to “Trees for our region” for every €50 you spend on goods.",
    "Wir spenden 1 € je 50 € Warenwert für „Bäume für unsere Region“.",
  ],
];

test.each(SUMMARIES)("the preset %s is said in one sentence, in every voice", (id, en, du, sie) => {
  const parts = partsOf(id);
  const said = (voice: keyof typeof VOICES) =>
    programSentence(registry.slices, parts, VOICES[voice]);
  expect([said("en"), said("du"), said("sie")]).toEqual([en, du, sie ?? du]);
  for (const voice of ["en", "du", "sie"] as const) {
    expect(said(voice).length).toBeLessThanOrEqual(MAX_SUMMARY);
  }
});

test("there is one preset for each kind of shop, each valid as it is", () => {
  expect(PRESETS.map(({ id }) => id)).toEqual(SUMMARIES.map(([id]) => id).sort(byPreset));
  for (const { id } of PRESETS) {
    const parts = partsOf(id);
    expect(registry.slices.flatMap((slice) => slice.faults?.(parts) ?? [])).toEqual([]);
    for (const voice of Object.values(VOICES)) {
      for (const { text } of programSentences(registry.slices, parts, voice)) {
        expect(text).not.toMatch(/ {2}|\{\w+\}|undefined|NaN/);
      }
    }
  }
});

const byPreset = (a: string, b: string) =>
  PRESETS.findIndex(({ id }) => id === a) - PRESETS.findIndex(({ id }) => id === b);

/** Examples of RFC 7396, appendix A: what is there, the patch, what comes of it. */
const PATCHES: [object, object, object][] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test.each(PATCHES)("%j patched by %j is %j", (target, patch, merged) => {
  expect(mergePatch({ ...target }, { ...patch })).toEqual(merged);
});
