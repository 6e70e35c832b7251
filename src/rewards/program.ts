import * as z from "zod";
import { duration, label, slug } from "../core/fields";
import { formatDuration, formatMoney, formatNumber, quoted, say, type Text } from "../core/i18n";
import type { Headline, ProgramParts, ProgramSlice, Sentence, Voice } from "../core/registry";
import { formatDates } from "../core/times";
import { amountOf } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";
import { DAY, durationMs, isDuration } from "../lib/time";
import { WORTH_SHAPES } from "../vouchers";

const instant = z.iso.datetime({ offset: true });
const money = z.number().int().min(0).max(MAX_AMOUNT);

const common = {
  id: slug,
  name: label,
  cost: z
    .record(slug, z.number().int().min(0).max(MAX_AMOUNT))
    .refine((cost) => Object.keys(cost).length === 1, "Name exactly one unit.")
    .describe('Units and how much of them, e.g. {"points": 500}.'),
  costAmount: money.default(0).describe("What it costs the shop, minor units."),
  stock: z.number().int().min(0).max(MAX_AMOUNT).nullable().default(null),
  from: instant.nullable().default(null),
  until: instant.nullable().default(null).describe("Exclusive."),
  limitPerMember: z.number().int().min(1).max(100).nullable().default(null),
};

const reward = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, ...WORTH_SHAPES.percent }),
  z.strictObject({ ...common, ...WORTH_SHAPES.fixed_amount }),
  z.strictObject({ ...common, ...WORTH_SHAPES.free_product }),
]);

const lengthOf = (text: string): number => durationMs(text, 0, "UTC");

/** How long a hold lasts; longer ones would keep stock from everybody for a forgotten cart. */
export const holdDuration = duration.refine(
  (text) => isDuration(text) && lengthOf(text) > 0 && lengthOf(text) <= DAY,
  "Use more than nothing and at most P1D.",
);

const redemption = z.strictObject({
  holdFor: holdDuration
    .default("PT15M")
    .describe("How long a hold lasts unless the call says less."),
  reversibleFor: duration.default("P30D"),
  voucherValidFor: duration
    .nullable()
    .default("P90D")
    .describe("Counted from when the code is issued; null: for ever."),
  reissueFor: duration.default("P30D").describe("How long after its end a code can be reissued."),
});

export type Reward = z.infer<typeof reward>;
export type RedemptionPolicy = z.infer<typeof redemption>;

declare module "../core/registry" {
  interface ProgramParts {
    readonly rewards: readonly Reward[];
    readonly redemption: RedemptionPolicy;
  }
}

export const rewardsProgram: ProgramSlice = {
  shape: {
    rewards: z.array(reward).max(500).default([]),
    redemption: redemption.prefault({}),
  },
  sentences,
  headlines,
  faults: (parts) => faults(parts),
};

/** The unit a reward costs and how much of it. */
export function priceOf(reward: Reward): { unit: string; amount: number } {
  const [unit = "points", amount = 0] = Object.entries(reward.cost)[0] ?? [];
  return { unit, amount };
}

type Fault = { path: (string | number)[]; message: string };

const faults = (parts: ProgramParts): Fault[] => [...rewardFaults(parts), ...policyFaults(parts)];

function policyFaults({ redemption: policy }: ProgramParts): Fault[] {
  const found: Fault[] = [];
  const at = (field: keyof RedemptionPolicy) => ["redemption", field];
  if (policy.voucherValidFor !== null && lengthOf(policy.voucherValidFor) === 0) {
    found.push({ path: at("voucherValidFor"), message: "A voucher must be valid for some time." });
  }
  return found;
}

function rewardFaults(parts: ProgramParts): Fault[] {
  return parts.rewards.flatMap((r, i) => {
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
    return found;
  });
}

const PERCENT: Text = {
  en: "{name}: {worth} off for {cost}",
  de: "{name}: {worth} Rabatt für {cost}",
};
const AMOUNT: Text = {
  en: "{name}: {worth} off for {cost}",
  de: "{name}: {worth} Rabatt für {cost}",
};
const PRODUCT: Text = { en: "{name} free for {cost}", de: "{name} gratis für {cost}" };
const LIMIT: Text = { en: ", at most {n} per person", de: ", höchstens {n}-mal pro Person" };
const STOCK: Text = { en: ", while stocks last", de: ", solange der Vorrat reicht" };
const VALID: Text = {
  en: "A voucher is valid for {duration}.",
  de: "Ein Gutschein gilt {duration}.",
};
const VALID_FOR_EVER: Text = {
  en: "A voucher does not expire.",
  de: "Ein Gutschein verfällt nicht.",
};

/** A reward in one sentence. */
export function rewardSentence(parts: ProgramParts, r: Reward, voice: Voice): string {
  const price = priceOf(r);
  const values = {
    name: r.name[voice.locale],
    cost: amountOf(parts, price.unit, price.amount, voice),
    worth: worthOf(r, voice),
    n: formatNumber(r.limitPerMember ?? 0, voice.locale),
  };
  const text = { percent: PERCENT, fixed_amount: AMOUNT, free_product: PRODUCT }[r.kind];
  const limit = r.limitPerMember === null ? "" : say(LIMIT, voice, values);
  const stock = r.stock === null ? "" : say(STOCK, voice);
  const dates = formatDates(r.from, r.until, voice.timeZone, voice.locale);
  const when = dates === "" ? "" : `, ${dates}`;
  return `${say(text, voice, values)}${when}${limit}${stock}.`;
}

function worthOf(r: Reward, voice: Voice): string {
  switch (r.kind) {
    case "percent":
      return `${r.percent} %`;
    case "fixed_amount":
      return formatMoney(r.amount, voice.currency, voice.locale);
    case "free_product":
      return "";
  }
}

function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  if (parts.rewards.length === 0) return [];
  const { voucherValidFor } = parts.redemption;
  const valid =
    voucherValidFor === null
      ? say(VALID_FOR_EVER, voice)
      : say(VALID, voice, { duration: formatDuration(voucherValidFor, voice.locale) });
  return [
    ...parts.rewards.map((r) => ({
      ruleId: `rewards.${r.id}`,
      text: rewardSentence(parts, r, voice),
    })),
    { ruleId: "redemption.voucherValidFor", text: valid },
  ];
}

const CHEAPEST: Text = {
  en: "for {cost} you get {name}",
  de: { du: "für {cost} bekommst du {name}", sie: "für {cost} bekommen Sie {name}" },
};

/** The cheapest reward that is always on offer. */
function headlines(parts: ProgramParts, voice: Voice): Headline[] {
  const { unit } = parts.earning.base;
  const [cheapest] = parts.rewards
    .filter((r) => r.from === null && r.until === null && r.stock === null)
    .filter((r) => priceOf(r).unit === unit && priceOf(r).amount > 0)
    .sort((a, b) => priceOf(a).amount - priceOf(b).amount);
  if (!cheapest) return [];
  const cost = amountOf(parts, unit, priceOf(cheapest).amount, voice);
  const name = quoted(cheapest.name[voice.locale], voice.locale);
  return [{ about: "spending", text: say(CHEAPEST, voice, { cost, name }), weight: 80 }];
}
