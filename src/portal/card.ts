import { consentStatements, latestOf, PURPOSES, type Purpose, unsubscribeUrl } from "../consent";
import type { Context } from "../core/context";
import type { Batch } from "../core/database";
import { DomainError } from "../core/errors";
import { together } from "../core/together";
import { read } from "../core/transact";
import { type memberView, readSummary, tellTransfers, type walletView, whoIs } from "../members";
import { listInbox } from "../messages";
import type { PerkView } from "../perks";
import { type Program, programNow, sentencesOf, voiceOf } from "../program";
import { readReferral } from "../referrals";
import { listRewards } from "../rewards";
import type { TierView } from "../tiers";
import type { voucherView } from "../vouchers";
import type { CardReward } from "./card-rules";
import type { Referral } from "./share";

export type CardVoucher = ReturnType<typeof voucherView>;

/** What the slices of {@link readSummary} that the card shows put into it. */
interface Summary {
  readonly member: ReturnType<typeof memberView>;
  readonly wallet: ReturnType<typeof walletView>;
  readonly vouchers: readonly CardVoucher[];
  /** Left out where the program has no tiers, or no causes. */
  readonly tiers?: readonly TierView[];
  readonly causes?: readonly CardCause[];
  readonly stamps: readonly CardStamps[];
  readonly perks: readonly PerkView[];
}

/** A stamp card of the program with the member's stamps on it. */
export interface CardStamps {
  readonly card: string;
  readonly name: string;
  readonly stamps: number;
  readonly size: number;
  readonly reward: string;
  readonly nextExpiry: { readonly at: string | null; readonly amount: number } | null;
}

export interface CardCause {
  readonly name: string;
  /** Minor units. */
  readonly given: number;
}

export interface LeaveLink {
  readonly purpose: Purpose;
  readonly url: string;
}

export interface Card extends Required<Summary> {
  readonly program: Program;
  readonly rewards: readonly CardReward[];
  readonly history: readonly string[];
  readonly messages: Awaited<ReturnType<typeof listInbox>>["data"];
  readonly referral: Referral | null;
  readonly leave: readonly LeaveLink[];
}

const HISTORY = 20;
const REWARDS = 250;
const MESSAGES = 5;

/**
 * Everything that a member's card shows, as of one moment and in one round trip; the link for
 * friends costs another.
 *
 * @throws {DomainError} not_found, member_erased
 */
export async function readCard(visit: Context, member: string): Promise<Card> {
  // The signed link stands for the member, who may see what the shop's server may.
  const caller = { ...visit.caller, isPublishable: false };
  const ctx: Context = { ...visit, caller, db: together(visit.db) };
  const [program, summary, rewards, history, inbox, consents] = await Promise.all([
    programNow(ctx),
    readSummary(ctx, member) as Promise<Summary>,
    listRewards(ctx, { member, limit: REWARDS }),
    tellTransfers(ctx, member, HISTORY),
    listInbox(ctx, member, { limit: MESSAGES }),
    read(ctx, consentStatements(ctx, whoIs(ctx.shop.id, { id: member }))),
  ]);
  if (summary.member.erasedAt !== null) throw new DomainError("member_erased");
  return {
    ...summary,
    tiers: summary.tiers ?? [],
    causes: summary.causes ?? [],
    program,
    rewards: rewards.data,
    history,
    messages: inbox.data,
    referral: program.parts.referral.isEnabled ? await referralOf(visit, program, member) : null,
    leave: await leaveLinks(ctx, member, consents),
  };
}

/** The member's link; the first look at a card makes it. */
async function referralOf(ctx: Context, program: Program, member: string): Promise<Referral> {
  const { url } = await readReferral(ctx, member);
  const sentences = sentencesOf(ctx, program.parts, voiceOf(ctx));
  return { url, terms: sentences.find(({ ruleId }) => ruleId === "referral.terms")?.text ?? "" };
}

/** Where to stop the mails that the member has allowed. */
async function leaveLinks(ctx: Context, member: string, consents: Batch): Promise<LeaveLink[]> {
  const granted = PURPOSES.filter((p) => latestOf(consents, p)?.status === "granted");
  const links = granted.map(async (purpose) => {
    const url = await unsubscribeUrl(ctx, member, "email", purpose);
    return url === null ? [] : [{ purpose, url }];
  });
  return (await Promise.all(links)).flat();
}
