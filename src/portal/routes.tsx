import * as z from "zod";
import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { type Endpoint, endpoint, ok } from "../core/http";
import { say } from "../core/i18n";
import { read } from "../core/transact";
import { normalised } from "../members";
import { type Program, programOf, programStatement, voiceOf } from "../program";
import { shopVisited } from "../shops";
import { html } from "../ui/site";
import { cookieOf, page, readForm, type Visit } from "../ui/visit";
import { readCard } from "./card";
import { CardPage } from "./card-page";
import { requestJoin } from "./join";
import { JoinPage, NOTHING_TYPED, Note, TRAP, type Typed } from "./join-page";
import { cardIn, isCurrent, makeCardLink } from "./link";
import { PosterPage } from "./poster-page";
import { tagOf } from "./rules";
import { CARD, JOIN } from "./texts";

export const portalEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/members/:ref/card",
    access: "members:read",
    tag: "Members",
    summary: "A link to the member's card",
    description:
      "Signed, and valid for 90 days: whoever has it sees the card, so it belongs to the member " +
      "only. Nothing is written; each call makes a link of its own, and earlier ones stay valid.",
    answers: { 200: z.object({ url: z.string(), expiresAt: z.string() }) },
    errors: ["not_found", "invalid_ref", "member_erased"],
    example: {
      response: {
        url: "https://bonus.shop.example/card/MTc3MjM1OTIwMDAwMCwic2hwX2sx.k3Jx9",
        expiresAt: "2026-06-01T10:00:00Z",
      },
    },
    run: async (ctx, { params }) => ok(await makeCardLink(ctx, params.ref ?? "")),
  }),
];

async function programNow(ctx: Context): Promise<Program> {
  return programOf(ctx, await read(ctx, [programStatement(ctx, ctx.now)]), 0);
}

async function showCard(visit: Visit): Promise<Response> {
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
  const title = say(CARD[`${why}Title`], voiceOf(ctx));
  const note = <Note ctx={ctx} title={title} texts={[say(CARD[why], voiceOf(ctx))]} />;
  return html(note, { status: why === "ended" ? 410 : 404 });
}

/** A shop's page in the language that the visitor asks for. */
const shopOf = (visit: Visit): Promise<Context> =>
  shopVisited(visit.ctx, visit.params.shop ?? "", visit.locale);

async function showJoin(visit: Visit): Promise<Response> {
  return joinPage(await shopOf(visit), visit, NOTHING_TYPED);
}

async function joinPage(ctx: Context, visit: Visit, typed: Typed): Promise<Response> {
  const program = await programNow(ctx);
  const props = { ctx, program, offers: [], url: visit.url, typed, invitation: null };
  return html(<JoinPage {...props} />, { status: typed.hasError ? 422 : 200, hasForm: true });
}

const MAX_NAME = 120;

async function takeJoin(visit: Visit): Promise<Response> {
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
      ticked: [],
      source: tagOf(query.get("source")),
      store: tagOf(query.get("store")),
      referralCode: tagOf(query.get("ref") ?? cookieOf(visit.request, "ref")),
    });
  }
  const voice = voiceOf(ctx);
  const texts = [say(JOIN.sent, voice), say(JOIN.sentHint, voice)];
  return html(<Note ctx={ctx} title={say(JOIN.sentTitle, voice)} texts={texts} />);
}

async function showPoster(visit: Visit): Promise<Response> {
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

export const portalPages: Endpoint[] = [
  page({ method: "get", path: "/card/:token", summary: "A member's card", run: showCard }),
  page({ method: "get", path: "/join/:shop", summary: "Joining a shop", run: showJoin }),
  page({ method: "post", path: "/join/:shop", summary: "Joining a shop, sent", run: takeJoin }),
  page({
    method: "get",
    path: "/join/:shop/poster",
    summary: "A poster that leads to joining",
    run: showPoster,
  }),
];
