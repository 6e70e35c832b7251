import { type Case, gotBefore, points } from "./case";
import { line, SUNDAY } from "./world";

const DAY = 86_400_000;
const HUNDRED = points(100);
const rule = (more: object) => ({ rules: [{ id: "r", give: HUNDRED, ...more }] });
const lines = [line("a", 1000)];
const voucher = {
  type: "voucher",
  voucher: { name: { de: "5 €", en: "€5" }, worth: { kind: "fixed_amount", amount: 500 } },
};
const spent = (key: string, amount: number) => ({ budgets: new Map([[key, amount]]) });

/** Cooldowns, budgets and wallets. */
export const BUDGETS: readonly Case[] = [
  {
    name: "within a cooldown nothing is given, and it says until when",
    // Seven days from yesterday.
    earning: rule({ cooldown: "P7D" }),
    lines,
    room: gotBefore(100, 1, SUNDAY - DAY),
    given: [],
    passed: ["r cooldown 100 2026-03-07T10:00:00Z"],
  },
  {
    name: "a cooldown is over on its instant",
    earning: rule({ cooldown: "P7D" }),
    lines,
    room: gotBefore(100, 1, SUNDAY - 7 * DAY),
    given: ["r a 100"],
  },
  {
    name: "a cooldown of months goes by the calendar",
    // One month from 28 February 10:30 is 28 March 10:30.
    earning: rule({ cooldown: "P1M" }),
    lines,
    room: gotBefore(100, 1, Date.parse("2026-02-28T10:30:00Z")),
    given: [],
    passed: ["r cooldown 100 2026-03-28T10:30:00Z"],
  },
  {
    name: "of a budget the rest is given, to the month's end",
    // 1,000 a month, 970 spent.
    earning: rule({ budget: { amount: 1000, per: "month" } }),
    lines,
    room: spent("2026-03 r", 970),
    given: ["r a 30"],
    passed: ["r budget 70 2026-03-31T22:00:00Z"],
  },
  {
    name: "a budget of another month is not touched",
    earning: rule({ budget: { amount: 1000, per: "month" } }),
    lines,
    room: spent("2026-02 r", 1000),
    given: ["r a 100"],
  },
  {
    name: "a budget of a year that is spent gives nothing",
    earning: rule({ budget: { amount: 1000, per: "year" } }),
    lines,
    room: spent("2026 r", 1000),
    given: [],
    passed: ["r budget 100 2026-12-31T23:00:00Z"],
  },
  {
    name: "a total budget of vouchers counts each as one",
    // 500 vouchers, 499 given: one more.
    earning: rule({ budget: { amount: 500 }, give: voucher }),
    lines,
    room: spent("all r", 499),
    given: ["r voucher"],
    passed: [],
  },
  {
    name: "a total budget of vouchers that is spent",
    earning: rule({ budget: { amount: 500 }, give: voucher }),
    lines,
    room: spent("all r", 500),
    given: [],
    passed: ["r budget 1"],
  },
  {
    name: "a full wallet takes in the order of the rules",
    // 120 fit: 10 of the base, 100 of r, and 10 of the 100 of s.
    earning: {
      base: {},
      rules: [
        { id: "r", give: HUNDRED },
        { id: "s", give: HUNDRED },
      ],
    },
    more: { walletCaps: { points: 500 } },
    lines,
    room: { balance: () => 380 },
    given: ["base a 10", "r a 100", "s a 10"],
    passed: ["s wallet_full 90"],
  },
  {
    name: "a wallet beyond its cap takes nothing, and other units are free",
    earning: { base: {}, rules: [{ id: "s", give: points(5, { unit: "stars" }) }] },
    more: { walletCaps: { points: 500 } },
    lines,
    room: { balance: (unit) => (unit === "points" ? 600 : 0) },
    given: ["s a 5 stars"],
    passed: ["base wallet_full 10"],
  },
  {
    name: "a cap cuts a rule's lines by largest remainder",
    // 3 of 7 and 3 points fit: 2.1 and 0.9 → 2 and 1.
    earning: { base: {} },
    more: { walletCaps: { points: 3 } },
    lines: [line("a", 700), line("b", 300)],
    given: ["base a 2", "base b 1"],
    passed: ["base wallet_full 7"],
  },
];
