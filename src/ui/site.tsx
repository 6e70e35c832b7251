import pico from "@picocss/pico/css/pico.classless.min.css";
import type { Child } from "hono/jsx";
import type { Locale } from "../core/context";
import own from "./site.css";
import theme from "./theme.css";

export const SITE_STYLES_PATH = "/site.css";

/** Pico without classes, and the few rules of the pages that people see. */
export const siteStyles = `${pico}\n${theme}\n${own}`;

interface SiteProps {
  readonly title: string;
  readonly locale: Locale;
  /** `narrow` is one column, as on a phone; `paper` is to be printed. */
  readonly layout: "wide" | "narrow" | "paper";
  readonly header?: Child;
  readonly footer?: Child;
  readonly children: Child;
}

const SKIP = { de: "Zum Inhalt", en: "Skip to the content" };

/** A whole document. Nothing runs in it, and nothing in it comes from elsewhere. */
export const Site = ({ title, locale, layout, header, footer, children }: SiteProps) => (
  <html lang={locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={SITE_STYLES_PATH} />
    </head>
    <body class={layout}>
      <a class="skip" href="#content">
        {SKIP[locale]}
      </a>
      {header === undefined ? null : <header>{header}</header>}
      <main id="content">{children}</main>
      {footer === undefined ? null : <footer>{footer}</footer>}
    </body>
  </html>
);

interface HtmlOptions {
  readonly status?: number;
  /** Whether something on the page is sent back to us. */
  readonly hasForm?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A document as an answer that no cache keeps, no site frames and no search engine lists. */
export function html(page: Child, options: HtmlOptions = {}): Response {
  const { status = 200, hasForm = false, headers = {} } = options;
  return new Response(`<!doctype html>${page}`, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; " +
        `form-action ${hasForm ? "'self'" : "'none'"}; frame-ancestors 'none'`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
      ...headers,
    },
  });
}

/** After a form was taken: the browser goes on with GET, so that a reload sends nothing again. */
export const seeOther = (location: string, headers: Record<string, string> = {}): Response =>
  new Response(null, {
    status: 303,
    headers: {
      location,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      ...headers,
    },
  });

interface LanguagesProps {
  readonly url: URL;
  readonly locale: Locale;
}

/** The same page in the other language. */
export function Languages({ url, locale }: LanguagesProps) {
  const other = locale === "de" ? "en" : "de";
  const query = new URLSearchParams(url.search);
  query.set("locale", other);
  return (
    <a href={`${url.pathname}?${query}`} hreflang={other} lang={other}>
      {other === "de" ? "Deutsch" : "English"}
    </a>
  );
}
