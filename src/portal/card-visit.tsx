import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { say } from "../core/i18n";
import { voiceOf } from "../program";
import { shopVisited } from "../shops";
import { html } from "../ui/site";
import type { Visit } from "../ui/visit";
import { readCard } from "./card";
import { CardPage } from "./card-page";
import { CARD } from "./card-texts";
import { Note } from "./join-page";
import { cardIn, isCurrent } from "./link";

/** A member's card, by its signed link. */
export async function showCard(visit: Visit): Promise<Response> {
  const token = visit.params.token ?? "";
  const named = await cardIn(visit.ctx, token);
  if (!named) return noCard(visit.ctx, "unknown");
  const ctx = await shopVisited(visit.ctx, named.shop, localeOf(visit, named.locale));
  if (!(await isCurrent(ctx, token))) return noCard(ctx, "ended");
  try {
    const card = await readCard(ctx, named.member);
    return html(<CardPage ctx={ctx} card={card} url={visit.url} />);
  } catch (error) {
    const isGone = error instanceof DomainError && GONE.has(error.code);
    if (isGone) return noCard(ctx, "ended");
    throw error;
  }
}

const GONE = new Set(["not_found", "member_erased"]);

/** The link's own language counts, unless the reader asks for another by the switch. */
const localeOf = ({ url, locale }: Visit, linked: Visit["locale"]) =>
  url.searchParams.has("locale") ? locale : (linked ?? locale);

function noCard(ctx: Context, why: "ended" | "unknown"): Response {
  const voice = voiceOf(ctx);
  const title = say(CARD[`${why}Title`], voice);
  // Whoever asks to join with a known address is mailed the way to their card.
  const link = { label: say(CARD.mailMe, voice), url: `/join/${ctx.shop.id}?source=card` };
  const note = (
    <Note
      ctx={ctx}
      title={title}
      texts={[say(CARD[why], voice)]}
      {...(why === "ended" ? { link } : {})}
    />
  );
  return html(note, { status: why === "ended" ? 410 : 404 });
}
