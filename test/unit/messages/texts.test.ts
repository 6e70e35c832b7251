import { expect, test } from "vitest";
import type { Address, Locale } from "../../../src/core/context";
import type { ProgramParts } from "../../../src/core/registry";
import { fateText } from "../../../src/messages/explain";
import { contactProgram } from "../../../src/messages/program";
import type { MessageRow } from "../../../src/messages/tables";
import { REASONS } from "../../../src/messages/texts";
import { STATUSES } from "../../../src/messages/types";

/* Snapshots are read aloud before they are taken. */

const voice = (locale: Locale, address: Address = "du") => ({
  locale,
  address,
  currency: "EUR",
  timeZone: "Europe/Berlin",
});

const row = (more: Partial<MessageRow>): MessageRow => ({
  shop: "shp_1",
  member: "mem_1",
  key: "probe:1",
  journey: "probe",
  purpose: "points",
  channel: "email",
  status: "sent",
  reason: null,
  stops_on_order: 0,
  last_order_at: null,
  details: "{}",
  program: 1,
  attempts: 1,
  due_at: 0,
  planned_at: 0,
  claimed_at: null,
  sent_at: Date.UTC(2030, 4, 15, 10),
  read_at: null,
  ...more,
});

const fates = (locale: Locale): string[] =>
  [
    ...STATUSES.map((status) => row({ status, reason: REASON_OF[status] ?? null })),
    row({ attempts: 2 }),
  ].map((message) => fateText(voice(locale), "Europe/Berlin", message));

const REASON_OF: Readonly<Record<string, string>> = {
  shown: "no_consent",
  held_out: "held_out",
  cancelled: "ordered",
  failed: "550_mailbox_unknown",
};

test("every fate of a message is a sentence in German", () => {
  expect(fates("de")).toMatchInlineSnapshot(`
    [
      "Im Postfach gezeigt, aber nicht per E-Mail verschickt: Für solche E-Mails liegt keine Einwilligung vor.",
      "Im Postfach gezeigt. Die E-Mail geht hinaus, sobald Ruhezeit und E-Mail-Dienst es zulassen.",
      "Im Postfach gezeigt. Die E-Mail wird gerade an den E-Mail-Dienst übergeben.",
      "Im Postfach gezeigt und am 15. Mai 2030 per E-Mail verschickt.",
      "Weder gezeigt noch verschickt: Das Mitglied gehört bei dieser Nachricht zur Vergleichsgruppe.",
      "Nicht verschickt und nicht im Postfach, denn die Nachricht hatte sich um mehr als 48 Stunden verspätet.",
      "Vor dem Versand zurückgezogen: Das Mitglied hat inzwischen bestellt.",
      "Im Postfach gezeigt, aber die E-Mail ging nicht hinaus: Der E-Mail-Dienst hat sie nicht angenommen (550_mailbox_unknown).",
      "Im Postfach gezeigt und an den E-Mail-Dienst übergeben, der den Versand nie bestätigt hat. Damit niemand die Nachricht doppelt bekommt, wird sie nicht noch einmal verschickt.",
      "Im Postfach gezeigt und am 15. Mai 2030 per E-Mail verschickt. Die Nachricht wurde unter demselben Schlüssel zweimal übergeben, weil die erste Antwort ausblieb.",
    ]
  `);
});

test("every fate of a message is a sentence in English", () => {
  expect(fates("en")).toMatchInlineSnapshot(`
    [
      "Shown in the inbox but not mailed: the member has not agreed to such mail.",
      "Shown in the inbox. The mail goes out as soon as quiet hours and mail service allow.",
      "Shown in the inbox. The mail is on its way to the mail service.",
      "Shown in the inbox and mailed on 15 May 2030.",
      "Neither shown nor mailed: the member is in the comparison group of this journey.",
      "Not mailed and not in the inbox, as it was more than 48 hours late.",
      "Withdrawn before it was mailed: the member has ordered in the meantime.",
      "Shown in the inbox, but the mail did not go out: the mail service did not take it (550_mailbox_unknown).",
      "Shown in the inbox and handed to the mail service, which never confirmed it. So that nobody gets it twice, it is not sent again.",
      "Shown in the inbox and mailed on 15 May 2030. It was handed over twice under one key, as the first answer never came.",
    ]
  `);
});

