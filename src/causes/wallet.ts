import { unitFor } from "../ledger";
import type { WalletPart } from "../members";

/** What a member's purchases have given to each cause so far, minor units. */
export const causesOfWallet: WalletPart = (ctx, { program, book }) => {
  const causes = program.parts.causes.map(({ key, name }) => ({
    cause: key,
    name: name[ctx.locale],
    given: book.wallets.get(unitFor("donation", key))?.earned ?? 0,
  }));
  return causes.length > 0 ? { causes } : {};
};
