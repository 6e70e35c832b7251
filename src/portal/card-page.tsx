import { PURPOSES } from "../consent";
import type { Context } from "../core/context";
import { formatDate, formatMoney, say } from "../core/i18n";
import { amountOf } from "../ledger";
import { voiceOf } from "../program";
import { Qr } from "../ui/qr";
import { Languages, Site } from "../ui/site";
import type { Card, CardVoucher } from "./card";
import { nextReward, rewardsInReach } from "./card-rules";
import { Share } from "./share";
import { CARD, LEAVE } from "./texts";

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
    <Rewards ctx={ctx} card={card} />
    <Messages ctx={ctx} card={card} />
    <Share ctx={ctx} referral={card.referral} />
    <History ctx={ctx} history={card.history} />
  </Site>
);

type Part = Omit<CardProps, "url">;

function Face({ ctx, card }: Part) {
  const { member, program, wallet } = card;
  const voice = voiceOf(ctx);
  const number = member.card ?? member.id;
  const [unit = "points"] = program.parts.units.map((u) => u.key);
  const shown = amountOf(program.parts, unit, wallet[unit]?.available ?? 0, voice);
  const [amount, ...name] = shown.split(" ");
  return (
    <section class="card" aria-labelledby="shop">
      <h1 class="shop" id="shop">
        {ctx.shop.name}
      </h1>
      <p class="holder">{member.name ?? ""}</p>
      <p class="balance">
        {amount} <small>{name.join(" ")}</small>
      </p>
      {soon(ctx, card).map((text) => (
        <p class="soon">{text}</p>
      ))}
      <div class="code">
        <Qr text={number} label={say(CARD.qr, voice)} />
      </div>
      <p class="number">{number}</p>
    </section>
  );
}

/** The day on which something that ends at an instant is still valid. */
const lastDay = ({ shop, locale }: Context, iso: string): string =>
  formatDate(Date.parse(iso) - 1, shop.timeZone, locale);

/** What is on the way and what ends next, of each unit. */
function soon(ctx: Context, { program, wallet }: Card): string[] {
  const voice = voiceOf(ctx);
  const day = (iso: string) => formatDate(Date.parse(iso), ctx.shop.timeZone, ctx.locale);
  return Object.entries(wallet).flatMap(([unit, { pending, nextActivation, nextExpiry }]) => {
    const amount = (n: number) => amountOf(program.parts, unit, n, voice);
    const lines: string[] = [];
    if (pending > 0 && nextActivation?.at) {
      const isAll = nextActivation.amount === pending;
      const values = { amount: amount(pending), date: day(nextActivation.at) };
      const first = amount(nextActivation.amount);
      lines.push(say(isAll ? CARD.onTheWayAll : CARD.onTheWayFrom, voice, { ...values, first }));
    } else if (pending > 0) lines.push(say(CARD.onTheWay, voice, { amount: amount(pending) }));
    if (nextExpiry?.at) {
      const values = { amount: amount(nextExpiry.amount), date: lastDay(ctx, nextExpiry.at) };
      lines.push(say(nextExpiry.amount === 1 ? CARD.expiringOne : CARD.expiring, voice, values));
    }
    return lines;
  });
}

function Vouchers({ ctx, vouchers }: { ctx: Context; vouchers: readonly CardVoucher[] }) {
  if (vouchers.length === 0) return null;
  const voice = voiceOf(ctx);
  return (
    <section class="block" aria-labelledby="vouchers">
      <h2 id="vouchers">{say(CARD.vouchersTitle, voice)}</h2>
      <ul class="plain">
        {vouchers.map((voucher) => (
          <li>
            <p class="entry">
              <span>{voucher.name}</span>
              <code class="ticket">{voucher.code}</code>
            </p>
            <p class="muted">
              <small>{conditionsOf(ctx, voucher)}</small>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function conditionsOf(ctx: Context, { conditions, expiresAt }: CardVoucher): string {
  const voice = voiceOf(ctx);
  const { minimumTotal, firstOrderOnly } = conditions;
  const money = formatMoney(minimumTotal ?? 0, ctx.shop.currency, ctx.locale);
  const date = expiresAt === null ? "" : lastDay(ctx, expiresAt);
  return [
    ...(firstOrderOnly ? [say(CARD.firstOrder, voice)] : []),
    ...(minimumTotal === null ? [] : [say(CARD.minimum, voice, { amount: money })]),
    expiresAt === null ? say(CARD.validForEver, voice) : say(CARD.validUntil, voice, { date }),
  ].join(", ");
}

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
