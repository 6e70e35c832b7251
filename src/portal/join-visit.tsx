import { PURPOSES, wordingOf } from "../consent";
import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { say } from "../core/i18n";
import { normalised } from "../members";
import { programNow, voiceOf } from "../program";
import { shopVisited } from "../shops";
import { html, seeOther } from "../ui/site";
import { cookieOf, readForm, type Visit } from "../ui/visit";
import { confirmJoin, readJoin, tickedIn } from "./confirm";
import { requestJoin } from "./join";
import {
  ConfirmPage,
  JoinPage,
  NOTHING_TYPED,
  Note,
  type Offer,
  TRAP,
  type Typed,
} from "./join-page";
import { cardLink } from "./link";
import { joinIn } from "./mail";
import { PosterPage } from "./poster-page";
import { tagOf } from "./rules";
import { JOIN } from "./texts";

/** A shop's page in the language that the visitor asks for. */
const shopOf = (visit: Visit): Promise<Context> =>
  shopVisited(visit.ctx, visit.params.shop ?? "", visit.locale);

export async function showJoin(visit: Visit): Promise<Response> {
  return joinPage(await shopOf(visit), visit, NOTHING_TYPED);
}

/** The boxes of the form, each with the sentence that is recorded where it is ticked. */
const offersOf = ({ locale, shop }: Context): Offer[] =>
  PURPOSES.map((purpose) => ({ purpose, sentence: wordingOf(locale, purpose, shop).text }));

async function joinPage(ctx: Context, visit: Visit, typed: Typed): Promise<Response> {
  const program = await programNow(ctx);
  const { isEnabled, friend } = program.parts.referral;
  const isInvited = codeOf(visit) !== null && isEnabled && friend !== null;
  const invitation = isInvited ? say(JOIN.invited, voiceOf(ctx)) : null;
  // Of points there is nothing to remind of where a program has none.
  const hasPoints = program.parts.units.length > 0;
  const offers = offersOf(ctx).filter(({ purpose }) => hasPoints || purpose !== "points");
  const props = { ctx, program, offers, url: visit.url, typed, invitation };
  return html(<JoinPage {...props} />, { status: typed.hasError ? 422 : 200, hasForm: true });
}

/** The friend's code that the link, or the cookie of an earlier visit, brings along. */
const codeOf = ({ url, request }: Visit): string | null =>
  tagOf(url.searchParams.get("ref") ?? cookieOf(request, "ref"));

const MAX_NAME = 120;

export async function takeJoin(visit: Visit): Promise<Response> {
  const ctx = await shopOf(visit);
  const form = await readForm(visit.request);
  const typed: Typed = {
    name: (form.get("name") ?? "")
      .replace(/\p{Cc}/gu, " ")
      .trim()
      .slice(0, MAX_NAME),
    email: (form.get("email") ?? "").trim(),
    ticked: form.getAll("consent"),
    hasError: false,
  };
  if (normalised("email", typed.email) === null) {
    return joinPage(ctx, visit, { ...typed, hasError: true });
  }
  const query = visit.url.searchParams;
  if (!form.get(TRAP)) {
    await requestJoin(ctx, {
      email: typed.email,
      name: typed.name,
      ticked: offersOf(ctx)
        .filter(({ purpose }) => typed.ticked.includes(purpose))
        .map(({ purpose, sentence }) => [purpose, ctx.locale, sentence]),
      source: tagOf(query.get("source")),
      store: tagOf(query.get("store")),
      referralCode: codeOf(visit),
    });
  }
  const voice = voiceOf(ctx);
  const texts = [say(JOIN.sent, voice), say(JOIN.sentHint, voice)];
  return html(<Note ctx={ctx} title={say(JOIN.sentTitle, voice)} texts={texts} />);
}

/** The request behind the link in the mail; null where it is none, or has ended. */
async function followed(visit: Visit) {
  const linked = await joinIn(visit.ctx, visit.params.token ?? "");
  if (!linked) throw new DomainError("not_found", "This link leads to no request.");
  const ctx = await shopVisited(visit.ctx, linked.shop, null);
  const row = await readJoin(ctx, linked.key);
  return { ctx: row ? { ...ctx, locale: row.locale } : ctx, key: linked.key, row };
}

export async function showConfirm(visit: Visit): Promise<Response> {
  const { ctx, row } = await followed(visit);
  if (!row) return joinEnded(ctx);
  const agreed = tickedIn(row).map(([, , sentence]) => sentence);
  const page = <ConfirmPage ctx={ctx} action={visit.url.pathname} agreed={agreed} />;
  return html(page, { hasForm: true });
}

export async function takeConfirm(visit: Visit): Promise<Response> {
  const { ctx, key } = await followed(visit);
  const member = await confirmJoin(ctx, key);
  const link = member && (await cardLink(ctx, member, ctx.locale));
  // By path: the form's policy lets nobody be sent to another host.
  return link ? seeOther(new URL(link.url).pathname) : joinEnded(ctx);
}

function joinEnded(ctx: Context): Response {
  const voice = voiceOf(ctx);
  const link = { label: say(JOIN.send, voice), url: `/join/${ctx.shop.id}` };
  const [title, text] = [say(JOIN.endedTitle, voice), say(JOIN.ended, voice)];
  return html(<Note ctx={ctx} title={title} texts={[text]} link={link} />, { status: 410 });
}

export async function showPoster(visit: Visit): Promise<Response> {
  const ctx = await shopOf(visit);
  const program = await programNow(ctx);
  const query = new URLSearchParams();
  for (const name of ["store", "source"]) {
    const tag = tagOf(visit.url.searchParams.get(name));
    if (tag !== null) query.set(name, tag);
  }
  const join = `${ctx.publicUrl}/join/${ctx.shop.id}${query.size > 0 ? `?${query}` : ""}`;
  return html(<PosterPage ctx={ctx} program={program} joinUrl={join} url={visit.url} />);
}
