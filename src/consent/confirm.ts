import type { Context, Locale } from "../core/context";
import { type Batch, firstOf, type Statement, statement } from "../core/database";
import { describe, log } from "../core/log";
import { deleteTimer, insertTimer, type TimerMessage, takeTimer } from "../core/timers";
import { read, transact } from "../core/transact";
import type { Who } from "../ledger";
import { newId } from "../lib/ids";
import { DAY, MINUTE } from "../lib/time";
import { sendMail } from "../mail";
import { type MemberRow, memberStatements, openMember, profileFrom, whoIs } from "../members";
import { decided } from "./decided";
import type { Prepared } from "./grant";
import { confirmingMail } from "./letter";
import { confirmUrl, type Followed, isMailedTo, purposesIn } from "./links";
import { recordConsents } from "./record";
import {
  type Email,
  type LatestConsent,
  latestOf,
  newestOf,
  PURPOSES,
  type Purpose,
  type Status,
} from "./rules";
import { sentencesOf } from "./sentences";
import { CONSENT_STATEMENTS, consentStatements, emailOf } from "./store";

/** Who has waited longer asks again. */
const LAPSED_MS = DAY;
/** After how long to try again what cannot be sent now; then after as long as it has waited. */
const AGAIN_MS = 10 * MINUTE;

/**
 * A request's timer fires: one mail asks the owner of the address to confirm whatever waits for
 * it. Nothing waits any more once it was confirmed, withdrawn or suppressed; and where something
 * was requested later, the mail for that asks for this too.
 */
export async function sendConfirmation(ctx: Context, timer: TimerMessage): Promise<void> {
  // A sandbox's clock that was set back: the timer is for later, and stays.
  if (timer.dueAt > ctx.now) return;
  const who = {
    sql: "(SELECT member FROM consents WHERE shop = ?1 AND id = ?2)",
    params: [ctx.shop.id, timer.subject],
  };
  const held = { ...timer, dueAt: ctx.now + AGAIN_MS };
  const rows = await read(ctx, [
    ...consentStatements(ctx, who),
    memberRow(who),
    takeTimer(timer, held.dueAt),
  ]);
  // Of two deliveries only one takes the timer, and sends.
  if (!firstOf(rows, CONSENT_STATEMENTS + 1)) return;
  const member = firstOf<MemberRow>(rows, CONSENT_STATEMENTS);
  const email = member && (await emailOf(member));
  const waiting = email ? waitingFor(ctx, rows, email) : [];
  const newest = newestOf(waiting);
  const isAsked = newest?.id === timer.subject;
  const isDone = !member || !email || !isAsked || (await ask(ctx, member, email, waiting));
  const waitedMs = ctx.now - (newest?.happened_at ?? ctx.now);
  const again = { ...timer, dueAt: ctx.now + Math.max(AGAIN_MS, waitedMs) };
  await ctx.db.batch([deleteTimer(held), ...(isDone ? [] : [insertTimer(ctx, again)])]);
}

