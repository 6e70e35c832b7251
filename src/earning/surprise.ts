import type { ProgramParts } from "../core/registry";
import type { Gift } from "../effects";
import { unitFor } from "../ledger";
import { murmur3 } from "../lib/hash";
import { type Draft, whole } from "./amounts";
import type { Obstacle } from "./conditions";
import type { RuleEffect } from "./document";
import type { Moment } from "./moment";

/* Surprises: given by chance, and yet the same whenever the same order or activity is looked at. */

type Surprise = Extract<RuleEffect, { type: "surprise" }>;

/**
 * What an occasion draws: a number from 0 to `sides` − 1. It follows from the occasion's own name and
 * the rule's, by MurmurHash3 (x86, 32 bits, seed 0; Appleby 2011) of `<seed>/<rule>` in UTF-8, modulo
 * `sides`. So nobody draws again by sending again, and every draw can be checked. As 2^32 is no
 * multiple of `sides`, the first numbers come more often by at most `sides` in 2^32.
 */
export const drawn = (seed: string, rule: string, sides: number): number =>
  murmur3(`${seed}/${rule}`) % sides;

/** A surprise, where the draw falls on 0; which of its gifts is drawn by `<rule>/gift`, by weight. */
export function surprised(
  rule: string,
  give: Surprise,
  { occasion }: Moment,
  parts: ProgramParts,
): Draft | Obstacle {
  const { seed } = occasion;
  // Nothing is promised of what has not happened yet.
  if (seed === null) return { why: "draw" };
  const number = drawn(seed, rule, give.oneIn);
  if (number !== 0) return { why: "draw", missing: number };
  return draftOf(rule, giftDrawn(seed, rule, give), parts);
}

function giftDrawn(seed: string, rule: string, { gifts }: Surprise): Gift | undefined {
  const total = gifts.reduce((all, { weight }) => all + weight, 0);
  let left = drawn(seed, `${rule}/gift`, total);
  return gifts.find(({ weight }) => {
    left -= weight;
    return left < 0;
  })?.gift;
}

function draftOf(rule: string, gift: Gift | undefined, { perks }: ProgramParts): Draft | Obstacle {
  switch (gift?.type) {
    case undefined:
      return { why: "draw" };
    case "voucher":
      return { grants: [], voucher: gift.voucher, isOne: true };
    case "points":
      return { grants: whole(rule, gift.unit, gift.amount), voucher: null, isOne: true };
    case "perk": {
      const uses = perks.find((p) => p.key === gift.perk)?.total ?? 1;
      return { grants: whole(rule, unitFor("perk", gift.perk), uses), voucher: null, isOne: true };
    }
  }
}
