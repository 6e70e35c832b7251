import { Liquid } from "liquidjs";
import { formatDate, formatMoney, formatNumber } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { amountOf } from "../ledger";

/** What templates are rendered for. */
export interface Reading {
  readonly voice: Voice;
  readonly timeZone: string;
  readonly parts: ProgramParts;
}

export type Values = Readonly<Record<string, string | number | null>>;

/** Choices and names only: nothing that repeats, so that no template can run for long. */
const TAGS = ["if", "unless", "case", "assign", "comment"];
const FILTERS = ["default", "plus", "minus", "upcase", "downcase", "capitalize"];

/** Far above any mail's text. */
const MAX_SIGNS = 10_000;
const MAX_MS = 50;
const MAX_MEMORY = 100_000;

/** A template language that reaches nothing but the values it is given. */
export function liquidFor({ voice, timeZone, parts }: Reading): Liquid {
  const liquid = new Liquid({
    // Without files: `include` and its like are no tags here, and would find nothing either.
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: MAX_SIGNS,
    renderLimit: MAX_MS,
    memoryLimit: MAX_MEMORY,
  });
  keepOnly(liquid.tags, TAGS);
  keepOnly(liquid.filters, FILTERS);
  const number =
    (write: (value: number, more: unknown) => string) => (found: unknown, more: unknown) =>
      typeof found === "number" && Number.isFinite(found) ? write(found, more) : "";
  const filters = {
    money: number((minor) => formatMoney(minor, voice.currency, voice.locale)),
    number: number((value) => formatNumber(value, voice.locale)),
    date: number((at) => formatDate(at, timeZone, voice.locale)),
    /** Of an instant at which something is gone: the last day on which it is not. */
    last_day: number((at) => formatDate(at - 1, timeZone, voice.locale)),
    points: number((amount, unit) => amountOf(parts, String(unit ?? "points"), amount, voice)),
  };
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter);
  return liquid;
}

function keepOnly(all: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(all)) if (!names.includes(name)) delete all[name];
}

/**
 * The text that a template makes of values, which are put in as they are and never read as a
 * template.
 *
 * @throws {Error} where the template is broken; `templateFault` finds that beforehand.
 */
export const rendered = (liquid: Liquid, source: string, values: Values): string =>
  String(liquid.parseAndRenderSync(source, values));
