import type { Voice } from "../core/registry";
import { formatDates } from "../core/times";
import { birthdayText, clockText } from "../effects";
import type { Rule } from "./document";

/** When a rule gives, in words. */
export function timeText({ from, until, if: asked }: Rule, voice: Voice): string {
  const { locale, timeZone } = voice;
  return [
    formatDates(from, until, timeZone, locale),
    birthdayText(asked.birthday, voice),
    clockText(asked, voice),
  ]
    .filter((text) => text !== "")
    .join(locale === "de" ? " " : ", ");
}
