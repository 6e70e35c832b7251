import { expect, test } from "vitest";
import { newVoucherCode, readVoucherCode, shownCode } from "../../../src/vouchers/codes";
import { causeFrom, causeKey, causeText, redemptionId } from "../../../src/vouchers/keys";
import { namesSameOrder, reissuedUntil } from "../../../src/vouchers/rules";
import { worth } from "../../../src/vouchers/worth";

const DAY = 86_400_000;
const NOW = Date.parse("2026-03-01T10:00:00Z");
const POLICY = { voucherValidFor: "P10D", reissueFor: "P5D" };

test("a code that never ends is reissued without an end; one that ended long ago is not", () => {
  const at = (expires_at: number | null) =>
    reissuedUntil({ expires_at, issued_at: 0, reward: "mug" }, POLICY, NOW, "UTC");
  expect(at(null)).toEqual({ kind: "until", expiresAt: null });
  expect(at(NOW + DAY)).toEqual({ kind: "until", expiresAt: NOW + DAY });
  expect(at(NOW - DAY)).toEqual({ kind: "until", expiresAt: NOW + 10 * DAY });
  expect(at(NOW - 5 * DAY)).toEqual({ kind: "too_late" });
});

test("a granted code that ended gets the term it had, not that of the program", () => {
  const granted = { issued_at: NOW - 4 * DAY, expires_at: NOW - DAY, reward: null };
  expect(reissuedUntil(granted, POLICY, NOW, "UTC")).toEqual({
    kind: "until",
    expiresAt: NOW + 3 * DAY,
  });
});

test("a cause reads back with its public id, whatever signs its key has", () => {
  expect(causeFrom(causeText("redemption", "till:7"))).toEqual({
    kind: "redemption",
    id: redemptionId("till:7"),
  });
  expect(causeFrom(causeText("journey", "msg_1"))).toEqual({ kind: "journey", id: "msg_1" });
  expect(causeKey("redemption", causeText("redemption", "till:7"))).toBe("till:7");
  expect(causeKey("redemption", causeText("referral", "ref_1"))).toBeNull();
});

test("worth is a strict object of its kind", () => {
  expect(worth.parse({ kind: "free_product" })).toEqual({ kind: "free_product" });
  for (const wrong of [
    { kind: "percent", percent: 0 },
    { kind: "percent", percent: 101 },
    { kind: "fixed_amount", amount: 0 },
    { kind: "fixed_amount", amount: 5, percent: 5 },
    { kind: "points", amount: 5 },
    { kind: "gift_card" },
    { kind: "free_shipping", amount: 5 },
    { kind: "thing", startsAt: "tomorrow" },
  ]) {
    expect(worth.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  }
});

test("codes read back from what people type, and a wrong sign never passes", () => {
  for (let i = 0; i < 200; i++) {
    const code = newVoucherCode();
    const shown = shownCode("free-coffee", code);
    expect(shown).toMatch(/^FREE(-[2-9A-HJKMNP-TV-Z]{4}){2}-[2-9A-HJKMNP-TV-Z]$/);
    expect(readVoucherCode(` ${shown.toLowerCase()} `)).toBe(code);
    expect(readVoucherCode(code)).toBe(code);
    const wrong = code.startsWith("2") ? `3${code.slice(1)}` : `2${code.slice(1)}`;
    expect(readVoucherCode(wrong)).toBeNull();
  }
  for (const typed of ["", "MUG", "MUG-7F3K", "x".repeat(500)]) {
    expect(readVoucherCode(typed)).toBeNull();
  }
});

test("an order is the same by its bare id and with its source", () => {
  expect(namesSameOrder("shopify:1001", "1001")).toBe(true);
  expect(namesSameOrder("shopify:1001", "shopify:1001")).toBe(true);
  expect(namesSameOrder("shopify:1001", "woo:1001")).toBe(false);
  expect(namesSameOrder("shopify:21001", "1001")).toBe(false);
  expect(namesSameOrder(null, null)).toBe(false);
});
