import type { Context } from "../core/context";
import { formatMoney, say, unbroken } from "../core/i18n";
import { sum } from "../lib/numbers";
import { voiceOf } from "../program";
import type { CardCause } from "./card";
import { CARD } from "./card-texts";

/** What the member's purchases have given so far. */
export function Causes({ ctx, causes }: { ctx: Context; causes: readonly CardCause[] }) {
  const given = causes.filter((cause) => cause.given > 0);
  if (given.length === 0) return null;
  const money = (minor: number) => formatMoney(minor, ctx.shop.currency, ctx.locale);
  const all = money(sum(given.map((cause) => cause.given)));
  return (
    <section class="block" aria-labelledby="causes">
      <h2 id="causes">{say(CARD.causesTitle, voiceOf(ctx))}</h2>
      <p>{unbroken(say(CARD.causesGiven, voiceOf(ctx), { amount: all }))}</p>
      <ul class="plain">
        {given.map((cause) => (
          <li class="entry">
            <span>{cause.name}</span>
            {given.length === 1 ? null : <strong>{unbroken(money(cause.given))}</strong>}
          </li>
        ))}
      </ul>
    </section>
  );
}
