import type { Context } from "../core/context";
import { formatDate, say } from "../core/i18n";
import { amountOf, unitFor, unitParts } from "../ledger";
import { voiceOf } from "../program";
import { Qr } from "../ui/qr";
import type { Card } from "./card";
import { CARD } from "./card-texts";
import { lastDay } from "./last-day";

interface Part {
  readonly ctx: Context;
  readonly card: Card;
}

/** What is shown at the till: whose card it is, what is on it, and its code. */
export function Face({ ctx, card }: Part) {
  const { member } = card;
  const voice = voiceOf(ctx);
  const level = card.tiers[0]?.levelName;
  const number = member.card ?? member.id;
  return (
    <section class="card" aria-labelledby="shop">
      <div class="head">
        <div class="who">
          <h1 class="shop" id="shop">
            {ctx.shop.name}
          </h1>
          <p class="holder">{member.name ?? ""}</p>
        </div>
        {level ? <p class="level">{level}</p> : null}
      </div>
      <Balance ctx={ctx} card={card} />
      <Credit ctx={ctx} card={card} />
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

/** How many points there are to spend, of a program that has any. */
function Balance({ ctx, card: { program, wallet } }: Part) {
  const [unit] = program.parts.units.map((u) => u.key);
  if (unit === undefined) return null;
  const available = wallet[unit]?.available ?? 0;
  const [amount, ...name] = amountOf(program.parts, unit, available, voiceOf(ctx)).split(" ");
  return (
    <p class="balance">
      {amount} <small>{name.join(" ")}</small>
    </p>
  );
}

/** Store credit, of those who have some. */
function Credit({ ctx, card: { program, wallet } }: Part) {
  const unit = unitFor("credit", ctx.shop.currency);
  const available = wallet[unit]?.available ?? 0;
  if (available <= 0) return null;
  const voice = voiceOf(ctx);
  const amount = amountOf(program.parts, unit, available, voice);
  return <p class="soon">{say(CARD.credit, voice, { amount })}</p>;
}

/** What is on the way and what ends next, of points; everything else has a section of its own. */
function soon(ctx: Context, { program, wallet }: Card): string[] {
  const voice = voiceOf(ctx);
  const day = (iso: string) => formatDate(Date.parse(iso), ctx.shop.timeZone, ctx.locale);
  const points = Object.entries(wallet).filter(([unit]) => unitParts(unit).kind === "points");
  return points.flatMap(([unit, { pending, nextActivation, nextExpiry }]) => {
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
