import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import { canonicalJson } from "../lib/hash";
import { programNumbered } from "../program";
import type { Era } from "./lifecycle-rules";

export interface Basis {
  readonly eras: readonly Era[];
  /** The same with the time zone, as a text: another one means that every member is looked at. */
  readonly text: string;
}

/**
 * The lifecycle's thresholds by date: those of the program in force, as the API shows members by.
 *
 * @param index of the rows of `versionsStatement`
 */
export async function basisOf(ctx: Context, rows: Batch, index: number): Promise<Basis> {
  const versions = rowsOf<{ number: number; valid_from: number }>(rows, index);
  const found = versions.length > 0 ? versions : [{ number: 0, valid_from: 0 }];
  const eras: Era[] = [];
  for (const { number, valid_from } of found) {
    const { lifecycle } = (await programNumbered(ctx, number)).parts;
    const last = eras.at(-1);
    if (last && canonicalJson(last.lifecycle) === canonicalJson(lifecycle)) continue;
    eras.push({ from: last ? valid_from : 0, lifecycle });
  }
  return { eras, text: canonicalJson({ eras, timeZone: ctx.shop.timeZone }) };
}
