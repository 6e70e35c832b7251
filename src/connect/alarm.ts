import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import type { Fact } from "../core/facts";
import { say, type Text } from "../core/i18n";
import type { FactRow } from "../core/tables";
import { read } from "../core/transact";
import { sha256 } from "../lib/hash";
import { sendMail } from "../mail";
import { reportReaders } from "../shops";
import { DISABLED } from "./disable";
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

/** Writes to the staff who get the shop's reports; the same alarm is one mail, however often. */
export async function tellStaff(
  ctx: Context,
  entry: FactRow & { readonly all: readonly Fact[] },
): Promise<void> {
  const fact = entry.all.find(({ type }) => type === DISABLED);
  if (typeof fact?.endpoint !== "string") return;
  const recipients = await reportReaders(ctx);
  if (recipients.length === 0) return;
  const row = firstOf<EndpointRow>(await read(ctx, [endpointStatement(ctx, fact.endpoint)]), 0);
  if (!row) return;
  const why = WHY[String(fact.reason)];
  for (const { email, locale } of recipients) {
    const voice = { locale, address: ctx.shop.address, currency: ctx.shop.currency };
    const values = {
      shop: ctx.shop.name,
      endpoint: row.id,
      host: new URL(row.url).host,
      why: why ? say(why, voice) : "",
    };
    const sent = await sendMail(ctx, {
      key: `webhook_disabled:${entry.id}:${(await sha256(email)).slice(0, 22)}`,
      to: email,
      subject: say(SUBJECT, voice, values),
      text: say(BODY, voice, values),
    });
    if (sent.kind === "not_now") throw new Error("mail is not taken now");
  }
}
