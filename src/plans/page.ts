import type { Context } from "../core/context";
import type { Batch } from "../core/database";
import type { Program } from "../program";
import { type Compared, type Comparison, compare } from "./compare";
import type { Costs } from "./cost";
import { type RecordedPage, recordedFrom } from "./load";
import { replayMember } from "./replay";
import { programAt, type Timeline, withFrom } from "./timeline";

/** What is planned: a draft in place of the programs as they were, from an instant on. */
export interface Planned {
  readonly timeline: Timeline;
  readonly draft: Program;
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly costs: { readonly before: Costs; readonly after: Costs };
}

export interface ComparedPage extends Omit<RecordedPage, "members"> {
  readonly compared: readonly Compared[];
}

/** The members of loaded rows, each replayed twice. */
export function comparePage(
  ctx: Context,
  planned: Planned,
  rows: Batch,
  index: number,
): ComparedPage {
  const { timeline, draft, from, until, costs } = planned;
  const { members, isCut } = recordedFrom(rows, index);
  const then = withFrom(timeline, from, draft);
  const of: Comparison = {
    ...{ from, until, costs },
    tiers: {
      before: programAt(timeline, until - 1).parts.tiers,
      after: draft.parts.tiers,
    },
  };
  const compared = members.map((recorded) => {
    const under = (programs: Timeline) => replayMember(ctx, recorded, programs, until);
    return compare(of, recorded, [under(timeline), under(then)]);
  });
  return { compared, isCut };
}
