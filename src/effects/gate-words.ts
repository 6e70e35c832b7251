import { formatChoice, formatList, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { formatHours, formatWeekdays } from "../core/times";
import type { WhenAsked, WhoAsked } from "./gate";

/* Who somebody is asked to be, and when, in words, as parts of sentences. */

const BIRTHDAY: Record<NonNullable<WhoAsked["birthday"]>, Text> = {
  day: {
    en: "on your birthday",
    de: { du: "an deinem Geburtstag", sie: "an Ihrem Geburtstag" },
  },
  week: {
    en: "in your birthday week",
    de: { du: "in der Woche ab deinem Geburtstag", sie: "in der Woche ab Ihrem Geburtstag" },
  },
  month: {
    en: "in the month of your birthday",
    de: { du: "in deinem Geburtstagsmonat", sie: "in Ihrem Geburtstagsmonat" },
  },
};

/** `in the month of your birthday`. */
export const birthdayText = (birthday: WhoAsked["birthday"], voice: Voice): string =>
  birthday === undefined ? "" : say(BIRTHDAY[birthday], voice);

/** `Monday to Friday from 3 to 5 pm`; empty where any time will do. */
export function clockText({ weekdays = [], hours = [] }: WhenAsked, { locale }: Voice): string {
  return [
    weekdays.length > 0 && weekdays.length < 7 ? formatWeekdays(weekdays, locale) : "",
    hours.length > 0 ? formatHours(hours, locale) : "",
  ]
    .filter((text) => text !== "")
    .join(" ");
}

const WITH_STATUS: Text = { en: "with {levels} status", de: "mit Status {levels}" };

/** `with Gold status`, after what is given or had. */
export function whoText({ tiers }: ProgramParts, asked: WhoAsked, voice: Voice): string {
  if (asked.tiers === undefined) return "";
  const levels = tiers.flatMap((set) => set.levels);
  const names = asked.tiers.map(
    (key) => levels.find((level) => level.key === key)?.name[voice.locale] ?? key,
  );
  return say(WITH_STATUS, voice, { levels: formatChoice(names, voice.locale) });
}

const PROFILE: Text = {
  en: "if your profile says {what}",
  de: { du: "wenn in deinem Profil {what} steht", sie: "wenn in Ihrem Profil {what} steht" },
};
const YES: Text = { en: "yes", de: "ja" };
const NO: Text = { en: "no", de: "nein" };

/** `if your profile says “Diet: vegan”`. */
export function profileText(parts: ProgramParts, { attributes }: WhoAsked, voice: Voice): string {
  const asked = Object.entries(attributes ?? {});
  if (asked.length === 0) return "";
  const worded = (value: string | number | boolean) =>
    typeof value === "boolean" ? say(value ? YES : NO, voice) : `${value}`;
  const what = asked.map(([key, value]) => {
    const label = parts.attributes.find((a) => a.key === key)?.label[voice.locale] ?? key;
    const values = (Array.isArray(value) ? value : [value]).map(worded);
    return quoted(`${label}: ${formatChoice(values, voice.locale)}`, voice.locale);
  });
  return say(PROFILE, voice, { what: formatList(what, voice.locale) });
}
