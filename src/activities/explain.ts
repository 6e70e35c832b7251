import { type AwardLedger, passedOf, standingText } from "../awards";
import type { Context } from "../core/context";
import { formatDate, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { ruleSentence, whyNotText } from "../earning";
import { toIso } from "../lib/time";
import type { Explanation } from "../members";
import { type Program, programNumbered, voiceOf } from "../program";
import { activityId } from "./keys";
import { occasionOf } from "./occasion";
import { dataOf, ledgerOf, loadActivity } from "./read";
import type { ActivityRow } from "./tables";

const BROUGHT: Text = {
  en: "“{activity}” of {date} brought {amounts}.",
  de: "„{activity}“ vom {date} brachte {amounts}.",
};
const NOTHING: Text = {
  en: "“{activity}” of {date} brought nothing.",
  de: "„{activity}“ vom {date} brachte nichts.",
};
const REVERSED: Text = {
  en: "“{activity}” of {date} was undone, and what it had brought was taken back.",
  de: "„{activity}“ vom {date} wurde rückgängig gemacht und zurückgebucht, was es gebracht hatte.",
};
const UNKNOWN: Text = {
  en: "The program knew no such activity then.",
  de: "Das Programm kannte diese Aktivität damals nicht.",
};
const GAVE: Text = { en: "It brought {amounts}.", de: "Das brachte {amounts}." };
const GAVE_NOTHING: Text = { en: "It brought nothing.", de: "Das brachte nichts." };
const UNDONE: Text = {
  en: "Nothing of it is left, as the activity was undone.",
  de: "Davon bleibt nichts, denn die Aktivität wurde rückgängig gemacht.",
};

/** Why an activity earned what it did, rule by rule. One round trip. */
export async function explainActivity(ctx: Context, id: string): Promise<Explanation> {
  const row = await loadActivity(ctx, id);
  const program = await programNumbered(ctx, row.program);
  const voice = voiceOf(ctx);
  const ledger = ledgerOf(row);
  const isKnown = program.parts.activities.some((a) => a.type === row.type);
  return {
    id: activityId(row.id),
    kind: "activity",
    member: row.member,
    programVersion: program.number,
    text: [
      summary(ctx, program, { row, ledger }, voice),
      ...(isKnown ? [] : [say(UNKNOWN, voice)]),
    ].join(" "),
    rules: isKnown ? rulesTold(ctx, program, { row, ledger }, voice) : [],
    inputs: {
      type: row.type,
      occurredAt: toIso(row.occurred_at),
      data: dataOf(row),
      ...(ledger.earner ?? {}),
    },
  };
}

interface Explained {
  readonly row: ActivityRow;
  readonly ledger: AwardLedger;
}

function summary(ctx: Context, { parts }: Program, of: Explained, voice: Voice): string {
  const { row, ledger } = of;
  const name = parts.activities.find((a) => a.type === row.type)?.name[voice.locale] ?? row.type;
  const date = formatDate(row.occurred_at, ctx.shop.timeZone, voice.locale);
  const amounts = standingText(parts, ledger, voice);
  const text = row.reversed_at !== null ? REVERSED : amounts === "" ? NOTHING : BROUGHT;
  return say(text, voice, { activity: name, date, amounts });
}

/** Every rule on this activity, in the program's order: what it gave, or why nothing. */
function rulesTold(ctx: Context, program: Program, { row, ledger }: Explained, voice: Voice) {
  const { parts } = program;
  const { type, occurred_at: occurredAt } = row;
  const occasion = occasionOf(ctx, { key: row.id, type, data: dataOf(row), occurredAt });
  const passed = passedOf(parts, occasion, ledger);
  const nothing = say(row.reversed_at === null ? GAVE_NOTHING : UNDONE, voice);
  return parts.earning.rules
    .filter((rule) => rule.on === "activity" && rule.activity === row.type)
    .map(({ id }) => {
      const why = passed.get(id) ?? null;
      const amounts = standingText(parts, ledger, voice, (rule) => rule === id);
      const told = [
        ...(amounts === "" ? [] : [say(GAVE, voice, { amounts })]),
        ...(why ? [whyNotText(parts, why, voice)] : []),
      ];
      return {
        ruleId: id,
        sentence: ruleSentence(parts, id, voice),
        why: why?.why ?? null,
        text: told.join(" ") || nothing,
      };
    });
}
