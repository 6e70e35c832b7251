import { axisCount, axisMoney, dayNames } from "./axis";
import {
  endFigureOf,
  endsOf,
  figureOf,
  type Measure,
  SPANS,
  type Step,
  stepsOf,
  valuesOf,
} from "./figures";
import type { Drawn } from "./overview-page";
import { TEXTS } from "./texts";
import { FigureLine, Plot, Tile } from "./tile";

/** What the plots of a page have in common. */
function common({ ctx, numbers }: Drawn) {
  const texts = TEXTS[ctx.locale];
  const steps = stepsOf(numbers.days);
  return {
    ctx,
    texts,
    span: numbers.span,
    all: steps,
    steps: steps.map(({ firstDay }: Step) => dayNames(firstDay, ctx.locale)),
    head: SPANS[numbers.span] === steps.length ? texts.day : texts.week,
    axis: axisCount(ctx.locale),
  };
}

export function Revenue(drawn: Drawn) {
  const { texts, span, all, ...plot } = common(drawn);
  const net: Measure = ({ revenue }) => revenue.net;
  const values = valuesOf(all, net).map((value) => Math.max(0, value));
  const { ctx, money } = drawn;
  return (
    <Tile title={texts.revenue}>
      <FigureLine ctx={ctx} span={span} figure={figureOf(drawn.numbers, net)} format={money} />
      <Plot
        {...plot}
        title={texts.revenue}
        kind="bars"
        series={[{ name: texts.revenue, values, tone: 1 }]}
        format={money}
        axis={axisMoney(ctx.locale, ctx.shop.currency)}
      />
    </Tile>
  );
}

export function Orders(drawn: Drawn) {
  const { texts, span, all, ...plot } = common(drawn);
  const paid: Measure = ({ orders }) => orders.paid;
  const { ctx, count } = drawn;
  return (
    <Tile title={texts.orders}>
      <FigureLine ctx={ctx} span={span} figure={figureOf(drawn.numbers, paid)} format={count} />
      <Plot
        {...plot}
        title={texts.orders}
        kind="bars"
        series={[{ name: texts.orders, values: valuesOf(all, paid), tone: 1 }]}
        format={count}
      />
    </Tile>
  );
}

export function Customers(drawn: Drawn) {
  const { texts, span, all, ...plot } = common(drawn);
  const fresh: Measure = ({ customers }) => customers.new;
  const back: Measure = ({ customers }) => customers.returning;
  const { ctx, count } = drawn;
  return (
    <Tile title={texts.customers}>
      <FigureLine ctx={ctx} span={span} figure={figureOf(drawn.numbers, fresh)} format={count} />
      <Plot
        {...plot}
        title={texts.customers}
        kind="bars"
        series={[
          { name: texts.newCustomers, values: valuesOf(all, fresh), tone: 1 },
          { name: texts.returning, values: valuesOf(all, back), tone: 4 },
        ]}
        format={count}
      />
    </Tile>
  );
}

export function Points(drawn: Drawn) {
  const { texts, span, all, ...plot } = common(drawn);
  const { ctx, count, unit, names } = drawn;
  const issued: Measure = ({ units }) => units[unit]?.issued ?? 0;
  const redeemed: Measure = ({ units }) => units[unit]?.redeemed ?? 0;
  const title = texts.points.replace("{Points}", () => names.Points);
  return (
    <Tile title={title}>
      <FigureLine ctx={ctx} span={span} figure={figureOf(drawn.numbers, issued)} format={count} />
      <Plot
        {...plot}
        title={title}
        kind="lines"
        series={[
          { name: texts.issued, values: valuesOf(all, issued), tone: 1 },
          { name: texts.redeemed, values: valuesOf(all, redeemed), tone: 4 },
        ]}
        format={count}
      />
    </Tile>
  );
}

export function Outstanding(drawn: Drawn) {
  const { texts, span, all, ...plot } = common(drawn);
  const { ctx, count, unit, names } = drawn;
  const open: Measure = ({ units }) => units[unit]?.outstanding ?? 0;
  const title = texts.outstanding.replace("{Points}", () => names.Points);
  return (
    <Tile title={title}>
      <FigureLine ctx={ctx} span={span} figure={endFigureOf(drawn.numbers, open)} format={count} />
      <Plot
        {...plot}
        title={title}
        kind="area"
        series={[{ name: title, values: endsOf(all, open), tone: 2 }]}
        format={count}
      />
    </Tile>
  );
}

export function Messages(drawn: Drawn) {
  const { texts, span, all, ...plot } = common(drawn);
  const sent: Measure = ({ messages }) => messages.sent;
  const unsent: Measure = ({ messages }) =>
    Object.values(messages.notSent).reduce((sum, n) => sum + n, 0);
  const { ctx, count } = drawn;
  return (
    <Tile title={texts.messages}>
      <FigureLine ctx={ctx} span={span} figure={figureOf(drawn.numbers, sent)} format={count} />
      <Plot
        {...plot}
        title={texts.messages}
        kind="bars"
        series={[
          { name: texts.sent, values: valuesOf(all, sent), tone: 1 },
          { name: texts.shown, values: valuesOf(all, (d) => d.messages.shown), tone: 4 },
          { name: texts.heldOut, values: valuesOf(all, (d) => d.messages.heldOut), tone: 2 },
          { name: texts.notSent, values: valuesOf(all, unsent), tone: 5 },
        ]}
        format={count}
      />
    </Tile>
  );
}
