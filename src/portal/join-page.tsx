import type { Context } from "../core/context";
import { say } from "../core/i18n";
import { namesOf } from "../ledger";
import { type Program, summaryOf, voiceOf } from "../program";
import { Languages, Site } from "../ui/site";
import { JOIN } from "./texts";

/** A permission that can be given with joining: unticked, and in the words that are recorded. */
export interface Offer {
  readonly purpose: string;
  readonly sentence: string;
}

/** What was typed, or nothing yet. */
export interface Typed {
  readonly name: string;
  readonly email: string;
  readonly ticked: readonly string[];
  readonly hasError: boolean;
}

export const NOTHING_TYPED: Typed = { name: "", email: "", ticked: [], hasError: false };

interface JoinProps {
  readonly ctx: Context;
  readonly program: Program;
  readonly offers: readonly Offer[];
  readonly url: URL;
  readonly typed: Typed;
  /** What the friend gets through whose link they came; null without one. */
  readonly invitation: string | null;
}

/** The name of the field that people do not see. */
export const TRAP = "website";

export function JoinPage(props: JoinProps) {
  const { ctx, program, url, invitation } = props;
  const voice = voiceOf(ctx);
  const { parts } = program;
  const [unit] = parts.units.map(({ key }) => key);
  const values = { shop: ctx.shop.name, ...namesOf(parts, unit ?? "", voice) };
  const lead = unit === undefined ? summaryOf(ctx, parts, voice) : say(JOIN.lead, voice, values);
  const title = say(JOIN.title, voice, values);
  const { homeUrl } = ctx.shop;
  return (
    <Site
      title={title}
      locale={ctx.locale}
      layout="narrow"
      footer={<Languages url={url} locale={ctx.locale} />}
    >
      <h1>{title}</h1>
      <p>{lead}</p>
      {invitation === null ? null : <p class="gift">{invitation}</p>}
      <Form {...props} />
      <p>
        <small>
          {say(unit === undefined ? JOIN.meaningPlain : JOIN.meaning, voice, values)}{" "}
          {homeUrl === null ? null : (
            <a href={homeUrl}>{say(JOIN.more, voice, { site: new URL(homeUrl).hostname })}</a>
          )}
        </small>
      </p>
    </Site>
  );
}

function Form({ ctx, offers, url, typed }: JoinProps) {
  const voice = voiceOf(ctx);
  return (
    <form method="post" action={`${url.pathname}${url.search}`}>
      <label for="name">{say(JOIN.name, voice)}</label>
      <input id="name" name="name" autocomplete="name" maxlength={120} value={typed.name} />
      <label for="email">{say(JOIN.email, voice)}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="email"
        inputmode="email"
        maxlength={255}
        required
        value={typed.email}
        {...(typed.hasError ? { "aria-invalid": "true", "aria-describedby": "email-wrong" } : {})}
      />
      {typed.hasError ? <small id="email-wrong">{say(JOIN.emailWrong, voice)}</small> : null}
      <fieldset>
        <legend>{say(JOIN.may, voice)}</legend>
        {offers.map(({ purpose, sentence }) => (
          <label>
            <input
              type="checkbox"
              name="consent"
              value={purpose}
              checked={typed.ticked.includes(purpose)}
            />
            <span>{sentence}</span>
          </label>
        ))}
      </fieldset>
      <div class="trap" aria-hidden="true">
        <label for={TRAP}>{say(JOIN.trap, voice)}</label>
        <input id={TRAP} name={TRAP} tabindex={-1} autocomplete="off" />
      </div>
      <button type="submit">{say(JOIN.send, voice)}</button>
    </form>
  );
}

interface NoteProps {
  readonly ctx: Context;
  readonly title: string;
  readonly texts: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
}

/** A page that says one thing. */
export const Note = ({ ctx, title, texts, link }: NoteProps) => (
  <Site title={`${title} – ${ctx.shop.name}`} locale={ctx.locale} layout="narrow">
    <h1>{title}</h1>
    {texts.map((text) => (
      <p>{text}</p>
    ))}
    {link === undefined ? null : (
      <p>
        <a class="onward" href={link.url}>
          {link.label}
        </a>
      </p>
    )}
  </Site>
);

interface ConfirmProps {
  readonly ctx: Context;
  readonly action: string;
  /** The sentences they ticked. */
  readonly agreed: readonly string[];
}

/** One button: programs that open links in mails confirm nothing by looking. */
export function ConfirmPage({ ctx, action, agreed }: ConfirmProps) {
  const voice = voiceOf(ctx);
  return (
    <Site title={say(JOIN.confirmTitle, voice)} locale={ctx.locale} layout="narrow">
      <h1>{say(JOIN.confirmTitle, voice)}</h1>
      <p>{say(JOIN.confirmLead, voice, { shop: ctx.shop.name })}</p>
      {agreed.length === 0 ? null : (
        <>
          <p>{say(JOIN.agreed, voice)}</p>
          <ul>
            {agreed.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <form method="post" action={action}>
        <button type="submit">{say(JOIN.confirm, voice)}</button>
      </form>
    </Site>
  );
}
