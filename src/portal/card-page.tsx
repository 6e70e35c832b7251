import { PURPOSES } from "../consent";
import type { Context } from "../core/context";
import { formatDate, say } from "../core/i18n";
import { amountOf } from "../ledger";
import { voiceOf } from "../program";
import { Languages, Site } from "../ui/site";
import type { Card } from "./card";
import { Causes } from "./card-causes";
import { Face } from "./card-face";
import { Perks } from "./card-perks";
import { nextReward, rewardsInReach } from "./card-rules";
import { StampCards } from "./card-stamps";
import { Status } from "./card-status";
import { CARD } from "./card-texts";
import { Vouchers } from "./card-vouchers";
import { Share } from "./share";
import { LEAVE } from "./texts";

interface CardProps {
  readonly ctx: Context;
  readonly card: Card;
  readonly url: URL;
}

/** A member's card, as it lies in the hand: a code for the till on top, everything else below. */
export const CardPage = ({ ctx, card, url }: CardProps) => (
  <Site
    title={say(CARD.title, voiceOf(ctx), { shop: ctx.shop.name })}
    locale={ctx.locale}
    layout="narrow"
    footer={<Footer ctx={ctx} card={card} url={url} />}
  >
    <Face ctx={ctx} card={card} />
    <Vouchers ctx={ctx} vouchers={card.vouchers} />
    <Perks ctx={ctx} perks={card.perks} />
    <StampCards ctx={ctx} card={card} />
    <Status ctx={ctx} card={card} />
    <Rewards ctx={ctx} card={card} />
    <Messages ctx={ctx} card={card} />
    <Causes ctx={ctx} causes={card.causes} />
    <Share ctx={ctx} referral={card.referral} />
    <History ctx={ctx} history={card.history} />
  </Site>
);

type Part = Omit<CardProps, "url">;

function Rewards({ ctx, card }: Part) {
  const voice = voiceOf(ctx);
  const { parts } = card.program;
  const [inReach, next] = [rewardsInReach(card.rewards), nextReward(card.rewards)];
  return (
    <>
      {inReach.length === 0 ? null : (
        <section class="block" aria-labelledby="enough">
          <h2 id="enough">{say(CARD.enoughTitle, voice)}</h2>
          <ul class="plain">
            {inReach.map(({ name, unit, cost }) => (
              <li class="entry">
                <span>{name}</span>
                <strong>{amountOf(parts, unit, cost, voice)}</strong>
              </li>
            ))}
          </ul>
          <p>
            <small>{say(CARD.enough, voice)}</small>
          </p>
        </section>
      )}
      {next === null ? null : (
        <section class="block" aria-labelledby="next">
          <h2 id="next">{say(CARD.nextTitle, voice)}</h2>
          <progress
            aria-labelledby="next"
            value={String(Math.max(0, next.cost - next.missing))}
            max={String(next.cost)}
          />
          <p>
            {say(CARD.next, voice, {
              missing: amountOf(parts, next.unit, next.missing, voice),
              reward: next.name,
            })}
          </p>
        </section>
      )}
    </>
  );
}

function Messages({ ctx, card }: Part) {
  if (card.messages.length === 0) return null;
  return (
    <section class="block" aria-labelledby="messages">
      <h2 id="messages">{say(CARD.messagesTitle, voiceOf(ctx))}</h2>
      <ul class="plain">
        {card.messages.map(({ title, text, at }) => (
          <li>
            <p>
              <strong>{title}</strong>
            </p>
            {text.split("\n\n").map((paragraph) => (
              <p>{paragraph}</p>
            ))}
            <p class="muted">
              <small>{formatDate(Date.parse(at), ctx.shop.timeZone, ctx.locale)}</small>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shown at once; the rest unfolds. */
const LATEST = 5;

function History({ ctx, history }: { ctx: Context; history: readonly string[] }) {
  const voice = voiceOf(ctx);
  const list = (texts: readonly string[]) => (
    <ul class="plain">
      {texts.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );
  return (
    <section class="block" aria-labelledby="history">
      <h2 id="history">{say(CARD.historyTitle, voice)}</h2>
      {history.length === 0 ? (
        <p>{say(CARD.historyNone, voice)}</p>
      ) : (
        list(history.slice(0, LATEST))
      )}
      {history.length > LATEST ? (
        <details>
          <summary>{say(CARD.older, voice)}</summary>
          {list(history.slice(LATEST))}
        </details>
      ) : null}
    </section>
  );
}

function Footer({ ctx, card, url }: CardProps) {
  const { homeUrl } = ctx.shop;
  const voice = voiceOf(ctx);
  return (
    <>
      <p>{say(CARD.keep, voice)}</p>
      <ul class="links">
        {homeUrl === null ? null : (
          <li>
            <a href={homeUrl}>{new URL(homeUrl).hostname}</a>
          </li>
        )}
        {card.leave.map(({ purpose, url }) => (
          <li>
            <a href={url}>{say(LEAVE[purpose], voice)}</a>
          </li>
        ))}
        {card.leave.length < PURPOSES.length ? (
          <li>
            <a href={`/join/${ctx.shop.id}?source=card`}>{say(CARD.getMails, voice)}</a>
          </li>
        ) : null}
        <li>
          <Languages url={url} locale={ctx.locale} />
        </li>
      </ul>
    </>
  );
}
