import type { Locale } from "../core/context";
import { Languages, Site } from "../ui/site";

const TEXTS = {
  de: {
    title: "Anmelden",
    lead: "Die Übersicht öffnet sich mit einem geheimen Schlüssel Ihres Shops, der Berichte lesen darf (reports:read).",
    key: "Schlüssel",
    wrong: "Dieser Schlüssel gilt nicht, oder er darf keine Berichte lesen.",
    hint: "Wir speichern ihn nicht. Die Anmeldung gilt zwölf Stunden.",
    send: "Anmelden",
    docs: "API-Referenz",
  },
  en: {
    title: "Sign in",
    lead: "The overview opens with a secret key of your shop that may read reports (reports:read).",
    key: "Key",
    wrong: "This key is not valid, or it may not read reports.",
    hint: "We do not store it. You stay signed in for twelve hours.",
    send: "Sign in",
    docs: "API reference",
  },
};

interface SignInProps {
  readonly locale: Locale;
  readonly url: URL;
  readonly hasError: boolean;
}

export function SignInPage({ locale, url, hasError }: SignInProps) {
  const texts = TEXTS[locale];
  const footer = (
    <ul class="links">
      <li>
        <a href="/docs">{texts.docs}</a>
      </li>
      <li>
        <Languages url={url} locale={locale} />
      </li>
    </ul>
  );
  return (
    <Site title={`${texts.title} – Regulars`} locale={locale} layout="narrow" footer={footer}>
      <h1>{texts.title}</h1>
      <p>{texts.lead}</p>
      <form method="post" action={`/sign-in${url.search}`}>
        <label for="key">{texts.key}</label>
        <input
          id="key"
          name="key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          required
          maxlength={200}
          {...(hasError ? { "aria-invalid": "true", "aria-describedby": "wrong hint" } : {})}
          {...(hasError ? {} : { "aria-describedby": "hint" })}
        />
        {hasError ? <small id="wrong">{texts.wrong}</small> : null}
        <small id="hint">{texts.hint}</small>
        <button type="submit">{texts.send}</button>
      </form>
    </Site>
  );
}
