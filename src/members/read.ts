import type { Context } from "../core/context";
import { read } from "../core/transact";
import type { OpenMember } from "./member";
import { memberStatements } from "./open";
import { type Opened, opened } from "./opened";
import { parseRef, whoIs } from "./refs";
import { memberBrief, memberView, walletView } from "./view";

/** What a feature adds to the wallet and the summary, from what is loaded with every member. */
export type WalletPart = (ctx: Context, member: OpenMember) => object;

declare module "../core/registry" {
  interface Registry {
    readonly walletParts: readonly WalletPart[];
  }
}

export const walletParts = (ctx: Context, member: OpenMember): object =>
  Object.assign({}, ...ctx.registry.walletParts.map((part) => part(ctx, member)));

/** Reads a member with a wallet as of now; nothing is written. One round trip. */
async function readMemberAt(ctx: Context, ref: string): Promise<Opened> {
  const reading = { ...ctx, isDryRun: true };
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(reading, memberStatements(reading, { who, spendable: 0 }));
  return opened(reading, rows, 0);
}

export async function readWallet(ctx: Context, ref: string) {
  const { program, member } = await readMemberAt(ctx, ref);
  return {
    member: memberBrief(program, member),
    wallet: walletView(program, member.book),
    ...walletParts(ctx, member),
  };
}

export async function readMember(ctx: Context, ref: string) {
  const { program, member } = await readMemberAt(ctx, ref);
  return memberView(program, member, ctx.now);
}
