import type { RetentionPeriod } from "../metrics";
import { periodName } from "./axis";
import type { Drawn } from "./overview-page";
import { TEXTS } from "./texts";
import { Plot, Tile } from "./tile";

const WHOLE = 100;

/** Of those who bought in a period, how many bought in the next; the rest stayed away. */
export function Retention({ ctx, numbers }: Drawn) {
  const texts = TEXTS[ctx.locale];
  const title = texts.retention[numbers.span === 365 ? "quarter" : "month"];
  const over = numbers.retention.filter((p) => p.isComplete && p.retention !== null);
  const [before, last] = [over.at(-2), over.at(-1)];
  const percent = percentIn(ctx.locale);
  return (
    <Tile title={title}>
      <p class="figure">{last ? percent(last.retention ?? 0) : "–"}</p>
      <p class="change">
        {[last, before].map(sayWith(ctx.locale, percent)).filter(Boolean).join(" · ")}
      </p>
      <Plot
        ctx={ctx}
        title={title}
        kind="bars"
        steps={over.map(({ period }) => {
          const name = periodName(period, ctx.locale);
          return { short: name, long: name };
        })}
        head={texts.period}
        series={[
          { name: texts.stayed, values: over.map((p) => p.retention), tone: 1 },
          { name: texts.left, values: over.map((p) => p.churn), tone: 5 },
        ]}
        format={percent}
        axis={percent}
        max={WHOLE}
      />
    </Tile>
  );
}

const percentIn = (locale: "de" | "en") => {
  const format = new Intl.NumberFormat(locale === "de" ? "de-DE" : "en-GB", {
    style: "percent",
    maximumFractionDigits: 1,
  });
  return (value: number): string => format.format(value / WHOLE);
};

const sayWith =
  (locale: "de" | "en", percent: (value: number) => string) =>
  (period: RetentionPeriod | undefined): string =>
    period ? `${periodName(period.period, locale)}: ${percent(period.retention ?? 0)}` : "";
