import type { Context, Locale } from "../core/context";
import { asSentence, say, type Text } from "../core/i18n";
import type { Headline, ProgramParts, ProgramSlice, Sentence, Voice } from "../core/registry";

export const voiceOf = (ctx: Context, locale: Locale = ctx.locale): Voice => ({
  locale,
  address: ctx.shop.address,
  currency: ctx.shop.currency,
  timeZone: ctx.shop.timeZone,
});

/** Every rule of a program, each in one sentence, in the order of the slices. */
export const sentencesOf = (ctx: Context, parts: ProgramParts, voice: Voice): Sentence[] =>
  programSentences(ctx.registry.slices, parts, voice);

/** Whatever spaces the shop's own names have, a sentence has one between two words. */
export const programSentences = (
  slices: readonly ProgramSlice[],
  parts: ProgramParts,
  voice: Voice,
): Sentence[] =>
  slices.flatMap((slice) =>
    slice.sentences(parts, voice).map(({ ruleId, text }) => ({ ruleId, text: asSentence(text) })),
  );

/** The whole program in one sentence of at most 160 characters. */
export const summaryOf = (ctx: Context, parts: ProgramParts, voice: Voice): string =>
  programSentence(ctx.registry.slices, parts, voice);

/** What a document comes to in words, as every answer to one tells it. */
export const told = (ctx: Context, parts: ProgramParts) => ({
  summary: summaryOf(ctx, parts, voiceOf(ctx)),
  sentences: sentencesOf(ctx, parts, voiceOf(ctx)),
});

/** As long as a text message, or what is read in passing. */
export const MAX_SUMMARY = 160;

const ORDER: readonly Headline["about"][] = ["earning", "spending", "status"];
const AND: Text = { en: ", and ", de: ", und " };
const WELCOME: Text = {
  en: "It is good to have you with us.",
  de: { du: "Schön, dass du da bist.", sie: "Schön, dass Sie da sind." },
};

/**
 * The whole program in one sentence of at most 160 characters: of what the slices would say as much
 * as has room, what weighs most first. Where nothing has, a welcome.
 */
export function programSentence(
  slices: readonly ProgramSlice[],
  parts: ProgramParts,
  voice: Voice,
): string {
  const { chosen } = headlinesFor(slices, parts, voice);
  return chosen.length === 0 ? say(WELCOME, voice) : joined(chosen, voice);
}

/** What of earning and spending has no room in the one sentence. */
export const headlinesLeftOut = (ctx: Context, parts: ProgramParts, voice: Voice): Headline[] =>
  headlinesFor(ctx.registry.slices, parts, voice).left.filter(({ about }) => about !== "status");

function headlinesFor(slices: readonly ProgramSlice[], parts: ProgramParts, voice: Voice) {
  const offered = slices.flatMap((slice) => slice.headlines?.(parts, voice) ?? []);
  const [chosen, left]: [Headline[], Headline[]] = [[], []];
  for (const headline of [...offered].sort((a, b) => b.weight - a.weight)) {
    const isShort = joined([...chosen, headline], voice).length <= MAX_SUMMARY;
    (isShort ? chosen : left).push(headline);
  }
  return { chosen, left };
}

function joined(headlines: readonly Headline[], voice: Voice): string {
  const texts = ORDER.flatMap((about) => headlines.filter((h) => h.about === about)).map(
    ({ text }) => text,
  );
  const last = texts.pop() ?? "";
  return asSentence(texts.length === 0 ? last : `${texts.join(", ")}${say(AND, voice)}${last}`);
}
