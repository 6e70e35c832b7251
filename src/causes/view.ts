import type { Context } from "../core/context";
import { toIso } from "../lib/time";
import { type Balance, balancesOf, type OpenMember } from "../members";
import type { GivenBy } from "./rules";
import type { DonationRow } from "./tables";
import { givenTo } from "./wallet";

/** What a donation leaves: balances, and what stands at its cause. */
interface After {
  readonly wallet: Record<string, Balance>;
  readonly given: { readonly given: number; readonly by: GivenBy };
}

export const afterDonation = (member: OpenMember, cause: string): string => {
  const after: After = {
    wallet: balancesOf(member.program, member.book),
    given: givenTo(member, cause),
  };
  return JSON.stringify(after);
};

export const donationView = (row: DonationRow) => ({
  id: row.id,
  status: row.reversed_at === null ? ("given" as const) : ("reversed" as const),
  cause: row.cause,
  unit: row.unit,
  amount: row.amount,
  money: row.money,
  order: row.order_ref,
  createdAt: toIso(row.created_at),
  reversedAt: toIso(row.reversed_at),
});

/** What a donation answers, or its reversal: as it stood after that. */
export function donationAnswer(row: DonationRow, of: "donation" | "reversal") {
  const isGiven = of === "donation";
  const shown = isGiven ? { ...row, reversed_at: null } : row;
  const { wallet, given } = JSON.parse((isGiven ? row.answer : row.reversal) ?? "{}") as After;
  return {
    committed: true,
    donation: donationView(shown),
    ...given,
    member: { id: row.member, wallet },
  };
}

/** What a program calls a cause; the key of one that it has dropped. */
export const causeName = (
  { locale }: Pick<Context, "locale">,
  causes: OpenMember["program"]["parts"]["causes"],
  key: string,
): string => causes.find((cause) => cause.key === key)?.name[locale] ?? key;
