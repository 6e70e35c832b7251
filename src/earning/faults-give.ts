import { type Gift, timesFaults } from "../effects";
import { CHOSEN_CAUSE } from "../members";
import type { Rule, RuleEffect } from "./document";
import type { Fault, Known } from "./faults-known";
import { BASE_RULE } from "./names";
import { occasionOf } from "./types";

/** Effects that name something unknown, or that come to nothing on their occasion. */
export function giveFaults(rule: Rule, known: Known): Fault[] {
  const { give } = rule;
  const faults = unknownFaults(give, known);
  if (give.type === "multiply") {
    faults.push(
      ...give.of.flatMap((of, i) => {
        const message = whyNotMultiplied(rule, of, known);
        return message ? [{ path: ["of", i], message }] : [];
      }),
    );
  }
  if ("each" in give) faults.push(...eachFaults(rule, give, known));
  const ofGift = faults.map(({ path, message }) => ({ path: ["give", ...path], message }));
  return give.type === "surprise" ? [...ofGift, ...timesFaults(rule.limits, ["limits"])] : ofGift;
}

function unknownFaults(give: RuleEffect, { units, cards, perks, causes }: Known): Fault[] {
  const unless = (isKnown: boolean, field: string, what: string): Fault[] =>
    isKnown ? [] : [{ path: [field], message: `The program has no such ${what}.` }];
  switch (give.type) {
    case "points":
      return unless(units.has(give.unit), "unit", "unit");
    case "stamps":
      return unless(cards.has(give.card), "card", "stamp card");
    case "donation":
      if (give.cause === CHOSEN_CAUSE) {
        return unless(causes.has(give.else ?? ""), "else", "cause");
      }
      if (give.else !== undefined) return [{ path: ["else"], message: "Only of `chosen`." }];
      return unless(causes.has(give.cause), "cause", "cause");
    case "perk":
      return unless(perks.has(give.perk), "perk", "perk");
    case "surprise":
      return give.gifts.flatMap(({ gift }, i) => surpriseFaults(gift, i, { units, perks }));
    case "multiply":
    case "voucher":
      return [];
  }
}

function surpriseFaults(gift: Gift, i: number, known: Pick<Known, "units" | "perks">): Fault[] {
  const at = ["gifts", i, "gift"];
  if (gift.type === "points" && !known.units.has(gift.unit)) {
    return [{ path: [...at, "unit"], message: "The program has no such unit." }];
  }
  return gift.type === "perk" && !known.perks.has(gift.perk)
    ? [{ path: [...at, "perk"], message: "The program has no such perk." }]
    : [];
}

function whyNotMultiplied(rule: Rule, of: string, { rules, base }: Known): string | null {
  if (of === BASE_RULE) {
    if (occasionOf(rule) !== "order") return "The base rate is of orders.";
    return base.points === 0 ? "The base rate gives no points." : null;
  }
  if (of === rule.id) return "A rule cannot multiply itself.";
  const multiplied = rules.get(of)?.rule;
  if (!multiplied) return "The program has no such rule.";
  const { type } = multiplied.give;
  if (type !== "points" && type !== "multiply") return "This rule gives no points.";
  if (occasionOf(multiplied) !== occasionOf(rule)) return "This rule looks at another occasion.";
  if (multiplied.activity !== rule.activity) return "This rule looks at another activity.";
  return rule.group !== undefined && multiplied.group === rule.group
    ? "Only one rule of a group gives, so this one would have nothing to multiply."
    : null;
}

type Amounting = Extract<RuleEffect, { readonly each: string }>;

function eachFaults(rule: Rule, give: Amounting, known: Known): Fault[] {
  const { each, per, field } = give;
  const isByData = each === "data";
  if (isByData && rule.on !== "activity") {
    return [{ path: ["each"], message: "Only activities carry data." }];
  }
  if (!isByData && each !== "order" && rule.on === "activity") {
    return [{ path: ["each"], message: "Activities have no lines; say order or data." }];
  }
  if (each === "night" && rule.if.kinds) {
    return [{ path: ["each"], message: "Stays are known by their dates; leave out their kinds." }];
  }
  const faults: Fault[] = [];
  const isByMoney = isByData || each === "amount";
  if (isByMoney && per === undefined) {
    faults.push({ path: ["per"], message: `Say for how much of it each ${each} is.` });
  }
  if (!isByMoney && per !== undefined) {
    faults.push({ path: ["per"], message: "Only of each amount or data." });
  }
  return [...faults, ...fieldFaults(rule, isByData, field, known)];
}

function fieldFaults(
  { activity }: Rule,
  isByData: boolean,
  field: string | undefined,
  { activities }: Known,
): Fault[] {
  const fault = (message: string): Fault[] => [{ path: ["field"], message }];
  if (!isByData) return field === undefined ? [] : fault("Only of each data.");
  if (field === undefined) return fault("Say which field of the data.");
  const data = activities.get(activity ?? "")?.data;
  if (!data) return [];
  if (!Object.hasOwn(data, field)) return fault("The activity carries no such field.");
  return data[field] === "number" ? [] : fault("The field is no number.");
}
