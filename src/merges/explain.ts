import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import { formatDate, formatList, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { read } from "../core/transact";
import { amountOf } from "../ledger";
import type { Explainer } from "../members";
import { type Program, programOf, programStatement, voiceOf } from "../program";
import { mergeKey } from "./keys";
import { findMerge } from "./store";
import type { MergeRow } from "./tables";
import { type MergeAnswer, mergeView, type Proof } from "./view";

export const mergeExplainer: Explainer = { prefix: "mrg", explain: explainMerge };

/** What a merge did, and its undoing, in a few sentences. One round trip. */
async function explainMerge(ctx: Context, id: string) {
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    findMerge(ctx.shop.id, mergeKey(id)),
  ]);
  const row = firstOf<MergeRow>(rows, 1);
  if (!row) throw new DomainError("not_found", "The shop has no such merge.");
  const program = await programOf(ctx, rows, 0);
  const { id: _, ...facts } = mergeView(row);
  const told = [JSON.parse(row.answer) as MergeAnswer];
  if (row.undoing !== null) told.push(JSON.parse(row.undoing) as MergeAnswer);
  return {
    id,
    kind: "merge",
    member: row.target,
    text: textOf(ctx, program, row, told),
    facts,
    proof: told.map(({ proof }) => proof),
  };
}

const MERGED: Text = {
  en: "On {date} two entries of one person were put together. {what}",
  de: "Am {date} wurden zwei Einträge derselben Person zusammengeführt. {what}",
};
const CAME: Text = {
  en: "What came over: {amounts}.",
  de: "Hinzu kamen: {amounts}.",
};
const NOTHING_CAME: Text = {
  en: "No balance came over.",
  de: "Guthaben kam dabei nicht hinzu.",
};
const SEPARATED: Text = {
  en: "On {date} they were told apart again. {what}",
  de: "Am {date} wurden sie wieder getrennt. {what}",
};
const WENT: Text = {
  en: "What went back: {amounts}.",
  de: "Zurück gingen: {amounts}.",
};
const NOTHING_WENT: Text = {
  en: "No balance went back.",
  de: "Guthaben ging dabei nicht zurück.",
};

function textOf(
  ctx: Context,
  program: Program,
  row: MergeRow,
  [merged, undone]: readonly MergeAnswer[],
): string {
  const voice = voiceOf(ctx);
  const date = (at: number | null) => formatDate(at ?? 0, ctx.shop.timeZone, voice.locale);
  const what = (proof: Proof, some: Text, none: Text) => {
    const amounts = amountsIn(program, proof, voice);
    return amounts === "" ? say(none, voice) : say(some, voice, { amounts });
  };
  const sentences = [
    say(MERGED, voice, {
      date: date(row.merged_at),
      what: what(merged?.proof ?? [], CAME, NOTHING_CAME),
    }),
  ];
  if (undone) {
    sentences.push(
      say(SEPARATED, voice, {
        date: date(row.undone_at),
        what: what(undone.proof, WENT, NOTHING_WENT),
      }),
    );
  }
  return sentences.join(" ");
}

/** What went over, by unit: not what was owed. */
function amountsIn(program: Program, proof: Proof, voice: Voice): string {
  const amounts = proof.flatMap(({ unit, transfers }) => {
    const had = transfers.filter(({ account }) => account !== "owed");
    const amount = had.reduce((sum, transfer) => sum + transfer.amount, 0);
    return amount > 0 ? [amountOf(program.parts, unit, amount, voice)] : [];
  });
  return amounts.length === 0 ? "" : formatList(amounts, voice.locale);
}
