import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import type { Effect } from "../../../src/effects";
import { fill, settle, spend, takeBack, unitFor } from "../../../src/ledger";
import { DAY } from "../../../src/lib/time";
import { balanceOf, type OpenMember } from "../../../src/members";
import { registry } from "../../../src/registry";
import { type Completion, completeCards, reopenCards } from "../../../src/stamps";
import type { VoucherRow } from "../../../src/vouchers";
import { expectToAddUp, newBook } from "../ledger/book";
import { CASES, type StampCase, type Step } from "./cases";

const NAME = { de: "Karte", en: "Card" };
const voucher = { name: NAME, worth: { kind: "fixed_amount", amount: 400 } };
const document = {
  stamps: [
    { key: "coffee", name: NAME, size: 10, reward: { type: "voucher", voucher } },
    { key: "cake", name: NAME, size: 3, reward: { type: "points", amount: 50 } },
  ],
};

const START = Date.parse("2026-03-01T10:00:00Z");

/** What an order left behind: its lot, its stamps' unit, and the cards it filled. */
interface Left {
  readonly unit: string;
  readonly lot: number;
  completions: Completion[];
}

function play({ negative = "owe", steps }: StampCase) {
  const program = { number: 1, parts: registry.programSchema.parse({ ...document, negative }) };
  const book = newBook(START);
  const member = {
    row: { id: "mem_1", shop: "shp_1" },
    program,
    book,
    writes: [],
    facts: [],
  } as unknown as OpenMember;
  const orders = new Map<string, Left>();
  const vouchers: VoucherRow[] = [];
  const cards: string[] = [];
  const note = (effects: readonly Effect[]) => {
    for (const effect of effects) {
      if (effect.type === "card_completed") cards.push(`+${effect.card}`);
      if (effect.type === "card_reopened") cards.push(`-${effect.card}`);
      if (effect.type === "voucher_issued") {
        vouchers.push({ code: effect.code, status: "issued", replaced_by: null } as VoucherRow);
      }
      if (effect.type === "voucher_voided") setStatus(vouchers, effect.code, "void");
    }
  };
  for (const step of steps) take(step);
  return { book, vouchers, cards };

  function take(step: Step): void {
    const ctx = {
      now: book.now,
      shop: { id: "shp_1", currency: "EUR", timeZone: "Europe/Berlin" },
    } as Context;
    if ("order" in step) note(ordered(ctx, step));
    else if ("back" in step) note(returned(step));
    else if ("spend" in step) {
      spend(book, "points", "redeemed", step.spend, { reason: "redeem", cause: "redemption:r" });
    } else if ("use" in step) setStatus(vouchers, vouchers[0]?.code ?? "", "redeemed");
    else {
      Object.assign(book, { now: book.now + step.later * DAY });
      settle(book);
    }
  }

  function ordered(ctx: Context, step: Extract<Step, { order: string }>): Effect[] {
    const unit = unitFor("stamp", step.card ?? "coffee");
    const cause = `order:web:${step.order}`;
    const { lot } = fill(book, {
      unit,
      amount: step.stamps,
      activatesAt: book.now,
      expiresAt: book.now + (step.days ?? 365) * DAY,
      from: "issued",
      entry: { reason: "earn", cause },
    });
    settle(book);
    const { effects, completions } = completeCards(ctx, member, {
      program,
      cause,
      happenedAt: book.now,
    });
    orders.set(step.order, { unit, lot: lot ?? 0, completions });
    return effects;
  }

  function returned({ back, stamps }: Extract<Step, { back: string }>): Effect[] {
    const order = orders.get(back);
    if (!order) throw new Error(`no order ${back}`);
    const cause = `refund:web:${back}:r`;
    const { effects, left } = reopenCards(member, order.completions, {
      unit: order.unit,
      needed: stamps,
      vouchers,
      program,
      cause,
      happenedAt: book.now,
    });
    order.completions = left;
    takeBack(book, order.lot, stamps, negative, { reason: "reverse", cause });
    return effects;
  }
}

function setStatus(vouchers: VoucherRow[], code: string, status: VoucherRow["status"]): void {
  const row = vouchers.find((v) => v.code === code);
  if (row) Object.assign(row, { status });
}

test.each(CASES)("$name", (example) => {
  const { book, vouchers, cards } = play(example);
  const found = {
    coffee: balanceOf(book, "stamp:coffee").available,
    cake: balanceOf(book, "stamp:cake").available,
    points: balanceOf(book, "points").available,
    vouchers: vouchers.map((v) => v.status),
    cards,
  };
  expect(found).toMatchObject(example.expected);
  for (const unit of book.wallets.keys()) expectToAddUp({ ...book, ...only(book, unit) }, unit);
});

/** The transfers and lots of one unit, as the checks sum up a book of one. */
const only = (book: ReturnType<typeof newBook>, unit: string) => ({
  transfers: book.transfers.filter((t) => t.unit === unit),
  lots: new Map([...book.lots].filter(([, lot]) => lot.unit === unit)),
});

test("no more cards are filled at once than one commit has room for", () => {
  const steps = [{ order: "a", stamps: 300 }];
  const { book, cards } = play({ name: "", steps, expected: {} });
  expect(cards).toHaveLength(25);
  expect(balanceOf(book, "stamp:coffee").available).toBe(50);
});
