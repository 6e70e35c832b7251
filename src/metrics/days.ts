import type { Fact } from "../core/facts";
import { fold, touchesLife } from "./fold-rules";
import type { PageRow } from "./store";
import { addTo, type Numbers } from "./sums";
import type { Task } from "./task";

/** The facts of one day that a page holds, summed up, with those of the pages before. */
export interface DayGroup {
  readonly day: string;
  /** null: nobody added to it after it was over. */
  readonly marks: number | null;
  readonly numbers: Numbers;
  readonly members: ReadonlySet<string>;
  readonly lastId: string;
}

/** A day whose facts are all summed up. */
export interface SettledDay {
  readonly day: string;
  readonly marks: number | null;
  readonly numbers: Numbers;
}

/** A page of facts by day, beginning with the day that the page before did not end. */
export function groupsOf(
  task: Task,
  page: readonly PageRow[],
  marked: readonly { readonly local_day: string; readonly marks: number }[],
): DayGroup[] {
  const marks = new Map(marked.map((row) => [row.local_day, row.marks]));
  const byDay = Map.groupBy(page, (row) => row.local_day);
  const open = task.partial && !byDay.has(task.day) ? [task.day] : [];
  return [...open, ...byDay.keys()].map((day) => {
    const partial = day === task.day ? task.partial : null;
    const rows = byDay.get(day) ?? [];
    const fresh = marks.get(day) ?? rows[0]?.marks ?? null;
    return groupOf(task, day, rows, partial ?? { numbers: {}, marks: fresh });
  });
}

function groupOf(
  task: Task,
  day: string,
  rows: readonly PageRow[],
  begun: NonNullable<Task["partial"]>,
): DayGroup {
  const numbers: Numbers = { ...begun.numbers };
  const members = new Set<string>();
  let lastId = day === task.day ? task.id : "";
  for (const row of rows) {
    if (row.id === null) continue;
    const facts = JSON.parse(row.facts ?? "[]") as Fact[];
    fold(numbers, row.member, facts);
    if (row.member !== null && touchesLife(facts)) members.add(row.member);
    lastId = row.id;
  }
  return { day, marks: begun.marks, numbers, members, lastId };
}

/** Finished days with the clicks on them; of new days also those on which nothing else happened. */
export function settledDays(
  finished: readonly DayGroup[],
  clicks: readonly { readonly local_day: string; readonly clicks: number }[],
  takesOthers: boolean,
): SettledDay[] {
  const days = new Map<string, SettledDay>(
    finished.map(({ day, marks, numbers }) => [day, { day, marks, numbers: { ...numbers } }]),
  );
  for (const { local_day: day, clicks: count } of clicks) {
    const found = days.get(day) ?? (takesOthers ? { day, marks: null, numbers: {} } : null);
    if (!found) continue;
    addTo(found.numbers, "clicks", count);
    days.set(day, found);
  }
  return [...days.values()];
}
