import pico from "@picocss/pico/css/pico.classless.min.css";
import type { Child } from "hono/jsx";
import own from "./page.css";
import theme from "./theme.css";

export const STYLES_PATH = "/docs/styles.css";

/** Pico without classes, and our own few rules; served by the Worker, from no third party. */
export const styles = `${pico}\n${theme}\n${own}`;

/** Headers of every page: nothing runs, nothing is loaded from elsewhere, nothing is framed. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

interface PageProps {
  readonly title: string;
  /** Beside the page on wide screens, folded above it on small ones. */
  readonly contents: Child;
  readonly children: Child;
}

/** A whole document with a table of contents. Works without JavaScript. */
export const Page = ({ title, contents, children }: PageProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <link rel="stylesheet" href={STYLES_PATH} />
    </head>
    <body>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <div class="page">
        <aside>{contents}</aside>
        <main id="content">{children}</main>
      </div>
    </body>
  </html>
);

/** Text in which `…` is code. */
export const Prose = ({ text }: { text: string }) => (
  <>{text.split("`").map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}</>
);

/** A table that scrolls by itself where the screen is too narrow, also by keyboard. */
export const Table = ({ name, heads, rows }: TableProps) => (
  <section class="scroll" tabindex={0} aria-label={name}>
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

interface TableProps {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Child[])[];
}

export const Code = ({ text, label }: { text: string; label: string }) => (
  <section class="scroll" tabindex={0} aria-label={label}>
    <pre>
      <code>{text}</code>
    </pre>
  </section>
);
