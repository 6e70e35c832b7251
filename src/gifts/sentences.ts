import { formatList, formatNumber, say, type Text } from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";
import { limitsText } from "../effects";
import { amountOf, namesOf } from "../ledger";

const MAY: Text = {
  en: "You can give {points} to other members{bounds}. Given {points} {dates}.",
  de: {
    du: "Du kannst {points} an andere Mitglieder verschenken{bounds}. Verschenkte {points} {dates}.",
    sie: "Sie können {points} an andere Mitglieder verschenken{bounds}. Verschenkte {points} {dates}.",
  },
};
const DATES: Record<"keep" | "fresh", Text> = {
  keep: { en: "keep their expiry date", de: "behalten ihr Verfallsdatum" },
  fresh: { en: "are valid as long as new ones", de: "gelten so lange wie neu gesammelte" },
};
const AT_LEAST: Text = { en: "at least {amount} at a time", de: "mindestens {amount} auf einmal" };
const AT_MOST: Text = { en: "at most {amount} at a time", de: "höchstens {amount} auf einmal" };

/** Whether and how members may give each other something, where the program lets them. */
export function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  const { isAllowed, minimum, maximum, limits, expiry } = parts.gifts;
  if (!isAllowed) return [];
  const units = parts.gifts.units ?? parts.units.map(({ key }) => key);
  const amount = (n: number) =>
    units.length === 1 ? amountOf(parts, units[0] ?? "", n, voice) : formatNumber(n, voice.locale);
  const bounds = [
    minimum > 1 ? say(AT_LEAST, voice, { amount: amount(minimum) }) : "",
    maximum === null ? "" : say(AT_MOST, voice, { amount: amount(maximum) }),
    limitsText(limits, amount, voice),
  ].filter((bound) => bound !== "");
  const points = formatList(
    units.map((unit) => namesOf(parts, unit, voice).points),
    voice.locale,
  );
  const text = say(MAY, voice, {
    points,
    dates: say(DATES[expiry], voice),
    bounds: bounds.map((bound) => `, ${bound}`).join(""),
  });
  return [{ ruleId: "gifts", text }];
}
