export type Cell = string | number | boolean | null;

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows as RFC 4180 has them. Texts that would be formulas get an apostrophe before them. */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(written).join(",")}\r\n`).join("");

/**
 * Objects as a table: a column for each leaf, named by its path, e.g. `orders.paid`. What a row
 * does not have is 0 where others have a number.
 */
export function csvOf(objects: readonly object[]): string {
  const rows = objects.map((object) => new Map(leavesOf(object, "")));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return csv([columns, ...rows.map((row) => columns.map((column) => row.get(column) ?? 0))]);
}

const leavesOf = (value: object, path: string): [string, Cell][] =>
  Object.entries(value).flatMap(([key, part]: [string, unknown]): [string, Cell][] => {
    const name = path === "" ? key : `${path}.${key}`;
    return typeof part === "object" && part !== null
      ? leavesOf(part, name)
      : [[name, part === null ? "" : (part as Cell)]];
  });

/**
 * The first column of a CSV, without its head where that says `code`. A cell in quotation marks
 * may hold what else would end it, but no line break.
 */
export function firstColumn(text: string): string[] {
  const cells = text.split(/\r\n|\n|\r/).map((row) => {
    const [, quoted] = /^"((?:[^"]|"")*)"/.exec(row) ?? [];
    return (quoted?.replaceAll('""', '"') ?? row.split(/[,;\t]/, 1)[0] ?? "").trim();
  });
  const [head = "", ...rest] = cells;
  return (/^\ufeff?codes?$/i.test(head) ? rest : cells).filter((cell) => cell !== "");
}
