import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import type { TransferRow } from "../../../src/ledger";
import { transferText } from "../../../src/members/explain";
import { registry } from "../../../src/registry";

const named = (de: string, en: string) => ({ de, en });
const program = {
  number: 1,
  parts: registry.programSchema.parse({
    stamps: [
      {
        key: "coffee",
        name: named("Kaffeekarte", "Coffee card"),
        size: 10,
        reward: { type: "points", amount: 50 },
      },
    ],
    perks: [{ key: "refill", name: named("Gratis-Refill", "Free refill"), total: 5 }],
    causes: [{ key: "trees", name: named("Bäume", "Trees") }],
  }),
};

const contextIn = (locale: "de" | "en") =>
  ({
    locale,
    shop: { address: "sie", currency: "EUR", timeZone: "Europe/Berlin" },
  }) as Context;

const texts = (more: Partial<TransferRow>) =>
  (["en", "de"] as const).map((locale) =>
    transferText(contextIn(locale), program, {
      shop: "shp_1",
      member: "mem_01h455vb4pex5vsknk084sn02q",
      seq: 1,
      unit: "stamp:coffee",
      from_account: "available",
      to_account: "redeemed",
      amount: 10,
      reason: "card",
      cause: "order:shopify:1001",
      line: null,
      rule: null,
      program: 1,
      lot: 1,
      takes: null,
      reverses: null,
      happened_at: Date.parse("2026-03-18T12:00:00Z"),
      recorded_at: Date.parse("2026-03-18T12:00:00Z"),
      ...more,
    }),
  );

test("stamps are told with the card they are on", () => {
  expect(texts({ reason: "earn", from_account: "issued", amount: 1 })).toEqual([
    "1 stamp on “Coffee card” for order 1001 of 18 March 2026.",
    "1 Stempel auf „Kaffeekarte“ für die Bestellung 1001 vom 18. März 2026.",
  ]);
  expect(texts({})).toEqual([
    "“Coffee card” was full on 18 March 2026: 10 stamps were redeemed.",
    "„Kaffeekarte“ war am 18. März 2026 voll: 10 Stempel wurden eingelöst.",
  ]);
  expect(texts({ reason: "card_undo", from_account: "redeemed" })).toEqual([
    "10 stamps on “Coffee card” have been back since 18 March 2026, as a full card was undone.",
    "10 Stempel auf „Kaffeekarte“ sind seit dem 18. März 2026 zurück, weil eine volle Karte rückgängig gemacht wurde.",
  ]);
});

test("a perk is told by its name, and many uses by their number", () => {
  const perk = { unit: "perk:refill", amount: 1 };
  expect(texts({ ...perk, reason: "use" })).toEqual([
    "“Free refill” was used on 18 March 2026.",
    "„Gratis-Refill“ wurde am 18. März 2026 genutzt.",
  ]);
  const gift = { reason: "gift", from_account: "issued", cause: "card:coffee", amount: 5 };
  expect(texts({ ...perk, ...gift })).toEqual([
    "5 × “Free refill” were given on 18 March 2026 for a full card.",
    "5 × „Gratis-Refill“ wurden am 18. März 2026 für eine volle Karte gutgeschrieben.",
  ]);
});

test("a donation is told in money, with the cause it went to", () => {
  const donation = { unit: "donation:trees", amount: 490, from_account: "issued", reason: "earn" };
  expect(texts(donation)).toEqual([
    "€4.90 was given to “Trees” on 18 March 2026.",
    "4,90 € wurden am 18. März 2026 an „Bäume“ gespendet.",
  ]);
  expect(texts({ ...donation, from_account: "donated", reason: "reverse" })).toEqual([
    "A donation of €4.90 to “Trees” was taken back on 18 March 2026.",
    "Eine Spende von 4,90 € an „Bäume“ wurde am 18. März 2026 zurückgenommen.",
  ]);
});
