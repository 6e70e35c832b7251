import { NOTHING_DONATED } from "../effects";
import { unitFor } from "../ledger";
import { type OpenMember, rowAfter, type WalletPart } from "../members";
import { givenBy } from "./rules";

/** What stands of a member at each cause, minor units, and by where it came from. */
export const causesOfWallet: WalletPart = (ctx, member) => {
  const { cause: chosen } = rowAfter(member);
  const causes = member.program.parts.causes.map(({ key, name }) => ({
    cause: key,
    name: name[ctx.locale],
    ...givenTo(member, key),
    isChosen: key === chosen,
  }));
  return causes.length > 0 ? { causes } : {};
};

export function givenTo({ book, parts }: OpenMember, cause: string) {
  const given = book.wallets.get(unitFor("donation", cause))?.earned ?? 0;
  const { points, money } = parts.giving?.get(cause) ?? NOTHING_DONATED;
  return { given, by: givenBy(given, points, money) };
}