test("every reason why a message was not pushed completes a sentence", () => {
  const said = (locale: Locale) =>
    Object.keys(REASONS).map(
      (reason) => fateText(voice(locale), "UTC", row({ status: "shown", reason })).split(": ")[1],
    );
  expect([said("de"), said("en")]).toMatchInlineSnapshot(`
    [
      [
        "Es ist keine E-Mail-Adresse bekannt.",
        "Für solche E-Mails liegt keine Einwilligung vor.",
        "Die Einwilligung wurde noch nicht über den Link in der E-Mail bestätigt.",
        "Das Mitglied hat die Einwilligung widerrufen.",
        "Die Adresse ist gesperrt, etwa weil E-Mails zurückkamen oder beanstandet wurden.",
        "Die Adresse hat sich seit der Einwilligung geändert.",
        "Das Mitglied hat innerhalb von sieben Tagen schon so viele Nachrichten bekommen, wie das Programm erlaubt.",
        "Das Mitglied gehört bei dieser Nachricht zur Vergleichsgruppe.",
        "In den Einstellungen des Shops fehlt der rechtliche Absender.",
        "Die öffentliche Adresse des Servers ist nicht eingestellt; ohne sie könnte sich niemand abmelden.",
        "Das Mitglied hat inzwischen bestellt.",
        "Auf dem Server ist kein E-Mail-Versand eingerichtet.",
        "Die E-Mail-Adresse ist nicht verwendbar.",
        "Das Mitglied wurde gelöscht.",
      ],
      [
        "no mail address is known.",
        "the member has not agreed to such mail.",
        "the member has not yet confirmed the consent by the link in the mail.",
        "the member has withdrawn the consent.",
        "the address is blocked, for example as mail to it came back or was complained about.",
        "the address has changed since the member agreed.",
        "the member got as many messages within seven days as the program allows.",
        "the member is in the comparison group of this journey.",
        "the shop has not set its legal sender.",
        "the server does not know its public address, without which nobody could unsubscribe.",
        "the member has ordered in the meantime.",
        "the server has no way to send mail.",
        "the mail address cannot be used.",
        "the member was erased.",
      ],
    ]
  `);
});

test("a program says how often and when it writes, to du and to Sie", () => {
  const parts = (contact: object) => ({ contact }) as unknown as ProgramParts;
  const night = { from: "20:00", until: "08:00" };
  const said = [
    { capPerWeek: 2, quietHours: night },
    { capPerWeek: 1, quietHours: night },
    { capPerWeek: 3, quietHours: null },
    { capPerWeek: 0, quietHours: night },
  ].flatMap((contact) =>
    [voice("de", "du"), voice("de", "sie"), voice("en")].map(
      (v) => contactProgram.sentences(parts(contact), v)[0]?.text,
    ),
  );
  expect(said).toMatchInlineSnapshot(`
    [
      "Wir schicken dir höchstens 2 Nachrichten pro Woche, und zwischen 20:00 und 08:00 Uhr gar keine.",
      "Wir schicken Ihnen höchstens 2 Nachrichten pro Woche, und zwischen 20:00 und 08:00 Uhr gar keine.",
      "We send you at most 2 messages a week, and none between 20:00 and 08:00.",
      "Wir schicken dir höchstens eine Nachricht pro Woche, und zwischen 20:00 und 08:00 Uhr gar keine.",
      "Wir schicken Ihnen höchstens eine Nachricht pro Woche, und zwischen 20:00 und 08:00 Uhr gar keine.",
      "We send you at most one message a week, and none between 20:00 and 08:00.",
      "Wir schicken dir höchstens 3 Nachrichten pro Woche.",
      "Wir schicken Ihnen höchstens 3 Nachrichten pro Woche.",
      "We send you at most 3 messages a week.",
      "Wir schicken dir keine Nachrichten.",
      "Wir schicken Ihnen keine Nachrichten.",
      "We send you no messages.",
    ]
  `);
});
