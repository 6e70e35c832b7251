import type { Context } from "../core/context";
import type { OpenMember } from "./member";
import type { Ref } from "./refs";

/** Refuses whoever may not spend what a member has, by how the member was named. */
export type SpendingGuard = (member: OpenMember, ref: Ref) => void;

declare module "../core/registry" {
  interface Registry {
    readonly spendingGuards: readonly SpendingGuard[];
  }
}

/** To be asked before anything of a member's is spent at somebody's wish. */
export function checkSpender(ctx: Context, member: OpenMember, ref: Ref): void {
  for (const guard of ctx.registry.spendingGuards) guard(member, ref);
}
