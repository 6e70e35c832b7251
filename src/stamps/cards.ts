import type { Context } from "../core/context";
import type { ProgramParts } from "../core/registry";
import { type Effect, type Given, giveGift } from "../effects";
import { type Expiry, spend, type Take, unitFor } from "../ledger";
import { balanceOf, type OpenMember } from "../members";
import type { Program } from "../program";
import { causeText } from "../vouchers";
import type { StampCard } from "./program";

/** A card that was filled, as the order or activity that filled it remembers it. */
export interface Completion {
  readonly card: string;
  /** The stamps that it took. */
  readonly takes: readonly Take[];
  readonly given: Given;
}

/** By what cards are filled. */
export interface Filling {
  readonly program: Program;
  /** Of the ledger, of what filled it: `order:…`, `activity:…`, `adjustment:…`. */
  readonly cause: string;
  readonly happenedAt: number;
}

/** Full cards that one commit has room for; what is beyond them waits for the next one. */
const MAX_COMPLETIONS = 25;

/** The rule that full cards are told by. */
export const cardRule = (card: string): string => `stamps.${card}`;

/** Until when stamps of a card are valid: as it says itself, else as points are. */
export const stampExpiry = (parts: ProgramParts, card: string): Expiry =>
  parts.stamps.find((c) => c.key === card)?.expiry ?? parts.expiry;

/**
 * Takes the stamps of every card that is full, the first to expire first, and gives what it brings;
 * stamps beyond it stay on the next one. The member must be opened with `whole: ["stamp"]`.
 */
export function completeCards(
  ctx: Context,
  member: OpenMember,
  filling: Filling,
): { effects: Effect[]; completions: Completion[] } {
  const effects: Effect[] = [];
  const completions: Completion[] = [];
  for (const card of filling.program.parts.stamps) {
    const unit = unitFor("stamp", card.key);
    while (
      completions.length < MAX_COMPLETIONS &&
      balanceOf(member.book, unit).available >= card.size
    ) {
      const { completion, reward } = complete(ctx, member, card, filling);
      effects.push({ type: "card_completed", card: card.key }, reward);
      completions.push(completion);
    }
  }
  return { effects, completions };
}

function complete(
  ctx: Context,
  member: OpenMember,
  card: StampCard,
  { program, cause, happenedAt }: Filling,
): { completion: Completion; reward: Effect } {
  const rule = cardRule(card.key);
  const entry = { reason: "card", cause, rule, program: program.number, happenedAt };
  const takes = spend(member.book, unitFor("stamp", card.key), "redeemed", card.size, entry);
  const { given, effect } = giveGift(ctx, member, card.reward, {
    cause: `card:${card.key}`,
    voucherCause: causeText("card", card.key),
    rule,
    program,
    happenedAt,
  });
  return { completion: { card: card.key, takes, given }, reward: effect };
}

/** Numbers of the lots that full cards took from and gave. */
export const lotsOfCards = (completions: readonly Completion[]): number[] => [
  ...new Set(
    completions.flatMap(({ takes, given }) => [
      ...takes.map(([lot]) => lot),
      ...(given.type === "units" ? [given.lot] : []),
    ]),
  ),
];
