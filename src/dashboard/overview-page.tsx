import type { Context } from "../core/context";
import { isDevelopment } from "../core/env";
import { formatDate, formatMoney, formatNumber } from "../core/i18n";
import { namesOf } from "../ledger";
import { type Program, voiceOf } from "../program";
import type { ShopRow } from "../shops";
import { Languages, Site } from "../ui/site";
import type { Numbers, Span } from "./figures";
import type { Viewed } from "./overview";
import { Counts, Funnel } from "./people";
import { Retention } from "./retention";
import { TEXTS } from "./texts";
import { Customers, Messages, Orders, Outstanding, Points, Revenue } from "./trade";

export interface Drawn {
  readonly ctx: Context;
  readonly numbers: Numbers;
  /** The unit that the program counts in first. */
  readonly unit: string;
  readonly names: { readonly points: string; readonly Points: string };
  readonly money: (minor: number) => string;
  readonly count: (value: number) => string;
}

interface OverviewProps {
  readonly viewed: Viewed;
  readonly program: Program;
  readonly numbers: Numbers;
  readonly url: URL;
}

export function OverviewPage({ viewed, program, numbers, url }: OverviewProps) {
  const { ctx } = viewed;
  const { locale, shop } = ctx;
  const texts = TEXTS[locale];
  const unit = program.parts.units[0]?.key ?? "points";
  const drawn: Drawn = {
    ctx,
    numbers,
    unit,
    names: namesOf(program.parts, unit, voiceOf(ctx)),
    money: (minor) => formatMoney(minor, shop.currency, locale),
    count: (value) => formatNumber(value, locale),
  };
  const isEmpty = !numbers.days.some((day) => day.isComplete);
  const last = Date.parse(`${numbers.days.at(-1)?.day ?? "1970-01-01"}T12:00:00Z`);
  return (
    <Site
      title={`${texts.title} – ${shop.name}`}
      locale={locale}
      layout="wide"
      header={<Header viewed={viewed} url={url} />}
      footer={<Footer ctx={ctx} url={url} />}
    >
      <div class="bar">
        <h1>{texts.title}</h1>
        <Spans url={url} span={numbers.span} locale={locale} />
      </div>
      <p class="muted">
        {isEmpty ? texts.empty : texts.until.replace("{day}", formatDate(last, "UTC", locale))}
      </p>
      <div class="tiles">
        <Revenue {...drawn} />
        <Orders {...drawn} />
        <Customers {...drawn} />
        <Points {...drawn} />
        <Outstanding {...drawn} />
        <Retention {...drawn} />
        <Counts {...drawn} />
        <Funnel {...drawn} />
        <Messages {...drawn} />
      </div>
    </Site>
  );
}

function withQuery(url: URL, changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${url.pathname}?${query}`;
}

interface SpansProps {
  readonly url: URL;
  readonly span: Span;
  readonly locale: Context["locale"];
}

const Spans = ({ url, span, locale }: SpansProps) => (
  <ul class="links">
    {([30, 90, 365] as const).map((days) => (
      <li>
        <a
          href={withQuery(url, { days: `${days}` })}
          {...(days === span ? { "aria-current": "true" } : {})}
        >
          {TEXTS[locale].spans[days]}
        </a>
      </li>
    ))}
  </ul>
);

function Header({ viewed: { ctx, shops, isSignedIn }, url }: { viewed: Viewed; url: URL }) {
  const texts = TEXTS[ctx.locale];
  return (
    <div class="bar">
      <strong>{ctx.shop.name}</strong>
      {shops.length > 1 ? <Choice ctx={ctx} shops={shops} url={url} /> : null}
      {isSignedIn ? (
        <form method="post" action="/sign-out">
          <button type="submit">{texts.signOut}</button>
        </form>
      ) : null}
    </div>
  );
}

interface ChoiceProps {
  readonly ctx: Context;
  readonly shops: readonly ShopRow[];
  readonly url: URL;
}

/** A developer's machine may look at every shop. */
function Choice({ ctx, shops, url }: ChoiceProps) {
  const texts = TEXTS[ctx.locale];
  const kept = [...url.searchParams].filter(([name]) => name !== "shop");
  return (
    <form method="get" action="/">
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <select name="shop" aria-label={texts.shop}>
        {shops.map(({ id, name, sandbox_of }) => (
          <option value={id} selected={id === ctx.shop.id}>
            {sandbox_of === null ? name : `${name} (${texts.sandbox})`}
          </option>
        ))}
      </select>
      <button type="submit">{texts.show}</button>
    </form>
  );
}

function Footer({ ctx, url }: { ctx: Context; url: URL }) {
  const texts = TEXTS[ctx.locale];
  return (
    <ul class="links">
      <li>
        <a href={`/overview.csv${url.search}`}>{texts.csv}</a>
      </li>
      <li>
        <a href="/docs">{texts.docs}</a>
      </li>
      {isDevelopment(ctx.env) ? (
        <li>
          <a href="/outbox">{texts.outbox}</a>
        </li>
      ) : null}
      <li>
        <Languages url={url} locale={ctx.locale} />
      </li>
    </ul>
  );
}
