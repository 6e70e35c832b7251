import { expect, test } from "vitest";
import type { Voice } from "../../../src/core/registry";
import { giftsProgram } from "../../../src/gifts/program";
import { takenBack, whyNotGiven } from "../../../src/gifts/rules";
import { registry } from "../../../src/registry";

const parts = (gifts: object) => registry.programSchema.parse({ gifts });
const voice = (locale: "de" | "en", address: "du" | "sie" = "du"): Voice => ({
  locale,
  address,
  currency: "EUR",
  timeZone: "Europe/Berlin",
});

const OPEN = { isAllowed: true, minimum: 10, maximum: 500 };
const FREE = { spendable: 300, room: 1_000, beyond: null };

test.for<[name: string, gifts: object, amount: number, state: object, code: string | null]>([
  ["nothing is given where gifts are not allowed", {}, 100, {}, "gifts_not_allowed"],
  ["9 is less than the minimum of 10", OPEN, 9, {}, "gifts_not_allowed"],
  ["10 is the minimum", OPEN, 10, {}, null],
  ["500 is the maximum, and 500 are there", OPEN, 500, { spendable: 500 }, null],
  ["501 is more than the maximum", OPEN, 501, { spendable: 900 }, "gifts_not_allowed"],
  ["301 of 300 are too many", OPEN, 301, {}, "insufficient_points"],
  ["300 of 300 can be given", OPEN, 300, {}, null],
  ["who owes 20 gives nothing", OPEN, 10, { spendable: -20 }, "insufficient_points"],
  ["a full balance takes no more", OPEN, 100, { room: 99 }, "amount_too_large"],
  ["a limit says no", OPEN, 100, { beyond: { per: "month", times: 1 } }, "limit_reached"],
  ["a unit that is not named is not given", { ...OPEN, units: ["points"] }, 100, {}, null],
])("%s", ([, gifts, amount, state, code]) => {
  const why = whyNotGiven(parts(gifts), { unit: "points", amount }, { ...FREE, ...state });
  expect(why?.code ?? null).toBe(code);
});

// Of 100 given 40 are left, 10 expired and 50 are spent; 30 others are there.
test.for<[policy: "owe" | "stop_at_zero" | "waive", own: number, more: number]>([
  ["owe", 40, 50],
  ["stop_at_zero", 40, 30],
  ["waive", 40, 0],
])("where the policy is to %s, %i and %i come back", ([policy, own, more]) => {
  expect(takenBack(policy, { left: 40, spent: 50, others: 30 })).toEqual({ own, more });
});

test("what may be given is said in a sentence or two, in German as the shop speaks", () => {
  const all = parts({ ...OPEN, limits: [{ per: "month", times: 2 }] });
  const said = (locale: "de" | "en", address?: "du" | "sie") =>
    giftsProgram.sentences(all, voice(locale, address)).map(({ text }) => text);
  expect([...said("en"), ...said("de"), ...said("de", "sie")]).toEqual([
    "You can give points to other members, at least 10 points at a time, at most 500 points at a time, at most twice a month. Given points keep their expiry date.",
    "Du kannst Punkte an andere Mitglieder verschenken, mindestens 10 Punkte auf einmal, höchstens 500 Punkte auf einmal, höchstens 2-mal im Monat. Verschenkte Punkte behalten ihr Verfallsdatum.",
    "Sie können Punkte an andere Mitglieder verschenken, mindestens 10 Punkte auf einmal, höchstens 500 Punkte auf einmal, höchstens 2-mal im Monat. Verschenkte Punkte behalten ihr Verfallsdatum.",
  ]);
  const fresh = parts({ isAllowed: true, expiry: "fresh" });
  expect(giftsProgram.sentences(fresh, voice("de"))[0]?.text).toBe(
    "Du kannst Punkte an andere Mitglieder verschenken. Verschenkte Punkte gelten so lange wie neu gesammelte.",
  );
  expect(giftsProgram.sentences(parts({}), voice("de"))).toEqual([]);
});

test("a program with impossible gifts is told where", () => {
  const faults = (gifts: object) =>
    (giftsProgram.faults?.(parts(gifts)) ?? []).map(({ path }) => path.join("."));
  expect(faults({ units: ["stars"] })).toEqual(["gifts.units.0"]);
  expect(faults({ minimum: 5, maximum: 4 })).toEqual(["gifts.maximum"]);
  expect(faults({ limits: [{ per: "order", times: 1 }] })).toEqual(["gifts.limits.0.per"]);
});
