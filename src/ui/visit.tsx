import type { Context, Locale } from "../core/context";
import { DomainError } from "../core/errors";
import { type Endpoint, endpoint, type Method } from "../core/http";
import { describe, log } from "../core/log";
import { asDomainError } from "../core/reply";
import { html, Site } from "./site";

/** Somebody opens a page, or sends its form. */
export interface Visit {
  /** Of nobody and no shop yet. */
  readonly ctx: Context;
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  /** Language asked for by the link, else by the browser; null where it asks for neither of ours. */
  readonly locale: Locale | null;
}

interface PageDefinition {
  readonly method: Extract<Method, "get" | "post">;
  readonly path: string;
  readonly summary: string;
  /** Mail programs click for many people from one address, which is no reason to slow them down. */
  readonly isUnlimited?: boolean;
  run(visit: Visit): Promise<Response>;
}

/** A page for browsers: whatever is refused or goes wrong is told as a page too. */
export const page = ({ method, path, summary, isUnlimited, run }: PageDefinition): Endpoint =>
  endpoint({
    method,
    path,
    access: "public",
    tag: "Pages",
    summary,
    answers: { 200: null },
    run: async (ctx, { request, params }) => {
      const url = new URL(request.url);
      const visit: Visit = { ctx, request, url, params, locale: localeAsked(request, url) };
      try {
        if (method === "post" && !isUnlimited) await slowDown(visit);
        return await run(visit);
      } catch (thrown) {
        return refused(visit, thrown);
      }
    },
  });

function localeAsked(request: Request, url: URL): Locale | null {
  const wanted = [
    url.searchParams.get("locale") ?? "",
    ...(request.headers.get("accept-language") ?? "").split(","),
  ];
  const known = wanted.map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return known.find((tag) => tag === "de" || tag === "en") ?? null;
}

const WINDOW_SECONDS = 10;

/** @throws {DomainError} too_many_requests, for an address that sends more than a person does */
async function slowDown({ ctx, request }: Visit): Promise<void> {
  const address = request.headers.get("cf-connecting-ip") ?? "";
  const outcome = await ctx.env.BROWSER_RATE?.limit({ key: `page ${address}` });
  if (!outcome || outcome.success) return;
  throw new DomainError("too_many_requests", undefined, { retryAfterSeconds: WINDOW_SECONDS });
}

const MAX_FORM_BYTES = 16 * 1024;
const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;

/**
 * The fields of a form, each once.
 *
 * @throws {DomainError} body_too_large, unsupported_media_type
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  if (!FORM_TYPE.test(request.headers.get("content-type") ?? "")) {
    throw new DomainError("unsupported_media_type");
  }
  if (Number(request.headers.get("content-length") ?? 0) > MAX_FORM_BYTES) {
    throw new DomainError("body_too_large");
  }
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MAX_FORM_BYTES) throw new DomainError("body_too_large");
  return new URLSearchParams(new TextDecoder().decode(bytes));
}

/**
 * Refuses what another site's page sends here. Browsers say where a request comes from in a header
 * that no page can set; Origin is `null` under our own Referrer-Policy.
 *
 * @throws {DomainError} forbidden
 */
export function checkSentFromHere({ request, url }: Visit): void {
  const site = request.headers.get("sec-fetch-site");
  const isFromHere =
    site === null ? request.headers.get("origin") === url.origin : site === "same-origin";
  if (!isFromHere) throw new DomainError("forbidden");
}

export function cookieOf(request: Request, name: string): string | null {
  const all = (request.headers.get("cookie") ?? "").split(/;\s*/);
  const found = all.find((cookie) => cookie.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : null;
}

const TITLES = {
  de: {
    not_found: "Diese Seite gibt es nicht",
    forbidden: "Das geht so nicht",
    too_many_requests: "Einen Moment, bitte",
    busy: "Gerade ist viel los",
    other: "Das hat nicht geklappt",
  },
  en: {
    not_found: "There is no such page",
    forbidden: "That is not possible",
    too_many_requests: "One moment, please",
    busy: "We are busy right now",
    other: "That did not work",
  },
};

const ADVICE = {
  de: {
    not_found: "Vielleicht fehlt am Ende des Links ein Stück.",
    forbidden: "Bitte öffnen Sie die Seite noch einmal und senden Sie sie von dort ab.",
    too_many_requests: "Das waren viele Anfragen auf einmal. Bitte in zehn Sekunden noch einmal.",
    busy: "Bitte in ein paar Sekunden noch einmal versuchen.",
    other: "Bitte noch einmal versuchen. Hilft das nicht, nennen Sie uns diese Nummer:",
  },
  en: {
    not_found: "Perhaps a piece is missing at the end of the link.",
    forbidden: "Please open the page again and send it from there.",
    too_many_requests: "That was a lot at once. Please try again in ten seconds.",
    busy: "Please try again in a few seconds.",
    other: "Please try again. If that does not help, tell us this number:",
  },
};

function refused({ ctx, locale }: Visit, thrown: unknown): Response {
  const error = asDomainError(thrown);
  const { code, status, retryAfterSeconds } = error;
  if (code === "internal" || code === "busy") {
    log("error", code, { requestId: ctx.requestId, error: describe(thrown) });
  }
  const shown = locale ?? "en";
  const kind = code in TITLES.de ? (code as keyof typeof TITLES.de) : "other";
  const title = TITLES[shown][kind];
  const headers = retryAfterSeconds ? { "retry-after": `${retryAfterSeconds}` } : {};
  return html(
    <Site title={title} locale={shown} layout="narrow">
      <h1>{title}</h1>
      <p>{ADVICE[shown][kind]}</p>
      {kind === "other" ? (
        <p>
          <code>{ctx.requestId}</code>
        </p>
      ) : null}
    </Site>,
    { status, headers },
  );
}
