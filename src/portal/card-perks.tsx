import type { Context } from "../core/context";
import { formatDate, formatNumber, say } from "../core/i18n";
import type { PerkView } from "../perks";
import { voiceOf } from "../program";
import { CARD } from "./card-texts";
import { lastDay } from "./last-day";

/** What the member may use, now or from when on. */
export function Perks({ ctx, perks }: { ctx: Context; perks: readonly PerkView[] }) {
  if (perks.length === 0) return null;
  const voice = voiceOf(ctx);
  return (
    <section class="block" aria-labelledby="perks">
      <h2 id="perks">{say(CARD.perksTitle, voice)}</h2>
      <ul class="plain">
        {perks.map((perk) => (
          <Perk ctx={ctx} perk={perk} />
        ))}
      </ul>
      {perks.some(({ usable }) => usable) ? (
        <p>
          <small>{say(CARD.perkUse, voice)}</small>
        </p>
      ) : null}
    </section>
  );
}

function Perk({ ctx, perk }: { ctx: Context; perk: PerkView }) {
  const terms = termsOf(ctx, perk).join(", ");
  return (
    <li>
      <p class="entry">
        <span>{perk.name}</span>
        {perk.usable ? <strong class="ready">{say(CARD.perkReady, voiceOf(ctx))}</strong> : null}
      </p>
      {terms === "" ? null : (
        <p class="muted">
          <small>{terms}</small>
        </p>
      )}
    </li>
  );
}

function termsOf(ctx: Context, perk: PerkView): string[] {
  const voice = voiceOf(ctx);
  const { held, usable, from, until, usesLeft, availableAgainAt } = perk;
  const day = (iso: string) => formatDate(Date.parse(iso), ctx.shop.timeZone, ctx.locale);
  const uses = usesLeft === 1 ? CARD.perkUseLeft : CARD.perkUsesLeft;
  const again = held ? CARD.perkAgain : CARD.perkFrom;
  const back = availableAgainAt ?? (held ? null : from);
  const when = back === null ? say(CARD.perkGone, voice) : say(again, voice, { date: day(back) });
  return [
    ...(usable ? [] : [when]),
    ...(usesLeft === null || usesLeft === 0
      ? []
      : [say(uses, voice, { n: formatNumber(usesLeft, voice.locale) })]),
    ...(until === null ? [] : [say(CARD.validUntil, voice, { date: lastDay(ctx, until) })]),
  ];
}
