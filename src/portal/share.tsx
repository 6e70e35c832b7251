import type { Context } from "../core/context";
import { say, unbroken } from "../core/i18n";
import { voiceOf } from "../program";
import { Qr } from "../ui/qr";
import { CARD } from "./card-texts";

export interface Referral {
  readonly url: string;
  /** What friend and member get, in one sentence. */
  readonly terms: string;
}

/** The member's link for friends; null where the program has none. */
export function Share({ ctx, referral }: { ctx: Context; referral: Referral | null }) {
  if (referral === null) return null;
  const voice = voiceOf(ctx);
  return (
    <section class="block share" aria-labelledby="share">
      <h2 id="share">{say(CARD.shareTitle, voice)}</h2>
      <p>{unbroken(referral.terms)}</p>
      <Qr text={referral.url} label={say(CARD.shareQr, voice)} />
      <p>
        <a href={referral.url}>{referral.url.replace(/^https?:\/\//, "")}</a>
      </p>
    </section>
  );
}
