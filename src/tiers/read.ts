import type { Context } from "../core/context";
import { formatDate, formatMoney, formatNumber, say } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { read } from "../core/transact";
import { amountOf } from "../ledger";
import { memberStatements, type OpenMember, opened, parseRef, whoIs } from "../members";
import { voiceOf } from "../program";
import type { TierSet } from "./program";
import { heldLevel, type SetStanding } from "./standing";
import { COUNTED, GIVEN, HELD, HELD_UNTIL, KEEP, NEXT, NOT_HELD, ORDERS } from "./texts";
import type { TierView } from "./view";

/** Where a member stands in each set, each with a sentence or two. One round trip. */
export async function readTiers(ctx: Context, ref: string) {
  const reading = { ...ctx, isDryRun: true };
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(reading, memberStatements(reading, { who, spendable: 0 }));
  const { member } = await opened(reading, rows, 0);
  return { data: tellStandings(ctx, member) };
}

/** Every set as the API tells it, with what the member is told. */
export function tellStandings(ctx: Context, member: OpenMember): (TierView & { text: string })[] {
  const { tiers } = member.parts;
  if (!tiers) return [];
  const { locale } = ctx;
  const views = tiers.views(locale);
  return tiers.standings.flatMap((standing, i) => {
    const view = views[i];
    if (!view) return [];
    return [{ ...view, text: textOf(ctx, member.program.parts, standing, view) }];
  });
}

/** The sentences of one set, in the language of the request. */
export function textOf(
  ctx: Context,
  parts: ProgramParts,
  standing: SetStanding,
  view: TierView,
): string {
  const { stand, keep, next } = standingTexts(ctx, parts, view);
  const isGiven =
    standing.manual !== null &&
    heldLevel(standing)?.key === standing.manual.level &&
    standing.earned.level < standing.level;
  const given = isGiven ? say(GIVEN, voiceOf(ctx)) : null;
  return [stand, given, keep, next].filter((text) => text !== null).join(" ");
}

/** Of one set: where the member stands, what keeps the level, and what the next one takes. */
export interface StandingTexts {
  readonly stand: string;
  readonly keep: string | null;
  readonly next: string | null;
}

/** What pages say of one set, each in a sentence of its own. */
export function standingTexts(ctx: Context, parts: ProgramParts, view: TierView): StandingTexts {
  const voice = voiceOf(ctx);
  const set = parts.tiers.find(({ key }) => key === view.set);
  const amount = (n: number) => (set ? measureText(parts, set, n, voice) : "");
  const { keep, next, levelName } = view;
  return {
    stand: standText(ctx, view),
    keep:
      keep &&
      say(KEEP, voice, {
        missing: amount(keep.missing),
        by: lastDay(ctx, Date.parse(keep.by)),
        level: levelName ?? "",
      }),
    next: next && say(NEXT, voice, { missing: amount(next.missing), level: next.levelName }),
  };
}

/** What counts towards the set now, as a sentence. */
export const countedText = (ctx: Context, parts: ProgramParts, set: TierSet, n: number): string =>
  say(COUNTED, voiceOf(ctx), { progress: measureText(parts, set, n, voiceOf(ctx)) });

function standText(ctx: Context, { name, levelName, since, until }: TierView): string {
  const voice = voiceOf(ctx);
  if (levelName === null || since === null) return say(NOT_HELD, voice, { set: name });
  return say(until === null ? HELD : HELD_UNTIL, voice, {
    level: levelName,
    since: formatDate(Date.parse(since), ctx.shop.timeZone, voice.locale),
    until: until === null ? "" : lastDay(ctx, Date.parse(until)),
  });
}

/** The day before what ends with the beginning of another, or the very day of an instant in it. */
function lastDay(ctx: Context, end: number): string {
  const { timeZone } = ctx.shop;
  return formatDate(end - 1, timeZone, voiceOf(ctx).locale);
}

function measureText(parts: ProgramParts, set: TierSet, n: number, voice: Voice): string {
  switch (set.measure) {
    case "points":
      return amountOf(parts, set.unit, n, voice);
    case "spend":
      return formatMoney(n, voice.currency, voice.locale);
    case "orders":
      return `${formatNumber(n, voice.locale)} ${ORDERS[voice.locale][n === 1 ? "one" : "other"]}`;
  }
}
