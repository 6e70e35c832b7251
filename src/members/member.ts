import type { Statement } from "../core/database";
import type { Fact } from "../core/facts";
import type { Book } from "../ledger";
import type { MemberRow } from "./tables";

/**
 * A member opened for one commit: the row as loaded, the settled book, and what the rules add.
 * `changes` are columns of the member's row; it is written once, under the version guard.
 */
export interface OpenMember {
  readonly row: MemberRow;
  readonly isNew: boolean;
  readonly book: Book;
  readonly changes: Partial<MemberRow>;
  readonly writes: Statement[];
  readonly facts: Fact[];
}
