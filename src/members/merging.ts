import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import type { Who } from "../ledger";
import type { OpenMember } from "./member";

/* What features do when two members turn out to be one, and when they are told apart again. */

/** How stored numbers of lots and transfers change: SQL of whole numbers. */
export interface Renumbering {
  /** Added to each. */
  readonly by: string;
  /** Numbers that are there to be changed; what else is named stays with the other member. */
  readonly isWithin: (number: string) => string;
}

/**
 * A table whose rows belong to a member and follow them. What the shop's ids make one row must not
 * become two: a row whose key is taken stays where it is.
 */
export interface Belonging {
  readonly table: string;
  readonly column: string;
  /** Columns that name a row, besides shop and `column`. */
  readonly key: readonly string[];
  /** SQL of which rows are the member's, where no index begins with `column`; `?2` is the member. */
  readonly rows?: string;
  /** SQL by column, of those that hold numbers of lots or transfers. */
  renumber?(to: Renumbering): Readonly<Record<string, string>>;
  /** SQL that selects the numbers, as `lot`, of all lots that a row `x` filled. */
  readonly lots?: string;
  /** SQL that selects, as `held`, `[unit, amount, until]` where a row `x` holds points. */
  readonly held?: string;
}

/** A merge, or its undoing, as far as it is decided: both members are open, their books settled. */
export interface Merging {
  /** Who stays. */
  readonly target: OpenMember;
  /** Who becomes an alias, or is none any more. */
  readonly source: OpenMember;
  /** The source's number 1 is the target's `shift + 1`, up to `shift + lastSeq`. */
  readonly shift: number;
  readonly lastSeq: number;
}

/** Who is merged, as SQL for loads. */
export interface MergingWho {
  readonly target: Who;
  readonly source: Who;
  /** Of the merge that is undone; null: it is about to be made. */
  readonly merge: string | null;
}

/** What a feature does besides moving rows: what is one of a kind for each member. */
export interface Merger {
  /** Names what is kept of it with the merge. */
  readonly key: string;
  /** How many statements `load` makes. */
  readonly statements: number;
  load(ctx: Context, who: MergingWho): Statement[];
  /** Changes the target, and writes what it takes. @returns what undoing needs, as JSON keeps it */
  merge(ctx: Context, merging: Merging, rows: Batch): unknown;
  /** Changes both. @param kept what `merge` returned */
  undo(ctx: Context, merging: Merging, rows: Batch, kept: unknown): void;
}

declare module "../core/registry" {
  interface Registry {
    readonly belongings: readonly Belonging[];
    readonly mergers: readonly Merger[];
  }
}

/** SQL of a stored `[[lot, …], …]` with its numbers changed. */
export const renumberedTakes = (json: string, { by }: Renumbering): string =>
  `(SELECT json_group_array(json_replace(t.value, '$[0]', (t.value ->> 0) + ${by}))
    FROM json_each(${json}) t)`;
