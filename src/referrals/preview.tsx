import type { Address, Locale } from "../core/context";
import { say, type Text } from "../core/i18n";
import { html, Site } from "../ui/site";
import type { Card } from "./link";

/**
 * Programs that fetch a link to show a preview of it, and crawlers: none of them is a click. By
 * what they say of themselves; iMessage says facebookexternalhit and Twitterbot, Signal WhatsApp.
 */
const PREVIEWS = new RegExp(
  [
    "facebookexternalhit|facebot|meta-external|whatsapp/|twitterbot|slackbot|slack-imgproxy",
    "telegrambot|linkedinbot|discordbot|skypeuripreview|pinterestbot|pinterest/0\\.|mastodon/",
    "pleroma|misskey|akkoma|friendica|lemmy/|cardyb|redditbot|redditpreview|snap url preview",
    "viber/|kakaotalk-scrap|vkshare|line-poker|iframely|embedly|quora link preview|flipboardproxy",
    "bitlybot|nuzzel|outbrain|xing-contenttabreceiver|signal-desktop|synapse/|googlebot|bingbot",
    "yandexbot|applebot|duckduckbot|gptbot|crawler|spider|\\bbot\\b|\\+https?://[^)]*bot",
  ].join("|"),
  "i",
);

export const isPreview = (userAgent: string | null): boolean =>
  userAgent !== null && PREVIEWS.test(userAgent);

const TITLE: Text = {
  en: "{shop}: recommended to you",
  de: { du: "{shop}: eine Empfehlung für dich", sie: "{shop}: eine Empfehlung für Sie" },
};
const DESCRIPTION: Text = {
  en: "Somebody who likes to shop here thought of you. Have a look.",
  de: {
    du: "Jemand kauft gern hier ein und hat dabei an dich gedacht. Schau mal vorbei.",
    sie: "Jemand kauft gern hier ein und hat dabei an Sie gedacht. Schauen Sie gern vorbei.",
  },
};
const GO: Text = { en: "To {shop}", de: "Zu {shop}" };

interface Shown {
  readonly title: string;
  readonly description: string;
}

const voiceOf = ({ locale, address }: { locale: Locale; address: Address }) => ({
  locale,
  address,
  currency: "EUR",
  timeZone: "UTC",
});

/** What messengers show of a link: the shop's name, its picture, and that a friend sent it. */
export function previewAnswer(card: Card, url: string, target: string): Response {
  const voice = voiceOf(card);
  const shop = decodeURIComponent(card.name);
  const shown: Shown = {
    title: say(TITLE, voice, { shop }),
    description: say(DESCRIPTION, voice),
  };
  const page = (
    <html lang={card.locale}>
      <head>
        <meta charset="utf-8" />
        <title>{shown.title}</title>
        <meta name="description" content={shown.description} />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content={shop} />
        <meta property="og:title" content={shown.title} />
        <meta property="og:description" content={shown.description} />
        <meta property="og:url" content={url} />
        <meta property="og:locale" content={card.locale === "de" ? "de_DE" : "en_GB"} />
        {card.picture ? <meta property="og:image" content={card.picture} /> : null}
        <meta name="twitter:card" content={card.picture ? "summary_large_image" : "summary"} />
      </head>
      <body>
        <p>{shown.description}</p>
        <p>
          <a href={target}>{say(GO, voice, { shop })}</a>
        </p>
      </body>
    </html>
  );
  return html(page);
}

const NOWHERE = {
  de: {
    title: "Danke für die Empfehlung",
    text: "Leider lässt sich nicht erkennen, zu welchem Shop dieser Link gehört. Vielleicht fehlt am Ende ein Stück.",
  },
  en: {
    title: "Thank you for following a recommendation",
    text: "We cannot tell which shop this link belongs to. Perhaps a piece is missing at its end.",
  },
};

/** Where no shop is known there is nowhere to send people to. */
export function nowhere(request: Request): Response {
  const isGerman = /^de\b/i.test(request.headers.get("accept-language") ?? "");
  const locale = isGerman ? "de" : "en";
  const { title, text } = NOWHERE[locale];
  return html(
    <Site title={title} locale={locale} layout="narrow">
      <h1>{title}</h1>
      <p>{text}</p>
    </Site>,
  );
}
