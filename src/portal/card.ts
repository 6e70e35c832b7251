import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { together } from "../core/together";
import { read } from "../core/transact";
import { type memberView, readSummary, tellTransfers, type walletView } from "../members";
import { type Program, programOf, programStatement } from "../program";
import { listRewards } from "../rewards";
import type { voucherView } from "../vouchers";
import type { CardReward } from "./card-rules";
import type { Referral } from "./share";

export type CardVoucher = ReturnType<typeof voucherView>;

/** What the slices of {@link readSummary} that the card shows put into it. */
interface Summary {
  readonly member: ReturnType<typeof memberView>;
  readonly wallet: ReturnType<typeof walletView>;
  readonly vouchers: readonly CardVoucher[];
}

export interface CardMessage {
  readonly title: string;
  readonly text: string;
  readonly at: string;
}

export interface Card extends Summary {
  readonly program: Program;
  readonly rewards: readonly CardReward[];
  readonly history: readonly string[];
  readonly messages: readonly CardMessage[];
  readonly referral: Referral | null;
}

const HISTORY = 20;
const REWARDS = 250;

/**
 * Everything that a member's card shows, as of one moment and in one round trip.
 *
 * @throws {DomainError} not_found, member_erased
 */
export async function readCard(visit: Context, member: string): Promise<Card> {
  // The signed link stands for the member, who may see what the shop's server may.
  const caller = { ...visit.caller, isPublishable: false };
  const ctx: Context = { ...visit, caller, db: together(visit.db) };
  const [program, summary, rewards, history] = await Promise.all([
    readProgramNow(ctx),
    readSummary(ctx, member) as Promise<Summary>,
    listRewards(ctx, { member, limit: REWARDS }),
    tellTransfers(ctx, member, HISTORY),
  ]);
  if (summary.member.erasedAt !== null) throw new DomainError("member_erased");
  const { member: holder, wallet, vouchers } = summary;
  return {
    program,
    member: holder,
    wallet,
    vouchers,
    rewards: rewards.data,
    history,
    messages: [],
    referral: null,
  };
}

async function readProgramNow(ctx: Context): Promise<Program> {
  return programOf(ctx, await read(ctx, [programStatement(ctx, ctx.now)]), 0);
}
