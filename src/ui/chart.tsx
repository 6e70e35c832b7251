import { scaleLinear } from "d3-scale";
import { area, line, stack } from "d3-shape";
import type { Locale } from "../core/context";

/** One of up to five series; its tone is a colour that both schemes and every legend share. */
export interface Series {
  readonly name: string;
  /** One for each step; null where nothing is known. */
  readonly values: readonly (number | null)[];
  readonly tone: 1 | 2 | 3 | 4 | 5;
}

export interface ChartProps {
  /** What a screen reader says of the picture; the numbers are in a table beside it. */
  readonly label: string;
  readonly kind: "bars" | "lines" | "area";
  /** The name of each step, for the axis. */
  readonly steps: readonly string[];
  /** Bars and areas are stacked. */
  readonly series: readonly Series[];
  readonly locale: Locale;
  /** Writes a number of the axis. */
  readonly format: (value: number) => string;
  /** Where the axis ends, if not a little above the greatest value. */
  readonly max?: number;
}

const HEIGHT = 176;
const TOP = 18;
const BOTTOM = 152;
/** So many names of steps fit below a plot on a phone; where all fit, each stands at its step. */
const MOST_LABELS = 6;
const LABELLED_STEPS = 4;
/** Lower axes would have ticks between whole numbers. */
const LEAST_MAX = 4;

/**
 * A plot that is as wide as its place: shapes stretch, texts and lines keep their size, so that it
 * can be read on a phone and on a wall.
 */
export function Chart(props: ChartProps) {
  const { label, steps, format } = props;
  const scale = scaleLinear()
    .domain([0, props.max ?? Math.max(LEAST_MAX, greatest(props))])
    .nice(3)
    .range([BOTTOM, TOP]);
  const ticks = scale.ticks(3);
  return (
    <svg class="chart" width="100%" height={HEIGHT} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <line class="grid" x1="0" x2="100%" y1={scale(tick)} y2={scale(tick)} />
      ))}
      <svg
        x="0"
        y="0"
        width="100%"
        height={HEIGHT}
        viewBox={`0 0 ${Math.max(1, steps.length)} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <Shapes {...props} y={scale} />
      </svg>
      {ticks.slice(1).map((tick) => (
        <text class="value" x="0" y={scale(tick) - 4}>
          {format(tick)}
        </text>
      ))}
      {labelled(steps.length).map(({ index, at, anchor }) => (
        <text x={`${at}%`} y={HEIGHT - 6} text-anchor={anchor}>
          {steps[index]}
        </text>
      ))}
    </svg>
  );
}

const sumAt = (series: readonly Series[], i: number): number =>
  series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0);

function greatest({ kind, series, steps }: ChartProps): number {
  if (kind !== "lines") return Math.max(0, ...steps.map((_, i) => sumAt(series, i)));
  return Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
}

type Scale = (value: number) => number;

function Shapes({ kind, series, steps, y }: ChartProps & { readonly y: Scale }) {
  switch (kind) {
    case "bars":
      return (
        <>
          {stacked(series, steps.length).map((layer) => (
            <path class={`tone-${layer.tone}`} d={layer.spans.map(barPath(y)).join("")} />
          ))}
        </>
      );
    case "area":
      return (
        <>
          {stacked(series, steps.length).map(({ tone, spans }) => (
            <path class={`tone-${tone}`} d={areaPath(y, spans)} />
          ))}
        </>
      );
    case "lines":
      return (
        <>
          {series.map(({ tone, values }) => (
            <path class={`line tone-${tone}`} d={linePath(y, values)} />
          ))}
        </>
      );
  }
}

type Span = readonly [from: number, to: number];

function stacked(series: readonly Series[], steps: number) {
  const rows = Array.from({ length: steps }, (_, i) => i);
  const layers = stack<number, number>()
    .keys(series.map((_, n) => n))
    .value((i, n) => series[n]?.values[i] ?? 0)(rows);
  return layers.map((layer, n) => ({
    tone: series[n]?.tone ?? 1,
    spans: layer.map(([from, to]): Span => [from, to]),
  }));
}

/** Part of its step that a bar leaves free, on each side. */
const GAP = 0.12;

const barPath =
  (y: Scale) =>
  ([from, to]: Span, i: number): string =>
    to > from ? `M${i + GAP} ${y(from)}V${y(to)}H${i + 1 - GAP}V${y(from)}z` : "";

const areaPath = (y: Scale, spans: readonly Span[]): string =>
  area<Span>()
    .x((_, i) => (i * spans.length) / Math.max(1, spans.length - 1))
    .y0(([from]) => y(from))
    .y1(([, to]) => y(to))([...spans]) ?? "";

const linePath = (y: Scale, values: readonly (number | null)[]): string =>
  line<number | null>()
    .defined((value) => value !== null)
    .x((_, i) => i + 0.5)
    .y((value) => y(value ?? 0))([...values]) ?? "";

/** Which steps are named below the plot, evenly spread, none of them cut off at an edge. */
function labelled(count: number) {
  if (count <= MOST_LABELS) {
    return Array.from({ length: count }, (_, index) => {
      return { index, at: ((index + 0.5) / count) * 100, anchor: "middle" };
    });
  }
  const wanted = Math.min(LABELLED_STEPS, count);
  const indexes = Array.from({ length: wanted }, (_, n) =>
    wanted === 1 ? 0 : Math.round((n * (count - 1)) / (wanted - 1)),
  );
  return indexes.map((index, n) => {
    const isFirst = n === 0;
    const isLast = n === wanted - 1 && wanted > 1;
    const at = isFirst ? 0 : isLast ? 100 : ((index + 0.5) / count) * 100;
    return { index, at, anchor: isFirst ? "start" : isLast ? "end" : "middle" };
  });
}

/** Names of the series beside their tones. One alone needs none. */
export const Legend = ({ series }: { readonly series: readonly Series[] }) =>
  series.length < 2 ? null : (
    <ul class="legend">
      {series.map(({ name, tone }) => (
        <li>
          <svg width="10" height="10" aria-hidden="true">
            <rect class={`tone-${tone}`} width="10" height="10" rx="2" />
          </svg>{" "}
          {name}
        </li>
      ))}
    </ul>
  );
