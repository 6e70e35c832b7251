import type { Liquid } from "liquidjs";
import type { Context } from "../core/context";
import { say, type Text } from "../core/i18n";
import type { ProgramParts } from "../core/registry";
import { namesOf } from "../ledger";
import type { Profile } from "../members";
import { type Program, voiceOf } from "../program";
import { liquidFor, type Reading, rendered, type Values } from "./liquid";
import type { MessageRow } from "./tables";
import type { CustomTexts, MessageTemplate } from "./types";

/** A member as the reader of messages. */
export interface Reader extends Reading {
  readonly liquid: Liquid;
  /** null where it is not known, or is nothing to greet by. */
  readonly name: string | null;
  readonly shop: string;
}

/** A message as plain text; whoever makes HTML of it escapes it whole. */
export interface MessageText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action: { readonly label: string; readonly url: "card" | "shop" } | null;
}

/** Everything that a member's messages are rendered with, in the member's own language. */
export function readerOf(ctx: Context, program: Program, profile: Profile): Reader {
  const voice = voiceOf(ctx, profile.locale ?? ctx.shop.locale);
  const timeZone = profile.timeZone ?? ctx.shop.timeZone;
  const reading = { voice, timeZone, parts: program.parts };
  const name = greetable(profile.name);
  return { ...reading, liquid: liquidFor(reading), name, shop: oneLine(ctx.shop.name) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it takes out.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;
const oneLine = (text: string): string => text.replace(INVISIBLE, " ").trim();

const MAX_NAME = 60;
/** Mail programs make links of such names: a stranger's link must not come from the shop. */
const LINK = /:\/\/|www\.|@|\p{L}\.\p{L}{2}/iu;

/** A name as it may stand in a greeting. */
export function greetable(name: string | null): string | null {
  const clean = oneLine(name ?? "");
  return clean === "" || clean.length > MAX_NAME || LINK.test(clean) ? null : clean;
}

/** The words of a journey; null for one that is no more. */
export const templateFor = (ctx: Context, journey: string): MessageTemplate | null =>
  ctx.registry.messageTemplates.find((t) => t.journey === journey) ?? null;

/** What a message says to its reader. */
export function textOf(template: MessageTemplate, reader: Reader, row: MessageRow): MessageText {
  const { voice, parts } = reader;
  const custom = template.custom(parts)?.[voice.locale];
  const values: Values = {
    ...(JSON.parse(row.details) as Values),
    ...unitNames(reader),
    name: reader.name,
    shop: reader.shop,
  };
  const text = (part: "subject" | "body") =>
    withFallback(reader.liquid, custom?.[part], sourceOf(template[part], reader), values);
  const { action } = template;
  return {
    subject: oneLine(text("subject")).slice(0, MAX_SUBJECT),
    paragraphs: paragraphsOf(text("body")),
    action: action ? { label: say(action.label, voice), url: action.url } : null,
  };
}

const MAX_SUBJECT = 200;

/** Braces are Liquid's here, so that nothing is filled in but by it. */
const sourceOf = (text: Text, { voice }: Reading): string => say(text, voice);

/** A unit's names in the program's words: `points` within a sentence, `Points` at its head. */
const unitNames = ({ parts, voice }: Reading) =>
  namesOf(parts, parts.units[0]?.key ?? "points", voice);

/** A program that was applied before a filter was dropped must not keep a message back. */
function withFallback(
  liquid: Liquid,
  custom: string | undefined,
  own: string,
  values: Values,
): string {
  if (custom === undefined) return rendered(liquid, own, values);
  try {
    return rendered(liquid, custom, values);
  } catch {
    return rendered(liquid, own, values);
  }
}

const paragraphsOf = (text: string): string[] =>
  text
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");

/** Names that every template knows. */
const COMMON = ["name", "shop", "points", "Points"];

/**
 * Why a Liquid source cannot stand in place of a template's own; null where it can. For the
 * `faults` of the slice in whose part of the program the source is.
 */
export function templateFault(
  parts: ProgramParts,
  template: MessageTemplate,
  source: string,
): string | null {
  const voice = { locale: "en", address: "sie", currency: "EUR", timeZone: "UTC" } as const;
  const liquid = liquidFor({ voice, timeZone: "UTC", parts });
  try {
    const known = [...COMMON, ...(template.variables ?? []), ...variablesOf(liquid, template)];
    const unknown = liquid.globalVariablesSync(source).find((name) => !known.includes(name));
    if (unknown !== undefined) return `The message knows no {{ ${unknown} }}.`;
    rendered(liquid, source, {});
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : "The text is broken.";
  }
}

function variablesOf(liquid: Liquid, { subject, body }: MessageTemplate): string[] {
  const sources = [subject, body].flatMap(({ en, de }) =>
    typeof de === "string" ? [en, de] : [en, de.du, de.sie],
  );
  return sources.flatMap((source) => liquid.globalVariablesSync(source));
}

/** Every fault of the sources that a program sets in place of a template's own. */
export function customFaults(
  parts: ProgramParts,
  template: MessageTemplate,
  custom: CustomTexts,
): { path: string[]; message: string }[] {
  return Object.entries(custom).flatMap(([locale, texts]) =>
    Object.entries(texts ?? {}).flatMap(([part, source]) => {
      const message = source === undefined ? null : templateFault(parts, template, source);
      return message === null ? [] : [{ path: [locale, part], message }];
    }),
  );
}
