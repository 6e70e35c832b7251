import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { type Program, programNumbered } from "../program";

/** Programs by when they begin, the earliest first; before the first one it is in force too. */
export type Timeline = readonly Begun[];

export interface Begun {
  readonly from: number;
  readonly program: Program;
}

/** The program in force at an instant. */
export function programAt(timeline: Timeline, at: number): Program {
  const begun = timeline.findLast(({ from }) => from <= at) ?? timeline[0];
  if (!begun) throw new Error("a timeline has a program");
  return begun.program;
}

/** The timeline with another program from an instant on. */
export const withFrom = (timeline: Timeline, from: number, program: Program): Timeline => [
  ...timeline.filter((begun) => begun.from < from),
  { from, program },
];

/** Reads which versions are in force from when to when; {@link timelineFrom} takes the rows. */
export const timelineStatement = (shop: string): Statement =>
  statement(
    `SELECT number, valid_from FROM program_versions WHERE shop = ?1 ORDER BY valid_from, number`,
    shop,
  );

/** The shop's programs as they really were before an instant; the default where there is none. */
export async function timelineFrom(
  ctx: Context,
  rows: Batch,
  index: number,
  until: number,
): Promise<Timeline> {
  const versions = rowsOf<{ number: number; valid_from: number }>(rows, index);
  // Of those that begin together the last one is in force.
  const inForce = versions
    .filter(({ valid_from }, i) => versions[i + 1]?.valid_from !== valid_from)
    .filter(({ valid_from }, i) => valid_from < until || i === 0);
  const first = inForce.length > 0 ? inForce : [{ number: 0, valid_from: 0 }];
  return Promise.all(
    first.map(async ({ number, valid_from: from }) => ({
      from,
      program: await programNumbered(ctx, number),
    })),
  );
}
