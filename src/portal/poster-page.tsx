import type { Context } from "../core/context";
import { say, unbroken } from "../core/i18n";
import { type Program, summaryOf, voiceOf } from "../program";
import { Qr } from "../ui/qr";
import { Languages, Site } from "../ui/site";
import { POSTER } from "./texts";

interface PosterProps {
  readonly ctx: Context;
  readonly program: Program;
  readonly joinUrl: string;
  readonly url: URL;
}

/** One sheet for the counter: the shop, the program in a sentence, and the code to join by. */
export function PosterPage({ ctx, program, joinUrl, url }: PosterProps) {
  const voice = voiceOf(ctx);
  return (
    <Site
      title={`${ctx.shop.name} – ${say(POSTER.scan, voice)}`}
      locale={ctx.locale}
      layout="paper"
    >
      <p class="screen bar">
        <span>{say(POSTER.print, voice)}</span> <Languages url={url} locale={ctx.locale} />
      </p>
      <h1>{ctx.shop.name}</h1>
      <p class="lead">{unbroken(summaryOf(ctx, program.parts, voice))}</p>
      <Qr text={joinUrl} label={say(POSTER.qr, voice, { shop: ctx.shop.name })} />
      <p class="lead">
        <strong>{say(POSTER.scan, voice)}</strong>
      </p>
    </Site>
  );
}
