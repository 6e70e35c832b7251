import { expect, test } from "vitest";
import type { Voice } from "../../../src/core/registry";
import { earningProgram } from "../../../src/earning";
import { ledgerProgram } from "../../../src/ledger";
import { programOf } from "../orders/order";

const en: Voice = { locale: "en", address: "sie", currency: "EUR", timeZone: "Europe/Berlin" };
const du: Voice = { locale: "de", address: "du", currency: "EUR", timeZone: "Europe/Berlin" };
const sie: Voice = { locale: "de", address: "sie", currency: "EUR", timeZone: "Europe/Berlin" };
const STARS = [
  {
    key: "points",
    name: { de: { one: "Stern", other: "Sterne" }, en: { one: "star", other: "stars" } },
  },
];

const said = (voice: Voice, document: object = {}) =>
  earningProgram.sentences(programOf(document), voice).map((s) => s.text);
const earned = (voice: Voice, base: object) => said(voice, { earning: { base } })[0];

test("the default program reads as people speak", () => {
  expect(said(en)).toEqual([
    "You get 1 point for every €1 you spend on goods.",
    "Points from purchases in the shop can be used at once.",
    "Points from online orders can be used 14 days after delivery.",
  ]);
  expect(said(du)).toEqual([
    "Du bekommst 1 Punkt je 1 € Warenwert.",
    "Punkte aus Einkäufen im Laden kannst du sofort einlösen.",
    "Punkte aus Online-Bestellungen kannst du 14 Tage nach der Lieferung einlösen.",
  ]);
  expect(said(sie)[2]).toBe(
    "Punkte aus Online-Bestellungen können Sie 14 Tage nach der Lieferung einlösen.",
  );
});

test("what counts is named: parts, kinds and tax", () => {
  const all = { parts: ["items", "shipping", "fees"], kinds: ["product", "gift_card", "fee"] };
  expect(earned(en, { ...all, tax: "excluded" })).toBe(
    "You get 1 point for every €1 you spend on goods, gift cards, fees and shipping, before tax.",
  );
  expect(earned(du, { ...all, tax: "excluded" })).toBe(
    "Du bekommst 1 Punkt je 1 € Rechnungsbetrag für Ware, Geschenkgutscheine, Gebühren und Versand, ohne Mehrwertsteuer.",
  );
  expect(earned(du, { tax: "excluded" })).toBe(
    "Du bekommst 1 Punkt je 1 € Warenwert, ohne Mehrwertsteuer.",
  );
  expect(earned(sie, { points: 0 })).toBe("Einkäufe bringen keine Punkte.");
});

test("the shop's own words and waits are used", () => {
  const pending = {
    store: { wait: "P1D", after: "placed" },
    online: { wait: "P0D", after: "delivered" },
  };
  const document = { units: STARS, pending, earning: { base: { points: 2, per: 150 } } };
  expect(said(du, document)).toEqual([
    "Du bekommst 2 Sterne je 1,50 € Warenwert.",
    "Sterne aus Einkäufen im Laden kannst du 1 Tag nach dem Kauf einlösen.",
    "Sterne aus Online-Bestellungen kannst du sofort einlösen.",
    "Sterne aus Bestellungen in der App, telefonischen Bestellungen und Bestellungen über Marktplätze kannst du 14 Tage nach der Lieferung einlösen.",
  ]);
  expect(said(en, document)[1]).toBe(
    "Stars from purchases in the shop can be used 1 day after the purchase.",
  );
});

test("expiry and what a return does are said in the same way", () => {
  const ledger = (voice: Voice, document: object) =>
    ledgerProgram.sentences(programOf({ units: STARS, ...document }), voice).map((s) => s.text);
  expect(ledger(du, { expiry: { policy: "rolling", after: "P12M" } })[0]).toBe(
    "Sterne verfallen 12 Monate, nachdem du sie gesammelt hast.",
  );
  expect(ledger(en, { expiry: { policy: "never" } })[0]).toBe("Stars never expire.");
  expect(ledger(sie, { negative: "waive" })).toEqual([
    "Sterne gelten 12 Monate und dann noch bis zum Ende des Monats.",
    "Sterne, die Sie schon eingelöst haben, bleiben eingelöst, auch wenn Sie etwas zurückgeben.",
  ]);
});

test("no sentence shows a code of ours", () => {
  for (const voice of [en, du, sie]) {
    for (const text of said(voice)) expect(text).not.toMatch(/[{}~_]/);
  }
});
