import type { Param } from "../core/database";

/**
 * Which member, as SQL of one text value: `?2` for a known id, a subquery on identifiers or an
 * order else. `?1` is the shop; `params` starts with it and fills everything that `sql` numbers.
 */
export interface Who {
  readonly sql: string;
  readonly params: readonly Param[];
}
