import type { Context } from "../core/context";
import { openDatabase, rowsOf } from "../core/database";
import { isDevelopment, shardNamed } from "../core/env";
import { DomainError } from "../core/errors";
import type { Endpoint } from "../core/http";
import { readFrom } from "../core/transact";
import { findShop, type ShopRow, shopsAfter } from "../shops";
import { html, Site } from "../ui/site";
import { page, type Visit } from "../ui/visit";
import { latestMails, mailOfKey } from "./outbox";
import { splitAtLinks } from "./rules";
import type { MailRow } from "./tables";

/* The outbox of a developer's machine: every mail of every shop, to be read and clicked. */

const SHOPS = 250;
const MAILS = 200;

/** @throws {DomainError} not_found, but on a developer's machine */
function onlyInDevelopment({ ctx }: Visit): void {
  if (!isDevelopment(ctx.env)) throw new DomainError("not_found");
}

const pathOf = ({ shop, key }: MailRow, rest = ""): string =>
  `/outbox/${encodeURIComponent(key)}${rest}?shop=${shop}`;

const timeOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace("T", " ");

async function listPage(visit: Visit): Promise<Response> {
  onlyInDevelopment(visit);
  const { ctx, url } = visit;
  const asked = url.searchParams.get("shop");
  const one = asked === null ? null : await findShop(ctx.env, asked);
  const shops = one ? [one] : await shopsAfter(ctx.env, "", SHOPS);
  const mails = await mailsOf(ctx, shops);
  const names = new Map(shops.map((shop) => [shop.id, nameOf(shop)]));
  return html(
    <Site title="Outbox" locale="en" layout="wide">
      <h1>Outbox</h1>
      <p>
        On this machine no mail is sent: each is kept here for 30 days. Reload the page to see what
        came since.
      </p>
      {mails.length === 0 ? <p>No mail yet.</p> : <Mails mails={mails} names={names} />}
    </Site>,
  );
}

const nameOf = ({ name, sandbox_of }: ShopRow): string =>
  sandbox_of === null ? name : `${name} (sandbox)`;

async function mailsOf(ctx: Context, shops: readonly ShopRow[]): Promise<MailRow[]> {
  const shards = Map.groupBy(shops, (shop) => shop.shard);
  const found = await Promise.all(
    [...shards].map(async ([shard, of]) => {
      const db = openDatabase(shardNamed(ctx.env, shard), "first-primary");
      const ids = of.map((shop) => shop.id);
      return rowsOf<MailRow>(await readFrom(db, [latestMails(ids, MAILS)]), 0);
    }),
  );
  return found
    .flat()
    .sort((a, b) => b.recorded_at - a.recorded_at)
    .slice(0, MAILS);
}

interface MailsProps {
  readonly mails: readonly MailRow[];
  readonly names: ReadonlyMap<string, string>;
}

const Mails = ({ mails, names }: MailsProps) => (
  <ul>
    {mails.map((mail) => (
      <li>
        <p>
          <a href={pathOf(mail)}>{mail.subject || "(no subject)"}</a>
          {mail.deliveries > 1 ? ` (sent ${mail.deliveries} times)` : null}
          <br />
          <small>
            to {mail.recipient}, {timeOf(mail.sent_at)} UTC, from{" "}
            <a href={`/outbox?shop=${mail.shop}`}>{names.get(mail.shop)}</a>
          </small>
        </p>
      </li>
    ))}
  </ul>
);

/** @throws {DomainError} not_found */
async function mailIn({ ctx, url, params }: Visit): Promise<MailRow> {
  const row = await findShop(ctx.env, url.searchParams.get("shop") ?? "");
  if (!row) throw new DomainError("not_found");
  const db = openDatabase(shardNamed(ctx.env, row.shard), "first-primary");
  const found = rowsOf<MailRow>(await readFrom(db, [mailOfKey(row.id, params.key ?? "")]), 0)[0];
  if (!found) throw new DomainError("not_found");
  return found;
}

/** The page's own policy, with room for the mail's HTML in a frame. */
const FRAMING = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

async function mailPage(visit: Visit): Promise<Response> {
  onlyInDevelopment(visit);
  const mail = await mailIn(visit);
  const headers = Object.entries(JSON.parse(mail.headers) as Record<string, string>);
  return html(
    <Site title={mail.subject} locale="en" layout="wide">
      <p>
        <a href="/outbox">Outbox</a>
      </p>
      <h1>{mail.subject}</h1>
      <p>
        to {mail.recipient}, {timeOf(mail.sent_at)} UTC
        {mail.deliveries > 1 ? `, sent ${mail.deliveries} times` : null}
      </p>
      <h2>Text</h2>
      {mail.text.split(/\n{2,}/).map((paragraph) => (
        <p>
          {paragraph.split("\n").map((text) => (
            <>
              <Linked text={text} />
              <br />
            </>
          ))}
        </p>
      ))}
      {mail.html === null ? null : (
        <>
          <h2>HTML</h2>
          <iframe
            title="The mail as HTML"
            src={pathOf(mail, "/html")}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            width="100%"
            height="480"
          ></iframe>
        </>
      )}
      <h2>Headers</h2>
      <dl>
        {[["Key", mail.key], ...headers].map(([name, value = ""]) => (
          <>
            <dt>{name}</dt>
            <dd>
              <Linked text={value} />
            </dd>
          </>
        ))}
      </dl>
    </Site>,
    { headers: FRAMING },
  );
}

const Linked = ({ text }: { text: string }) => (
  <>
    {splitAtLinks(text).map((part) =>
      part.isLink ? <a href={part.text}>{part.text}</a> : part.text,
    )}
  </>
);

/** What a mail may do in its frame: show itself, and open links in a tab of their own. */
const MAIL_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
    "style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'self'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

async function htmlPage(visit: Visit): Promise<Response> {
  onlyInDevelopment(visit);
  const mail = await mailIn(visit);
  if (mail.html === null) throw new DomainError("not_found");
  return new Response(`<base target="_blank">${mail.html}`, { headers: MAIL_HEADERS });
}

export const mailPages: readonly Endpoint[] = [
  page({ method: "get", path: "/outbox", summary: "Mail kept on this machine", run: listPage }),
  page({ method: "get", path: "/outbox/:key", summary: "One mail", run: mailPage }),
  page({ method: "get", path: "/outbox/:key/html", summary: "A mail's HTML", run: htmlPage }),
];
