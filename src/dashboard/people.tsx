import { ACTIVITIES, type LifecycleDay, STAGES } from "../metrics";
import { Rows } from "../ui/rows";
import { figureOf } from "./figures";
import type { Drawn } from "./overview-page";
import { TEXTS } from "./texts";
import { FigureLine, Tile } from "./tile";

const membersIn = (day: LifecycleDay | null): number =>
  STAGES.reduce((sum, stage) => sum + (day?.members[stage] ?? 0), 0);

/** Members by stage, and how those who have bought keep coming. */
export function Counts({ ctx, numbers, count }: Drawn) {
  const texts = TEXTS[ctx.locale];
  const { members, membersBefore, span } = numbers;
  const amounts = (states: readonly (keyof LifecycleDay["members"])[]) =>
    states.map((state) => {
      const value = members?.members[state] ?? 0;
      return { name: texts.state[state] ?? state, value, shown: count(value) };
    });
  const before = membersIn(membersBefore);
  const figure = { value: membersIn(members), before: before > 0 ? before : null };
  return (
    <Tile title={texts.stages}>
      <FigureLine ctx={ctx} span={span} figure={figure} format={count} />
      <Rows amounts={amounts(STAGES)} />
      <h3>{texts.activity}</h3>
      <Rows amounts={amounts(ACTIVITIES)} />
    </Tile>
  );
}

/** From the click on a member's link to the reward. */
export function Funnel({ ctx, numbers, count }: Drawn) {
  const texts = TEXTS[ctx.locale];
  const steps = ["clicks", "claimed", "qualified", "rewarded"] as const;
  const amounts = steps.map((step) => {
    const { value } = figureOf(numbers, (day) => day.referrals[step]);
    return { name: texts[step], value, shown: count(value) };
  });
  const figure = figureOf(numbers, (day) => day.referrals.claimed);
  return (
    <Tile title={texts.referrals}>
      <FigureLine ctx={ctx} span={numbers.span} figure={figure} format={count} />
      <Rows amounts={amounts} />
    </Tile>
  );
}
