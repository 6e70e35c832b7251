import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import type { FactEntry } from "../core/facts";
import type { Who } from "../ledger";
import type { OpenMember } from "./member";

/** What a member lacks for something they spend. */
export interface Lacking {
  readonly unit: string;
  readonly amount: number;
  /** What it is for, as its cause: once drawn for that, it is not drawn again. */
  readonly cause: string;
  readonly factId: string;
}

/** What others' rows become in the same commit. */
export interface Drawn {
  readonly writes: readonly Statement[];
  readonly facts: readonly FactEntry[];
}

/** What stands behind a member whose own balance does not suffice, such as a household's pool. */
export interface Backing {
  /** Statements for the load of whoever is about to spend; `draw` takes their rows. */
  load(ctx: Context, who: Who, spendable: number): Statement[];
  /**
   * Fills what is lacking, so that the member can spend it as their own.
   *
   * @throws {DomainError} where there is nothing behind the member, or not enough
   */
  draw(
    ctx: Context,
    member: OpenMember,
    loaded: { readonly rows: Batch; readonly spendable: number },
    lacking: Lacking,
  ): Promise<Drawn>;
}

declare module "../core/registry" {
  interface Registry {
    readonly backing: Backing;
  }
}
