import type { Child } from "hono/jsx";
import { unsubscribeHeaders, unsubscribeUrl } from "../consent";
import type { Context } from "../core/context";
import { say } from "../core/i18n";
import { namesOf } from "../ledger";
import type { Mail } from "../mail";
import { type MessageText, type Reader, templateFor, textOf } from "./render";
import type { MessageRow } from "./tables";
import { GREETING, PLAIN_GREETING, UNSUBSCRIBE, WHY } from "./texts";

/** A message as a mail: text and HTML that say the same. @param key that sends it at most once */
export async function mailOf(
  ctx: Context,
  reader: Reader,
  row: MessageRow,
  { key, to }: { key: string; to: string },
): Promise<Mail> {
  const template = templateFor(ctx, row.journey);
  if (template === null) throw new Error(`no template of the journey ${row.journey}`);
  const text = textOf(template, reader, row);
  const letter: Letter = {
    locale: reader.voice.locale,
    subject: text.subject,
    greeting: greeting(reader),
    paragraphs: text.paragraphs,
    button: await buttonOf(ctx, row.member, text),
    why: whyText(reader, row),
    sender: ctx.shop.legalSender ?? "",
    unsubscribe: {
      label: say(UNSUBSCRIBE, reader.voice),
      url: (await unsubscribeUrl(ctx, row.member, "email", row.purpose)) ?? "",
    },
  };
  return {
    key,
    to,
    subject: text.subject,
    text: asText(letter),
    html: `<!doctype html>${<Document letter={letter} />}`,
    headers: await unsubscribeHeaders(ctx, row.member, "email", row.purpose),
    fromName: reader.shop,
  };
}

export interface Button {
  readonly label: string;
  readonly url: string;
}

/** Where a message leads: the member's card, else the shop; null where neither has an address. */
export async function buttonOf(
  ctx: Context,
  member: string,
  { action }: MessageText,
): Promise<Button | null> {
  if (action === null) return null;
  const card = action.url === "card" ? await ctx.registry.cardUrl(ctx, member) : null;
  const url = card ?? ctx.shop.homeUrl;
  return url === null ? null : { label: action.label, url };
}

interface Letter {
  readonly locale: string;
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly button: Button | null;
  readonly why: string;
  readonly sender: string;
  readonly unsubscribe: Button;
}

const greeting = ({ name, voice }: Reader): string =>
  name === null ? say(PLAIN_GREETING, voice) : say(GREETING, voice, { name });

const whyText = ({ shop, voice, parts }: Reader, row: MessageRow): string =>
  say(WHY[row.purpose], voice, {
    ...namesOf(parts, parts.units[0]?.key ?? "points", voice),
    shop,
  });

const asText = (letter: Letter): string =>
  [
    letter.greeting,
    ...letter.paragraphs,
    ...(letter.button ? [`${letter.button.label}: ${letter.button.url}`] : []),
    // The usual sign that a mail's own text ends here.
    `-- \n${letter.why}`,
    `${letter.unsubscribe.label}: ${letter.unsubscribe.url}`,
    letter.sender,
  ].join("\n\n");

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
/** Colours are left to the reader's light or dark mode, but for the button's own. */
const BODY = `${FONT};font-size:16px;line-height:1.5;margin:0;padding:24px 16px`;
const BUTTON =
  "display:inline-block;padding:12px 20px;border-radius:6px;background:#1d5c3f;color:#ffffff;" +
  "font-weight:600;text-decoration:none";
const SMALL = "font-size:13px;line-height:1.5;opacity:0.75;margin:0 0 8px";

const Document = ({ letter }: { letter: Letter }) => (
  <html lang={letter.locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{letter.subject}</title>
    </head>
    <body style={BODY}>
      <div style="max-width:560px;margin:0 auto">
        <Paragraph>{letter.greeting}</Paragraph>
        {letter.paragraphs.map((paragraph) => (
          <Paragraph>{lines(paragraph)}</Paragraph>
        ))}
        {letter.button && (
          <p style="margin:24px 0">
            <a href={letter.button.url} style={BUTTON}>
              {letter.button.label}
            </a>
          </p>
        )}
        <hr style="border:0;border-top:1px solid #8885;margin:32px 0 16px" />
        <p style={SMALL}>{letter.why}</p>
        <p style={SMALL}>
          <a href={letter.unsubscribe.url} style="color:inherit">
            {letter.unsubscribe.label}
          </a>
        </p>
        <p style={SMALL}>{letter.sender}</p>
      </div>
    </body>
  </html>
);

const Paragraph = ({ children }: { children: Child }) => <p style="margin:0 0 16px">{children}</p>;

const lines = (paragraph: string): Child[] =>
  paragraph.split("\n").flatMap((line, i) => (i === 0 ? [line] : [<br />, line]));
