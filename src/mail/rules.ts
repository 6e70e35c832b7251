/** A mail to one person. `key` is its identity: the same key is the same mail, sent again. */
export interface Mail {
  /** Becomes the Message-ID and the Idempotency-Key, by which providers drop duplicates. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stands before the address that mail comes from; the shop's name without it. */
  readonly fromName?: string;
}

/** What surely became of a mail. What is not sure is thrown instead. */
export type Sent =
  | { readonly kind: "sent" }
  /** It will never be taken: sending it again is of no use. */
  | { readonly kind: "refused"; readonly reason: string }
  /** It was surely not taken; later it may be. */
  | { readonly kind: "not_now"; readonly reason: string };

export const refused = (reason: string): Sent => ({ kind: "refused", reason });
export const notNow = (reason: string): Sent => ({ kind: "not_now", reason });

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for.
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it refuses.
const ADDRESS = /^[^\s<>@",;:\\()[\]\u0000-\u001f\u007f]+@[^\s<>@",;:\\()[\]\u0000-\u001f\u007f]+$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,99}$/;
/** What a mail's own fields say, or the format itself: never up to a caller's header. */
const RESERVED =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|content-(?!language).*|dkim-.*|received|return-path|idempotency-key)$/i;

/** Text without line ends and other control characters: nothing can start a header of its own. */
export const oneLine = (text: string): string => text.replace(CONTROL, " ").trim();

/** Whether a text is one address and nothing else. */
export const isAddress = (text: string): boolean => ADDRESS.test(text) && text.length <= 320;

/** The caller's headers, each on one line; null when a name is none or not the caller's to set. */
export function ownHeaders(mail: Mail): Record<string, string> | null {
  const headers = Object.entries(mail.headers ?? {});
  if (headers.some(([name]) => !HEADER_NAME.test(name) || RESERVED.test(name))) return null;
  return Object.fromEntries(headers.map(([name, value]) => [name, oneLine(value)]));
}

/** The key as the left side of a Message-ID (RFC 5322, dot-atom): equal only for equal keys. */
export const messageId = (key: string, host: string): string =>
  `<${[...key].map((sign) => (/[\w+-]/.test(sign) && sign !== "_" ? sign : `_${sign.codePointAt(0)?.toString(16)}_`)).join("")}@${host}>`;

const PLAIN = /^[\x20-\x7e]*$/;
/** RFC 2047 allows 75 signs a word, of which `=?UTF-8?B??=` takes 12: 45 bytes make 60 signs. */
const WORD_BYTES = 45;
const encoder = new TextEncoder();

/** A header's text as RFC 2047 has it: as it is where it is plain and short, else in words. */
export function encoded(text: string): string {
  if (PLAIN.test(text) && text.length <= 60 && !text.includes("=?")) return text;
  const words: string[] = [];
  let word = "";
  for (const sign of text) {
    if (encoder.encode(word + sign).length > WORD_BYTES) {
      words.push(word);
      word = "";
    }
    word += sign;
  }
  return [...words, word].map(encodedWord).join("\r\n ");
}

const encodedWord = (word: string): string =>
  `=?UTF-8?B?${btoa(String.fromCharCode(...encoder.encode(word)))}?=`;

/** `"Café" <bonus@shop.example>`, the name quoted or encoded. */
export function mailbox(name: string, address: string): string {
  const clean = oneLine(name);
  if (clean === "") return address;
  const written = encoded(clean);
  const phrase = written === clean ? `"${clean.replace(/["\\]/g, "\\$&")}"` : written;
  return `${phrase} <${address}>`;
}

/** An address whose domain is written as mail servers take it: `münchen.de` as `xn--…`. */
export function asciiDomain(address: string): string {
  const at = address.lastIndexOf("@");
  const url = `http://${address.slice(at + 1)}`;
  return URL.canParse(url) ? `${address.slice(0, at)}@${new URL(url).hostname}` : address;
}

/** A text cut at the addresses of pages in it. */
export function splitAtLinks(text: string): { text: string; isLink: boolean }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, i) => ({ text: part, isLink: i % 2 === 1 }))
    .filter((part) => part.text !== "");
}
