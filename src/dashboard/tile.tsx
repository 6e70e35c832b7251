import type { Child } from "hono/jsx";
import type { Context } from "../core/context";
import { formatNumber } from "../core/i18n";
import { Chart, Legend, type Series } from "../ui/chart";
import { type Figure, growthOf, type Span } from "./figures";
import { TEXTS } from "./texts";

interface TileProps {
  readonly title: string;
  readonly children: Child;
}

export const Tile = ({ title, children }: TileProps) => (
  <section class="tile">
    <h2>{title}</h2>
    {children}
  </section>
);

interface FigureProps {
  readonly ctx: Context;
  readonly span: Span;
  readonly figure: Figure;
  readonly format: (value: number) => string;
}

/** The number, and how it compares with the time before. */
export const FigureLine = ({ ctx, span, figure, format }: FigureProps) => (
  <>
    <p class="figure">{format(figure.value)}</p>
    <p class="change">{changeText(ctx, span, figure)}</p>
  </>
);

function changeText({ locale }: Context, span: Span, figure: Figure): string {
  const texts = TEXTS[locale];
  const growth = growthOf(figure);
  if (growth === null) return texts.noneBefore;
  const sign = growth > 0 ? "▲ +" : growth < 0 ? "▼ −" : "± ";
  const space = locale === "de" ? "\u00a0" : "";
  return `${sign}${formatNumber(Math.abs(growth), locale)}${space}% ${texts.before[span]}`;
}

interface PlotProps {
  readonly ctx: Context;
  readonly title: string;
  readonly kind: "bars" | "lines" | "area";
  /** Names of the steps: short ones below the plot, whole ones in the table. */
  readonly steps: readonly { readonly short: string; readonly long: string }[];
  readonly head: string;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly axis: (value: number) => string;
  readonly max?: number;
}

/** A plot, what its tones mean, and the same numbers for whoever cannot see it. */
export function Plot(props: PlotProps) {
  const { ctx, title, kind, steps, head, series, format, axis, max } = props;
  const texts = TEXTS[ctx.locale];
  if (!series.some(({ values }) => values.some((value) => value))) {
    return <p class="muted">{texts.nothing}</p>;
  }
  return (
    <>
      <Chart
        label={title}
        kind={kind}
        steps={steps.map(({ short }) => short)}
        series={series}
        locale={ctx.locale}
        format={axis}
        {...(max === undefined ? {} : { max })}
      />
      <Legend series={series} />
      <details>
        <summary>{texts.table}</summary>
        <section class="scroll" tabindex={0} aria-label={`${texts.table}: ${title}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{head}</th>
                {series.map(({ name }) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map(({ long }, i) => (
                <tr>
                  <th scope="row">{long}</th>
                  {series.map(({ values }) => (
                    <td>{shown(values[i], format)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  );
}

const shown = (value: number | null | undefined, format: (value: number) => string): string =>
  value === null || value === undefined ? "–" : format(value);
