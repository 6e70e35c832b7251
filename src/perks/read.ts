import type { Context } from "../core/context";
import { DomainError, refuse } from "../core/errors";
import { read } from "../core/transact";
import { unitFor } from "../ledger";
import {
  memberStatementCount,
  memberStatements,
  type OpenMember,
  opened,
  parseRef,
  type SummaryPart,
  type WalletPart,
  whoIs,
} from "../members";
import { type Program, voiceOf } from "../program";
import type { Perk } from "./program";
import {
  PERK_STATEMENTS,
  type PerkFacts,
  periodsNear,
  periodsOf,
  perkFacts,
  perkStatements,
  standingNow,
  tierPerks,
} from "./state";
import { perkView } from "./view";

/** @throws {DomainError} unknown_perk */
export function perkOf({ parts }: Program, key: string, pointer: string): Perk {
  const perk = parts.perks.find((p) => p.key === key);
  if (!perk) throw refuse("unknown_perk", pointer, "Use the key of a perk of the program.");
  return perk;
}

/**
 * The perks that a member holds or is about to get; of one key the one entry, held or not. One round
 * trip.
 *
 * @throws {DomainError} not_found, member_erased, unknown_perk
 */
export async function listPerks(ctx: Context, ref: string, key: string | undefined) {
  const reading = { ...ctx, isDryRun: true };
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(reading, [
    ...memberStatements(reading, { who, spendable: 0, whole: ["perk"] }),
    ...perkStatements(who, ctx.now, periodsOf(ctx, ctx.now)),
  ]);
  const { program, member } = await opened(reading, rows, 0);
  // The gate says what the use would.
  if (member.row.erased_at !== null) throw new DomainError("member_erased");
  const facts = perkFacts(rows.slice(memberStatementCount(0)));
  const data =
    key === undefined
      ? perksOf(reading, member, facts)
      : [viewOf(reading, member, perkOf(program, key, "?key"), facts)];
  return { data, nextCursor: null };
}

const viewOf = (ctx: Context, member: OpenMember, perk: Perk, facts: PerkFacts) =>
  perkView(perk, standingNow(ctx, member, perk, facts), voiceOf(ctx));

/** Perks of the program that are held or on their way. */
const perksOf = (ctx: Context, member: OpenMember, facts: PerkFacts) =>
  member.program.parts.perks
    .map((perk) => viewOf(ctx, member, perk, facts))
    .filter((view) => view.held || view.from !== null);

/** For the person at the desk: what may be used now, and when the rest is back. */
export const perksSummary: SummaryPart = {
  statements: PERK_STATEMENTS,
  load: (who, now) => perkStatements(who, now, periodsNear(now)),
  view: (rows, ctx, member) => ({ perks: perksOf(ctx, member, perkFacts(rows)) }),
};

/** The wallet names what is held; limits are asked for by `GET …/perks`. */
export const perksOfWallet: WalletPart = (ctx, member) => {
  const voice = voiceOf(ctx);
  const ofTiers = tierPerks(member);
  return {
    perks: member.program.parts.perks.flatMap(({ key, name, total }) => {
      const { available = 0 } = member.book.wallets.get(unitFor("perk", key)) ?? {};
      const tier = ofTiers.find(({ perk }) => perk === key);
      if (available === 0 && !tier) return [];
      const held = { key, name: name[voice.locale] };
      const usesLeft = tier || total === null ? null : available;
      const source = tier ? "tier" : "grant";
      return [{ ...held, source, level: tier?.level ?? null, usesLeft }];
    }),
  };
};