const memberRow = (who: Who): Statement =>
  statement(`SELECT * FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params);

const waitingFor = (ctx: Context, rows: Batch, email: Email): LatestConsent[] =>
  PURPOSES.map((purpose) => latestOf(rows, purpose))
    .filter((latest) => latest !== null)
    .filter(({ status, happened_at }) => {
      return status === "requested" && ctx.now - happened_at <= LAPSED_MS;
    })
    .filter(({ address, suppressed }) => address === email.hash && suppressed === null);

/** @returns whether the mail is done with; else it is to be tried again. */
async function ask(
  ctx: Context,
  member: MemberRow,
  email: Email,
  waiting: readonly LatestConsent[],
): Promise<boolean> {
  const purposes = waiting.map((latest) => latest.purpose);
  const url = await confirmUrl(ctx, member.id, email, purposes);
  if (url === null) {
    log("error", "no_public_url", { shop: ctx.shop.id });
    return false;
  }
  const locale = profileFrom(member.profile).locale ?? ctx.shop.locale;
  const sentences = await sentencesOf(ctx, waiting, locale);
  const letter = confirmingMail({ ...ctx, locale }, sentences, url);
  try {
    const key = `confirm-${newestOf(waiting)?.id}`;
    const sent = await sendMail(ctx, { key, to: email.address, ...letter });
    if (sent.kind !== "sent") {
      log("error", "confirmation_not_sent", { shop: ctx.shop.id, reason: sent.reason });
    }
    return sent.kind !== "not_now";
  } catch (error) {
    // It may have arrived, and a second one would be a nuisance: they can ask again.
    log("error", "confirmation_unknown", { shop: ctx.shop.id, error: describe(error) });
    return true;
  }
}

/** What became of a link to confirm. */
export interface Confirmed {
  /** `open`: waits for the button; `ended`: withdrawn since, or the address is another now. */
  readonly state: "open" | "confirmed" | "ended";
  readonly purposes: readonly Purpose[];
  /** What they agree to, as it was worded when they were asked. */
  readonly sentences: readonly string[];
  /** The member's language; null where it is not known. */
  readonly locale: Locale | null;
}

/** What a link to confirm would do, or has done, for its page. */
export async function readConfirmation(followed: Followed): Promise<Confirmed> {
  const { ctx, member } = followed;
  const who = whoIs(ctx.shop.id, { id: member });
  const rows = await read(ctx, [...consentStatements(ctx, who), memberRow(who)]);
  const profile = firstOf<MemberRow>(rows, CONSENT_STATEMENTS)?.profile ?? null;
  const { locale } = profileFrom(profile);
  const mailed = rowsMailed(rows, followed);
  const of = (status: Status) => mailed.filter((row) => row.status === status);
  const [requested, granted] = [of("requested"), of("granted")];
  const shown = requested.length > 0 ? requested : granted;
  return {
    state: requested.length > 0 ? "open" : granted.length > 0 ? "confirmed" : "ended",
    purposes: shown.map((row) => row.purpose),
    sentences: await sentencesOf(ctx, requested, locale ?? ctx.shop.locale),
    locale,
  };
}

/**
 * Confirms what a link was mailed for: once, however often the button is pressed. The mail proves
 * the address, so what waits for another address stays as it is.
 */
export async function confirm(followed: Followed): Promise<Confirmed> {
  const { ctx, member: id } = followed;
  const who = whoIs(ctx.shop.id, { id });
  const ids = new Map(PURPOSES.map((purpose) => [purpose, newId("cns")]));
  const factId = newId("fct");
  await transact(ctx, {
    turn: `${ctx.shop.id} ${id}`,
    load: () => [...consentStatements(ctx, who), ...memberStatements(ctx, { who, spendable: 0 })],
    decide: async (rows) => {
      const member = await openMember(ctx, rows.slice(CONSENT_STATEMENTS), 0);
      const email = member && (await emailOf(member.row));
      const open = rowsMailed(rows, followed).filter(
        (row) => row.status === "requested" && row.address === email?.hash,
      );
      if (!member || open.length === 0) return { status: 200, body: {}, writes: [], fact: null };
      const grants = open.map((latest) => grantOf(latest, ids.get(latest.purpose) ?? ""));
      recordConsents(ctx, member, { rows, requests: [], email }, grants);
      return decided(ctx, member, factId, 200, {});
    },
  });
  return readConfirmation(followed);
}

const grantOf = ({ channel, purpose, source, wording }: LatestConsent, id: string): Prepared => ({
  id,
  channel,
  purpose,
  status: "granted",
  method: "double_opt_in",
  source,
  wordingId: wording,
});

/** Rows of the link's purposes that count, of the address that the link was mailed to. */
const rowsMailed = (rows: Batch, { parts }: Followed): LatestConsent[] => {
  const [mailedTo = "", purposes = ""] = parts;
  return purposesIn(purposes)
    .map((purpose) => latestOf(rows, purpose))
    .filter((latest) => latest !== null)
    .filter((latest) => isMailedTo(mailedTo, latest.address));
};
