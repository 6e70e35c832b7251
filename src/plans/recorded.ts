import type { RecordedActivity } from "../activities";
import type { Effect } from "../effects";
import type { Drawing, Person } from "../members";
import type { RecordedHandover, RecordedOrder } from "../orders";
import type { Program } from "../program";

/** Everything recorded of a member that a program decides about. */
export interface RecordedMember {
  readonly person: Person;
  /** `sets` of the member's row of progress: levels that staff gave; null: there is none. */
  readonly manuals: string | null;
  readonly orders: readonly RecordedOrder[];
  readonly activities: readonly RecordedActivity[];
  readonly handovers: readonly RecordedHandover[];
}

/** What one order, handover or activity brought. */
export interface Step {
  readonly at: number;
  /** By which it was decided. */
  readonly program: Program;
  /** With what full cards and levels reached by it brought. */
  readonly effects: readonly Effect[];
  /** By rule, what it gave by itself; a voucher counts as 1. */
  readonly used: ReadonlyMap<string, number>;
  /** What it drew on budgets that members share, each as if nobody else had drawn on it. */
  readonly drawn: readonly Drawing[];
}

export interface ReplayedMember {
  /** In the order of time. */
  readonly steps: readonly Step[];
  /** By set, held when the time was up; null: none. */
  readonly levels: ReadonlyMap<string, string | null>;
}
