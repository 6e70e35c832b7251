import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import type { Fact } from "../core/facts";
import type { Book } from "../ledger";
import type { Program } from "../program";
import type { MemberRow } from "./tables";

/** What features keep with an opened member; each adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the slices.
export interface MemberParts {}

/**
 * A member opened for one commit: the row as loaded, the settled book, and what the rules add.
 * `changes` are columns of the member's row; it is written once, under the version guard.
 */
export interface OpenMember {
  readonly row: MemberRow;
  readonly isNew: boolean;
  /** In force now. What an order of before was decided by may be another version. */
  readonly program: Program;
  readonly book: Book;
  readonly changes: Partial<MemberRow>;
  readonly writes: Statement[];
  readonly facts: Fact[];
  readonly parts: Partial<MemberParts>;
}

/**
 * What a feature keeps with a member and brings due whenever one is opened, such as holds that have
 * timed out. Features register theirs in `src/registry.ts`; the ground calls them without knowing
 * them.
 */
export interface MemberPart {
  /**
   * SQL of one JSON text over the member's row `m`: what is kept, and what is due at the parameter
   * `now`. A column, so that opening a member stays one statement.
   */
  column(now: string): string;
  /**
   * Settles what is due as of the book's `now`: into the book, `writes` and `facts`, and into
   * `alsoDueAt` when to look again. `found` is null for a member who is just enrolled.
   */
  open(ctx: Context, member: OpenMember, found: string | null): void;
  /** As {@link open}, from how the commit before left the member in memory, unless nothing is kept. */
  carry?(ctx: Context, member: OpenMember, before: OpenMember): void;
  /** What has to be written once everything is decided. */
  close?(member: OpenMember): Statement[];
}

declare module "../core/registry" {
  interface Registry {
    readonly memberParts: readonly MemberPart[];
  }
}
