import { formatNumber, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import { limitsText } from "../effects";
import { amountOf, namesOf } from "../ledger";

const POOL: Text = {
  en: "Up to {n} members can pool their {points} as a household.",
  de: "Bis zu {n} Mitglieder können ihre {points} als Haushalt zusammenlegen.",
};
const ALL: Text = {
  en: "What they earn goes into the pool.",
  de: "Was sie sammeln, kommt in den gemeinsamen Topf.",
};
const EACH: Text = {
  en: "Each of them can take {limits} from it.",
  de: "Daraus kann jedes Mitglied {limits} entnehmen.",
};
const LEAVING: Record<"own_share" | "nothing" | "equal", Text> = {
  own_share: {
    en: "Whoever leaves takes along what they put in and did not use.",
    de: "Wer ausscheidet, nimmt mit, was noch vom eigenen Beitrag da ist.",
  },
  nothing: { en: "Whoever leaves takes nothing along.", de: "Wer ausscheidet, nimmt nichts mit." },
  equal: {
    en: "Whoever leaves takes an equal share along.",
    de: "Wer ausscheidet, nimmt einen gleichen Anteil mit.",
  },
};

/** How members pool what they have, where the program lets them. */
export function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { isAllowed, maximumMembers, contributes, limits, onLeaving } = parts.households;
  if (!isAllowed) return [];
  const unit = parts.units[0]?.key ?? "points";
  const bounds = limitsText(limits, (n) => amountOf(parts, unit, n, voice), voice);
  const { points } = namesOf(parts, unit, voice);
  const text = [
    say(POOL, voice, { n: formatNumber(maximumMembers, voice.locale), points }),
    contributes === "all" ? say(ALL, voice) : "",
    bounds === "" ? "" : say(EACH, voice, { limits: bounds }),
    say(LEAVING[onLeaving], voice),
  ];
  return [{ ruleId: "households", text: text.filter((part) => part !== "").join(" ") }];
}
