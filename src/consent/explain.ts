import type { Context } from "../core/context";
import { firstOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { formatDate, say, type Text } from "../core/i18n";
import { read } from "../core/transact";
import type { Explainer, Explanation } from "../members";
import { voiceOf } from "../program";
import type { Method, Purpose, Status } from "./rules";
import { consentView, type WordedConsent } from "./view";

const STATUS: Readonly<Record<Status, Text>> = {
  requested: {
    en: "On {date} the member was asked to confirm by e-mail that {purposes} may be sent by e-mail ({method}). Until then nothing may be.",
    de: "Am {date} wurde das Mitglied per E-Mail gebeten zu bestätigen, dass {purposes} per E-Mail kommen dürfen ({method}). Bis dahin ist nichts erlaubt.",
  },
  granted: {
    en: "On {date} the member allowed {purposes} by e-mail ({method}).",
    de: "Am {date} hat das Mitglied {purposes} per E-Mail erlaubt ({method}).",
  },
  withdrawn: {
    en: "On {date} the permission to send {purposes} by e-mail was withdrawn ({method}).",
    de: "Am {date} wurde die Erlaubnis, {purposes} per E-Mail zu schicken, zurückgenommen ({method}).",
  },
};
const PURPOSES: Readonly<Record<Purpose, Text>> = {
  marketing: { en: "news and offers", de: "Neuigkeiten und Angebote" },
  points: { en: "reminders of their points", de: "Erinnerungen an die eigenen Punkte" },
};
const METHODS: Readonly<Record<Method, Text>> = {
  form: { en: "by a form", de: "über ein Formular" },
  double_opt_in: {
    en: "confirmed by the link in an e-mail",
    de: "bestätigt über den Link in einer E-Mail",
  },
  api: { en: "told by the shop's system", de: "vom System des Shops gemeldet" },
  import: { en: "taken over from another system", de: "aus einem anderen System übernommen" },
  staff: { en: "recorded by staff", de: "vom Personal eingetragen" },
  link: { en: "by the link in an e-mail", de: "über den Link in einer E-Mail" },
  one_click: {
    en: "by the button of the mail program",
    de: "über den Knopf des E-Mail-Programms",
  },
  complaint: { en: "reported as spam", de: "als Spam gemeldet" },
};
const WORDING: Text = { en: "Worded: “{text}”", de: "Wortlaut: „{text}“" };

/** Why somebody may be written to, or no longer. One round trip. */
export async function explainConsent(ctx: Context, id: string): Promise<Explanation> {
  const rows = await read(ctx, [
    statement(
      `SELECT c.*, w.locale AS wording_locale, w.text AS wording_text FROM consents c
       LEFT JOIN wordings w ON w.shop = c.shop AND w.id = c.wording
       WHERE c.shop = ?1 AND c.id = ?2`,
      ctx.shop.id,
      id,
    ),
  ]);
  const row = firstOf<WordedConsent>(rows, 0);
  if (!row) throw new DomainError("not_found", "The shop has no such consent.");
  const voice = voiceOf(ctx);
  const told = say(STATUS[row.status], voice, {
    date: formatDate(row.happened_at, ctx.shop.timeZone, voice.locale),
    purposes: say(PURPOSES[row.purpose], voice),
    method: say(METHODS[row.method], voice),
  });
  const wording = row.wording_text;
  const { id: _, ...facts } = consentView(row);
  return {
    id,
    kind: "consent",
    member: row.member,
    text: wording === null ? told : `${told} ${say(WORDING, voice, { text: wording })}`,
    facts,
  };
}

export const consentExplainer: Explainer = { prefix: "cns", explain: explainConsent };
