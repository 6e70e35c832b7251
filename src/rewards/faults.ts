import type { ProgramParts } from "../core/registry";
import { gateKnown, giftFaults, timesFaults, whenFaults, whoFaults } from "../effects";
import { MAX_AMOUNT } from "../lib/numbers";
import { durationMs } from "../lib/time";
import { stepsOf } from "./kinds";
import { priceFrom, priceOf } from "./price";
import type { RedemptionPolicy, Reward } from "./program";

type Fault = { path: (string | number)[]; message: string };

/** What the schema cannot say of rewards and of how they are redeemed. */
export const faults = (parts: ProgramParts): Fault[] => [
  ...parts.rewards.flatMap((reward, i) => rewardFaults(parts, reward, i)),
  ...policyFaults(parts),
];

const THINGS: ReadonlySet<Reward["kind"]> = new Set<Reward["kind"]>([
  "free_product",
  "gift_card",
  "sample",
  "event_seat",
  "experience",
  "access",
]);

function policyFaults({ redemption: policy }: ProgramParts): Fault[] {
  const at = (field: keyof RedemptionPolicy) => ["redemption", field];
  const isForNothing =
    policy.voucherValidFor !== null && durationMs(policy.voucherValidFor, 0, "UTC") === 0;
  return isForNothing
    ? [{ path: at("voucherValidFor"), message: "A voucher must be valid for some time." }]
    : [];
}

function rewardFaults(parts: ProgramParts, r: Reward, i: number): Fault[] {
  const found: Fault[] = [];
  const at = (field: string) => ["rewards", i, field];
  if (parts.rewards.findIndex((other) => other.id === r.id) < i) {
    found.push({ path: at("id"), message: "The id is used twice." });
  }
  if (!parts.units.some((u) => u.key === priceOf(r).unit)) {
    found.push({ path: at("cost"), message: "The program has no such unit." });
  }
  if (r.from !== null && r.until !== null && Date.parse(r.from) >= Date.parse(r.until)) {
    found.push({ path: at("until"), message: "The offer ends before it begins." });
  }
  if (r.fulfilment !== null && !THINGS.has(r.kind)) {
    found.push({ path: at("fulfilment"), message: "Only a thing is handed over." });
  }
  return [...found, ...kindFaults(parts, r, i), ...gateFaults(parts, r, i)];
}

/** Of who can have it, when, how often and for what other price. */
function gateFaults(parts: ProgramParts, r: Reward, i: number): Fault[] {
  const known = gateKnown(parts);
  const under = (faults: readonly Fault[], ...path: Fault["path"]): Fault[] =>
    faults.map((fault) => ({ ...fault, path: ["rewards", i, ...path, ...fault.path] }));
  return [
    ...under(whoFaults(r.onlyFor, known), "onlyFor"),
    ...under(whenFaults(r.schedule), "schedule"),
    ...under(timesFaults(r.limits, ["limits"])),
    ...r.prices.flatMap((price, k) => [
      ...under(whoFaults(price.if, known), "prices", k, "if"),
      ...under(whenFaults(price.if), "prices", k, "if"),
      ...under(priceFaults(parts, price), "prices", k),
    ]),
  ];
}

function priceFaults(parts: ProgramParts, { if: asked, cost }: Reward["prices"][number]): Fault[] {
  const isKnown = parts.units.some((u) => u.key === priceFrom(cost).unit);
  return [
    ...(isKnown ? [] : [{ path: ["cost"], message: "The program has no such unit." }]),
    ...(Object.keys(asked).length > 0
      ? []
      : [{ path: ["if"], message: "Say whose price it is; everybody's is the reward's cost." }]),
  ];
}

function kindFaults(parts: ProgramParts, r: Reward, i: number): Fault[] {
  const at = (field: string) => ["rewards", i, field];
  switch (r.kind) {
    case "perk":
      return giftFaults(parts, { type: "perk", perk: r.perk }, ["rewards", i]);
    case "donation":
      return parts.causes.some(({ key }) => key === r.cause)
        ? []
        : [{ path: at("cause"), message: "The program has no such cause." }];
    case "event_seat":
      return r.endsAt !== undefined && Date.parse(r.endsAt) <= Date.parse(r.startsAt)
        ? [{ path: at("endsAt"), message: "The gathering ends before it begins." }]
        : [];
    case "points_to_money":
      return sliderFaults(r).map(({ field, message }) => ({ path: at(field), message }));
    default:
      return [];
  }
}

function sliderFaults(
  r: Extract<Reward, { kind: "points_to_money" }>,
): { field: string; message: string }[] {
  const { minimum, maximum } = stepsOf(r);
  if (maximum < minimum) return [{ field: "maximumSteps", message: "Less than the minimum." }];
  const prices = [priceOf(r), ...r.prices.map(({ cost }) => priceFrom(cost))];
  const most = maximum * Math.max(r.amount, r.costAmount, ...prices.map(({ amount }) => amount));
  return most > MAX_AMOUNT
    ? [{ field: "maximumSteps", message: "The amounts are too large." }]
    : [];
}
