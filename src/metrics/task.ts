import type { Numbers } from "./sums";

/** What a shop's metrics are at, kept between commits so that any of them may be the last. */
export interface Task {
  /**
   * `days`: new days up to `until`; `dirty`: days that facts were added to; `members`: every
   * member, as thresholds or time zone are others now; `wipe`: everything is made anew.
   */
  readonly kind: "days" | "dirty" | "members" | "wipe";
  /** Last day that it comes to. */
  readonly until: string;
  /** The last fact, or member, that is done. */
  readonly day: string;
  readonly id: string;
  /** Sums of the facts of `day` that are done, and its marks when it was begun; null at an end. */
  readonly partial: { readonly numbers: Numbers; readonly marks: number | null } | null;
  /** What `members` brings the customers' numbers in line with. */
  readonly basis: string | null;
}

export const newTask = (kind: Task["kind"], until: string, day: string, id: string): Task => ({
  kind,
  until,
  day,
  id,
  partial: null,
  basis: null,
});

export const taskFrom = (json: string | null): Task | null =>
  json === null ? null : (JSON.parse(json) as Task);
