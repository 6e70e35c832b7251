import type { Locale } from "../core/context";

/** A section: a heading, and rows of a name with its values. */
export interface Section {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A section as text, its columns aligned. */
export function sectionText({ heading, columns, rows }: Section): string {
  const table = [["", ...columns], ...rows].filter((row) => row.some((cell) => cell !== ""));
  const width = Math.max(...rows.map((row) => row[0]?.length ?? 0));
  const lines = table.map(([name = "", ...cells]) =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(14))].join("  ").trimEnd(),
  );
  return [...(heading ? [heading.toUpperCase()] : []), ...lines].join("\n");
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

interface Page {
  readonly title: string;
  readonly sections: readonly Section[];
  readonly footer: string;
  readonly url: string | null;
  readonly link: string | null;
}

const RIGHT = ' style="text-align:right;padding-left:1.5em"';

function sectionHtml({ heading, columns, rows }: Section): string {
  const cells = (tag: string, row: readonly string[]) =>
    row.map(
      (cell, i) => `<${tag}${i ? RIGHT : ' style="text-align:left"'}>${escaped(cell)}</${tag}>`,
    );
  const head = columns.some((c) => c !== "")
    ? `<tr>${cells("th", ["", ...columns]).join("")}</tr>`
    : "";
  const body = rows.map((row) => `<tr>${cells("td", row).join("")}</tr>`).join("\n");
  return `${heading ? `<h2>${escaped(heading)}</h2>` : ""}<table>${head}${body}</table>`;
}

/** The whole report as HTML that any mail program shows. */
export function pageHtml(locale: Locale, { title, sections, footer, url, link }: Page): string {
  const more = url && link ? `<p><a href="${escaped(url)}">${escaped(link)}</a></p>` : "";
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${escaped(title)}</title>
<body style="font-family:sans-serif"><h1>${escaped(title)}</h1>
${sections.map(sectionHtml).join("\n")}
<p>${escaped(footer)}</p>${more}</body></html>`;
}
