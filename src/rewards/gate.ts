import {
  attributesTest,
  hasBirthday,
  hoursTest,
  tiersTest,
  type Visitor,
  type WhenAsked,
  type WhoAsked,
  weekdayTest,
} from "../effects";
import { addDays, instantAt, type LocalTime, localDay, localTime } from "../lib/time";

/* Who can have a reward, and when. No I/O, no clock. */

/** What of that somebody is not, or not at this time; empty for whoever is welcome. */
export function needsOf(asked: WhoAsked, visitor: Visitor, local: LocalTime): WhoAsked {
  const { tiers, attributes, birthday } = asked;
  return {
    ...(tiers && !tiersTest(tiers)(visitor) ? { tiers } : {}),
    ...(attributes && !attributesTest(attributes)(visitor) ? { attributes } : {}),
    ...(birthday && !hasBirthday(birthday, visitor.birthday, local) ? { birthday } : {}),
  };
}

export const isWelcome = (asked: WhoAsked, visitor: Visitor, local: LocalTime): boolean =>
  Object.keys(needsOf(asked, visitor, local)).length === 0;

export const isOpen = ({ weekdays, hours }: WhenAsked, local: LocalTime): boolean =>
  (weekdays === undefined || weekdayTest(weekdays)(local)) &&
  (hours === undefined || hoursTest(hours)(local));

/** Every weekday comes within a week, at its first hour a week from now at the latest. */
const DAYS_AHEAD = 8;
const ALL_DAY = [{ from: "00:00", until: "24:00" }];

/** When a schedule opens next after `now`; of one that is always open never. */
export function nextOpening(asked: WhenAsked, now: number, timeZone: string): number | null {
  const today = localDay(now, timeZone);
  const days = Array.from({ length: DAYS_AHEAD }, (_, i) => addDays(today, i));
  const openings = days
    .flatMap((day) => (asked.hours ?? ALL_DAY).map(({ from }) => instantAt(day, from, timeZone)))
    .filter((at) => at > now && isOpen(asked, localTime(at, timeZone)));
  return openings.length === 0 ? null : Math.min(...openings);
}
