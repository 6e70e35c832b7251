import type { Context } from "../core/context";
import { formatDate, say, type Text } from "../core/i18n";
import { voiceOf } from "../program";
import { CONFIRM_MS } from "./links";

const SUBJECT: Text = {
  en: "Please confirm your e-mail address",
  de: {
    du: "Bitte bestätige deine E-Mail-Adresse",
    sie: "Bitte bestätigen Sie Ihre E-Mail-Adresse",
  },
};
const INTRO: Text = {
  en: "Somebody, we hope you, has entered this e-mail address at {shop} and agreed to the following:",
  de: {
    du: "jemand – wir hoffen, du – hat bei {shop} diese E-Mail-Adresse eingetragen und Folgendem zugestimmt:",
    sie: "jemand – wir hoffen, Sie – hat bei {shop} diese E-Mail-Adresse eingetragen und Folgendem zugestimmt:",
  },
};
const HELLO: Text = { en: "Hello,", de: { du: "Hallo,", sie: "Guten Tag," } };
const ASK: Text = {
  en: "If it was you, please confirm it here by {date}:",
  de: {
    du: "Warst du das? Dann bestätige es bitte bis zum {date} hier:",
    sie: "Waren Sie das? Dann bestätigen Sie es bitte bis zum {date} hier:",
  },
};
const BUTTON: Text = { en: "Confirm", de: "Bestätigen" };
const IGNORE: Text = {
  en: "If it was not you, you need not do anything: without your confirmation we will not write to you again.",
  de: {
    du: "Warst du es nicht, brauchst du nichts zu tun: Ohne deine Bestätigung schreiben wir dir nicht.",
    sie: "Waren Sie es nicht, brauchen Sie nichts zu tun: Ohne Ihre Bestätigung schreiben wir Ihnen nicht.",
  },
};

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The mail that asks the owner of an address whether it was they. It advertises nothing, and holds
 * nothing that whoever filled in the form could have written: else forms would send spam.
 */
export function confirmingMail(ctx: Context, sentences: readonly string[], url: string): Letter {
  const voice = voiceOf(ctx);
  const { shop, locale } = ctx;
  const values = {
    shop: shop.name,
    date: formatDate(ctx.now + CONFIRM_MS, shop.timeZone, locale),
  };
  const told = (text: Text) => say(text, voice, values);
  const sender = shop.legalSender ?? shop.name;
  const [open, close] = locale === "de" ? ["„", "“"] : ["“", "”"];
  return {
    subject: told(SUBJECT),
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": locale },
    text: [
      told(HELLO),
      told(INTRO),
      ...sentences.map((sentence) => `${open}${sentence}${close}`),
      `${told(ASK)}\n${url}`,
      told(IGNORE),
      `-- \n${sender}`,
    ].join("\n\n"),
    html: `<!doctype html>${(
      <html lang={locale}>
        <head>
          <meta charset="utf-8" />
          <title>{told(SUBJECT)}</title>
        </head>
        <body style="font-family: sans-serif; line-height: 1.5; max-width: 34em">
          <p>{told(HELLO)}</p>
          <p>{told(INTRO)}</p>
          {sentences.map((sentence) => (
            <blockquote>{sentence}</blockquote>
          ))}
          <p>
            {told(ASK)}
            <br />
            <a href={url}>{told(BUTTON)}</a>
          </p>
          <p>{told(IGNORE)}</p>
          <p style="font-size: small; white-space: pre-line">{sender}</p>
        </body>
      </html>
    )}`,
  };
}
