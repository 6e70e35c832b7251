import { DAY, localDay } from "../lib/time";
import type { Rule } from "./document";
import type { EarningLine } from "./types";

/** Nights of a line by the calendar of where the shop is; what is left the same day has none. */
export function nightsOf({ stay }: Pick<EarningLine, "stay">, timeZone: string): number {
  if (!stay) return 0;
  const [first, last] = [stay.startsAt, stay.endsAt].map((at) =>
    Date.parse(localDay(at, timeZone)),
  );
  return Math.max(0, ((last ?? 0) - (first ?? 0)) / DAY);
}

/** How many nights a line needs for a rule to be about it. */
export const nightsAsked = ({ if: asked, give }: Rule): number =>
  asked.minimumNights ?? ("each" in give && give.each === "night" ? 1 : 0);
