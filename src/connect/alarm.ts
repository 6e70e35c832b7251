import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { say, type Text } from "../core/i18n";
import { describe, log } from "../core/log";
import { deleteTimer, type NewTimer, type TimerMessage, takeTimer } from "../core/timers";
import { read } from "../core/transact";
import { sha256 } from "../lib/hash";
import { DAY, MINUTE } from "../lib/time";
import { sendMail } from "../mail";
import { type ReportReader, reportReaders } from "../shops";
import { endpointStatement } from "./store";
import type { EndpointRow } from "./tables";

const SUBJECT: Text = {
  en: "{shop}: a webhook was disabled",
  de: "{shop}: Ein Webhook wurde abgeschaltet",
};
const WHY: Readonly<Record<string, Text>> = {
  failing: {
    en: "It has taken no message for three days.",
    de: "Dort wurde seit drei Tagen keine Nachricht mehr angenommen.",
  },
  gone: {
    en: "The server answered that it is gone for good (410).",
    de: "Der Server hat geantwortet, dass es ihn dort nicht mehr gibt (410).",
  },
};
const BODY: Text = {
  en: `Hello,

nothing more is sent to the webhook {endpoint} at {host}. {why}

To switch it on again: PATCH /v1/webhooks/{endpoint} with {"status": "enabled"}. What failed before can then be sent again with POST /v1/webhooks/{endpoint}/replay.
`,
  de: `Guten Tag,

an den Webhook {endpoint} bei {host} wird nichts mehr gesendet. {why}

Wieder einschalten: PATCH /v1/webhooks/{endpoint} mit {"status": "enabled"}. Was vorher fehlgeschlagen ist, lässt sich danach mit POST /v1/webhooks/{endpoint}/replay erneut senden.
`,
};

/** A timer's kind; its subject names endpoint, reader and since when. */
const ALARM = "webhook_alarm";
/** What the mail server does not take is tried again so often, and for no longer than a day. */
const AGAIN_MS = 10 * MINUTE;
const PATIENCE_MS = DAY;

const hashOf = async (email: string): Promise<string> => (await sha256(email)).slice(0, 22);

/** Alarms for the commit that disables an endpoint: one for each who gets the shop's reports. */
export async function alarmsOf(ctx: Context, endpoint: string): Promise<NewTimer[]> {
  const readers = await reportReaders(ctx);
  const hashes = await Promise.all(readers.map(({ email }) => hashOf(email)));
  return hashes.map((hash) => ({
    dueAt: ctx.now,
    subject: `${endpoint} ${hash} ${ctx.now}`,
    kind: ALARM,
  }));
}

/** An alarm's timer fires: one mail to one of the staff, unless the endpoint is on again. */
export async function tellStaff(ctx: Context, timer: TimerMessage): Promise<void> {
  if (timer.dueAt > ctx.now) return;
  const [endpoint = "", hash = "", since = ""] = timer.subject.split(" ");
  const held = { ...timer, dueAt: ctx.now + AGAIN_MS };
  const rows = await read(ctx, [takeTimer(timer, held.dueAt), endpointStatement(ctx, endpoint)]);
  // Of two deliveries only one takes the timer, and sends.
  if (!firstOf(rows, 0)) return;
  const row = firstOf<EndpointRow>(rows, 1);
  const reader = await readerOf(ctx, hash);
  const isOver = ctx.now - Number(since) > PATIENCE_MS;
  const isDone = isOver || row?.status !== "disabled" || !reader;
  if (isDone || (await send(ctx, row, reader, `${ALARM}:${timer.subject}`))) {
    await read(ctx, [deleteTimer(held)]);
  }
}

async function readerOf(ctx: Context, hash: string): Promise<ReportReader | null> {
  for (const reader of await reportReaders(ctx)) {
    if ((await hashOf(reader.email)) === hash) return reader;
  }
  return null;
}

/** @returns whether the mail is done with; else the timer tries again. */
async function send(ctx: Context, row: EndpointRow, { email, locale }: ReportReader, key: string) {
  const why = WHY[row.disabled_reason ?? ""];
  const { address, currency, timeZone } = ctx.shop;
  const voice = { locale, address, currency, timeZone };
  const values = {
    shop: ctx.shop.name,
    endpoint: row.id,
    host: new URL(row.url).host,
    why: why ? say(why, voice) : "",
  };
  const [subject, text] = [say(SUBJECT, voice, values), say(BODY, voice, values)];
  try {
    const sent = await sendMail(ctx, { key, to: email, subject, text });
    if (sent.kind !== "sent") {
      log("error", "alarm_not_sent", { shop: ctx.shop.id, reason: sent.reason });
    }
    return sent.kind !== "not_now";
  } catch (error) {
    // It may have arrived: the journal and the log have the alarm too.
    log("error", "alarm_unknown", { shop: ctx.shop.id, error: describe(error) });
    return true;
  }
}
