import type { Context } from "../core/context";
import { formatNumber, say } from "../core/i18n";
import { amountOf, unitFor } from "../ledger";
import { voiceOf } from "../program";
import type { Card, CardStamps } from "./card";
import { dotRows, MOST_DOTS, stampCardsShown } from "./card-rules";
import { CARD } from "./card-texts";
import { lastDay } from "./last-day";

interface Part {
  readonly ctx: Context;
  readonly card: Card;
}

/** The stamp cards: those that are begun, and a few that could be. */
export function StampCards({ ctx, card }: Part) {
  const voice = voiceOf(ctx);
  const { shown, others } = stampCardsShown(card.stamps);
  if (shown.length === 0) return null;
  const list = (cards: readonly CardStamps[]) => (
    <ul class="plain">
      {cards.map((stamps) => (
        <StampCard ctx={ctx} card={card} stamps={stamps} />
      ))}
    </ul>
  );
  const title = card.stamps.length === 1 ? CARD.stampsTitleOne : CARD.stampsTitle;
  return (
    <section class="block" aria-labelledby="stamps">
      <h2 id="stamps">{say(title, voice)}</h2>
      {list(shown)}
      {others.length === 0 ? null : (
        <details>
          <summary>{say(CARD.stampsMore, voice)}</summary>
          {list(others)}
        </details>
      )}
    </section>
  );
}

function StampCard({ ctx, card, stamps: of }: Part & { readonly stamps: CardStamps }) {
  const voice = voiceOf(ctx);
  const number = (n: number) => formatNumber(n, voice.locale);
  const stamps = Math.min(of.size, Math.max(0, of.stamps));
  const count = say(CARD.stampCount, voice, { n: number(stamps), size: number(of.size) });
  const { nextExpiry } = of;
  const amount = (n: number) => amountOf(card.program.parts, unitFor("stamp", of.card), n, voice);
  return (
    <li>
      <p class="entry">
        <span>{of.name}</span>
        <strong aria-hidden="true">{`${number(stamps)} / ${number(of.size)}`}</strong>
      </p>
      {of.size > MOST_DOTS ? (
        <progress aria-label={count} value={String(stamps)} max={String(of.size)} />
      ) : (
        <Dots stamps={stamps} size={of.size} label={count} />
      )}
      <p>{of.reward}</p>
      {nextExpiry?.at ? (
        <p>
          <small>
            {say(nextExpiry.amount === 1 ? CARD.expiringOne : CARD.expiring, voice, {
              amount: amount(nextExpiry.amount),
              date: lastDay(ctx, nextExpiry.at),
            })}
          </small>
        </p>
      ) : null}
    </li>
  );
}

/** A stamp card as it lies on the counter: full places and empty ones. */
const Dots = ({ stamps, size, label }: { stamps: number; size: number; label: string }) => (
  <div class="stamps" role="img" aria-label={label}>
    {dotRows(size).map(({ from, to }) => (
      <div>
        {Array.from({ length: to - from }, (_, i) => (
          <i class={from + i < stamps ? "full" : "empty"} />
        ))}
      </div>
    ))}
  </div>
);
