import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import type { TransferRow } from "../../../src/ledger";
import { transferText } from "../../../src/members/explain";
import { TRANSFER_TEXTS } from "../../../src/members/texts";
import { registry } from "../../../src/registry";

const program = { number: 0, parts: registry.programSchema.parse({}) };

const contextIn = (locale: "de" | "en", address: "du" | "sie") =>
  ({ locale, shop: { address, currency: "EUR", timeZone: "Europe/Berlin" } }) as Context;

const transfer = (more: Partial<TransferRow>): TransferRow => ({
  shop: "shp_1",
  member: "mem_01h455vb4pex5vsknk084sn02q",
  seq: 1,
  unit: "points",
  from_account: "issued",
  to_account: "pending",
  amount: 20,
  reason: "earn",
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
});

const texts = (more: Partial<TransferRow>, address: "du" | "sie" = "sie") =>
  (["en", "de"] as const).map((locale) =>
    transferText(contextIn(locale, address), program, transfer(more)),
  );

test("a transfer is told in a sentence that fits one point and many", () => {
  expect(texts({})).toEqual([
    "20 points for order 1001 of 18 March 2026.",
    "20 Punkte für die Bestellung 1001 vom 18. März 2026.",
  ]);
  expect(texts({ reason: "expire", from_account: "available", amount: 1 })).toEqual([
    "1 point expired unused on 18 March 2026.",
    "1 Punkt ist am 18. März 2026 ungenutzt verfallen.",
  ]);
  expect(texts({ reason: "time_out", from_account: "held", cause: "redemption:r1" })).toEqual([
    "20 points have been available again since 18 March 2026, as a reward was not taken in time.",
    "20 Punkte sind seit dem 18. März 2026 wieder verfügbar, weil die Reservierung einer Prämie abgelaufen ist.",
  ]);
});

test("an order's number is told whole, of orders and of refunds", () => {
  const [order] = texts({ cause: "order:shopify:A:1" });
  expect(order).toContain("order A:1 of");
  const reversed = { reason: "reverse", from_account: "available", cause: "refund:web:1001:r-1" };
  expect(texts(reversed)).toEqual([
    "20 points were taken back on 18 March 2026, as something of order 1001 was returned or refunded.",
    "20 Punkte wurden am 18. März 2026 zurückgebucht, weil aus der Bestellung 1001 etwas zurückgegeben oder erstattet wurde.",
  ]);
  const [cancelled] = texts({ ...reversed, cause: "cancel:web:1001" });
  expect(cancelled).toContain("as order 1001 was cancelled.");
  const [amended] = texts({ ...reversed, cause: "amend:web:1001" });
  expect(amended).toContain("as order 1001 was changed.");
});

test("taking back what is spent says what comes of it, and speaks as the shop does", () => {
  const owed = { reason: "reverse", from_account: "owed" };
  expect(texts(owed, "du")[1]).toContain("Was du als Nächstes sammelst, gleicht das aus.");
  expect(texts(owed, "sie")[1]).toContain("Was Sie als Nächstes sammeln, gleicht das aus.");
});

test("every text has its values in both languages, and an unknown reason has one too", () => {
  for (const key of [...Object.keys(TRANSFER_TEXTS), "something_new"]) {
    const [reason = "", what = "available"] = key.split(":");
    const from = what === "adjustment" ? { cause: "adjustment:1" } : { from_account: what };
    for (const text of texts({ reason, ...from })) {
      expect(text, key).not.toMatch(/[{}]/);
      expect(text, key).toMatch(/20 (points|Punkte)/);
      expect(text, key).toMatch(/\.$/);
    }
  }
});
