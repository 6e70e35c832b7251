import type { Context } from "../core/context";
import { formatMoney, say, unbroken } from "../core/i18n";
import { voiceOf } from "../program";
import type { CardVoucher } from "./card";
import { CARD } from "./card-texts";
import { lastDay } from "./last-day";

export function Vouchers({ ctx, vouchers }: { ctx: Context; vouchers: readonly CardVoucher[] }) {
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
              <small>{unbroken(conditionsOf(ctx, voucher))}</small>
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
