import type { Child } from "hono/jsx";
import type { Context, Locale } from "../core/context";
import { DomainError } from "../core/errors";
import type { Endpoint } from "../core/http";
import { formatList, say, type Text } from "../core/i18n";
import { profileFrom } from "../members";
import { voiceOf } from "../program";
import { html, Site } from "../ui/site";
import { page, type Visit } from "../ui/visit";
import { type Confirmed, confirm, readConfirmation } from "./confirm";
import { type Followed, follow } from "./links";
import { CONFIRM, HOME, UNSUBSCRIBE } from "./page-texts";
import type { Purpose } from "./rules";
import { PURPOSE_NAMES } from "./texts";
import { purposeOf, readSubscription, unsubscribe } from "./unsubscribe";

interface LetterProps {
  readonly ctx: Context;
  readonly title: Text;
  readonly purposes?: readonly Purpose[];
  readonly children: (told: (text: Text) => string) => Child;
}

/** A page of a few sentences, in the member's language, that ends with who speaks. */
const Note = ({ ctx, title, purposes = [], children }: LetterProps) => {
  const { shop, locale } = ctx;
  const voice = voiceOf(ctx);
  const names = purposes.map((purpose) => say(PURPOSE_NAMES[purpose], voice));
  const told = (text: Text) =>
    say(text, voice, { shop: shop.name, purposes: formatList(names, locale) });
  const footer = (
    <>
      <p>{shop.legalSender ?? shop.name}</p>
      {shop.homeUrl === null ? null : (
        <p>
          <a href={shop.homeUrl}>{told(HOME)}</a>
        </p>
      )}
    </>
  );
  return (
    <Site title={`${told(title)} – ${shop.name}`} locale={locale} layout="narrow" footer={footer}>
      <h1>{told(title)}</h1>
      {children(told)}
    </Site>
  );
};

function confirmPage(ctx: Context, { state, purposes, sentences }: Confirmed): Response {
  switch (state) {
    case "open":
      return html(
        <Note ctx={ctx} title={CONFIRM.title}>
          {(told) => (
            <>
              <p>{told(CONFIRM.ask)}</p>
              {sentences.map((sentence) => (
                <blockquote>{sentence}</blockquote>
              ))}
              <form method="post">
                <button type="submit">{told(CONFIRM.button)}</button>
              </form>
              <p>{told(CONFIRM.ignore)}</p>
            </>
          )}
        </Note>,
        { hasForm: true },
      );
    case "confirmed":
      return html(
        <Note ctx={ctx} title={CONFIRM.doneTitle} purposes={purposes}>
          {(told) => <p>{told(CONFIRM.done)}</p>}
        </Note>,
      );
    case "ended":
      return html(
        <Note ctx={ctx} title={CONFIRM.endedTitle}>
          {(told) => <p>{told(CONFIRM.ended)}</p>}
        </Note>,
      );
  }
}

/** @throws {DomainError} not_found, where the link is none of ours */
async function followed({ ctx, params }: Visit, purpose: "confirm" | "unsubscribe") {
  const link = await follow(ctx, purpose, params.token ?? "");
  if (!link) throw new DomainError("not_found");
  return link;
}

const inLocale = (ctx: Context, locale: Locale | null): Context =>
  locale === null ? ctx : { ...ctx, locale };

const ENDED: Confirmed = { state: "ended", purposes: [], sentences: [], locale: null };

async function answerConfirm(visit: Visit, act: (link: Followed) => Promise<Confirmed>) {
  const link = await followed(visit, "confirm");
  const outcome = link.hasEnded ? ENDED : await act(link);
  return confirmPage(inLocale(link.ctx, outcome.locale), outcome);
}

async function unsubscribePage(visit: Visit, isDone: boolean): Promise<Response> {
  const link = await followed(visit, "unsubscribe");
  const purpose = purposeOf(link);
  if (purpose === null) throw new DomainError("not_found");
  if (isDone) await unsubscribe(link, purpose, methodOf(visit));
  const { isOpen, member } = await readSubscription(link, purpose);
  const ctx = inLocale(link.ctx, profileFrom(member?.profile ?? null).locale);
  const asks = isOpen && !isDone;
  return html(
    <Note ctx={ctx} title={asks ? UNSUBSCRIBE.title : UNSUBSCRIBE.doneTitle} purposes={[purpose]}>
      {(told) =>
        asks ? (
          <>
            <p>{told(UNSUBSCRIBE.ask)}</p>
            <form method="post" action="?by=link">
              <button type="submit">{told(UNSUBSCRIBE.button)}</button>
            </form>
          </>
        ) : (
          <p>{told(UNSUBSCRIBE.done)}</p>
        )
      }
    </Note>,
    { hasForm: asks },
  );
}

/** The header's link says so itself; our page's button says otherwise. */
const methodOf = ({ url }: Visit) =>
  url.searchParams.get("by") === "one_click" ? "one_click" : "link";

export const consentPages: readonly Endpoint[] = [
  page({
    method: "get",
    path: "/confirm/:token",
    summary: "Where the owner of an address confirms a consent: a mail scanner only looks",
    run: (visit) => answerConfirm(visit, readConfirmation),
  }),
  page({
    method: "post",
    path: "/confirm/:token",
    summary: "Confirms a consent, once",
    run: (visit) => answerConfirm(visit, confirm),
  }),
  page({
    method: "get",
    path: "/unsubscribe/:token",
    summary: "Where a member stops the mails of a purpose",
    run: (visit) => unsubscribePage(visit, false),
  }),
  page({
    method: "post",
    path: "/unsubscribe/:token",
    summary: "Stops the mails of a purpose, also by one click (RFC 8058)",
    isUnlimited: true,
    run: (visit) => unsubscribePage(visit, true),
  }),
];
