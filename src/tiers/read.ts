import type { Context } from "../core/context";
import { formatDate, formatMoney, formatNumber, say } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { read } from "../core/transact";
import { amountOf } from "../ledger";
import { memberStatements, type OpenMember, opened, parseRef, whoIs } from "../members";
import { voiceOf } from "../program";
import type { TierSet } from "./program";
import { heldLevel, type SetStanding, sinceOf, untilOf } from "./standing";
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
  const voice = voiceOf(ctx);
  const { set } = standing;
  const amount = (n: number) => measureText(parts, set, n, voice);
  const level = view.levelName ?? "";
  const sentences = [standText(ctx, standing, view)];
  if (standing.manual && heldLevel(standing)?.key === standing.manual.level) {
    if (standing.earned.level < standing.level) sentences.push(say(GIVEN, voice));
  }
  if (view.keep) {
    const by = lastDay(ctx, Date.parse(view.keep.by));
    sentences.push(say(KEEP, voice, { missing: amount(view.keep.missing), by, level }));
  }
  if (view.next) {
    const { missing, levelName } = view.next;
    sentences.push(say(NEXT, voice, { missing: amount(missing), level: levelName }));
  }
  return sentences.join(" ");
}

/** What counts towards the set now, as a sentence. */
export const countedText = (ctx: Context, parts: ProgramParts, set: TierSet, n: number): string =>
  say(COUNTED, voiceOf(ctx), { progress: measureText(parts, set, n, voiceOf(ctx)) });

function standText(ctx: Context, standing: SetStanding, view: TierView): string {
  const voice = voiceOf(ctx);
  if (view.levelName === null) return say(NOT_HELD, voice, { set: view.name });
  const { timeZone } = ctx.shop;
  const [since, until] = [sinceOf(standing, timeZone), untilOf(standing, timeZone)];
  return say(until === null ? HELD : HELD_UNTIL, voice, {
    level: view.levelName,
    since: formatDate(since, timeZone, voice.locale),
    until: until === null ? "" : lastDay(ctx, until),
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
