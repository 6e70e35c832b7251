import type { MessageTemplate } from "../messages";

export type Journey = "win_back" | "points_expiring" | "points_free";

type Template = Omit<MessageTemplate, "custom"> & { readonly journey: Journey };

/*
 * German bodies begin with a number, as a mail puts a greeting with a comma before them and the
 * inbox none.
 *
 * The values that these texts and those of a program can use; see `values.ts`:
 * win_back: `lastOrderAt`, and with a voucher `voucherEn`, `voucherDe`, `code`, `validUntil`,
 * `minimumTotal`; the others: `amount`, `unit`, `balance`, `rewardEn` and `rewardDe` of a reward
 * that the balance covers, where there is one, and `expiresAt` of what expires.
 */

const CARD: NonNullable<MessageTemplate["action"]> = {
  url: "card",
  label: {
    en: "Open your card",
    de: { du: "Deine Karte ansehen", sie: "Ihre Karte ansehen" },
  },
};

const one = (singular: string, plural: string): string =>
  `{% if amount == 1 %}${singular}{% else %}${plural}{% endif %}`;

const VOUCHER_EN = `{% if code %}Here is a little something for your next order: {{ voucherEn }}{% if minimumTotal %}, from {{ minimumTotal | money }} on{% endif %}.

Your code is {{ code }}{% if validUntil %}, valid until {{ validUntil | last_day }}{% endif %}.{% endif %}`;

const voucherDe = (intro: string, code: string) =>
  `{% if code %}${intro}: {{ voucherDe }}{% if minimumTotal %}, ab einem Einkaufswert von {{ minimumTotal | money }}{% endif %}.

${code} lautet {{ code }}{% if validUntil %} und gilt bis zum {{ validUntil | last_day }}{% endif %}.{% endif %}`;

const WIN_BACK: Template = {
  journey: "win_back",
  subject: {
    en: "{% if code %}For you: {{ voucherEn }}{% else %}It has been a while{% endif %}",
    de: {
      du: "{% if code %}Für dich: {{ voucherDe }}{% else %}Lange nicht gesehen{% endif %}",
      sie: "{% if code %}Für Sie: {{ voucherDe }}{% else %}Schön, wenn wir Sie bald wiedersehen{% endif %}",
    },
  },
  body: {
    en: `Your last order was on {{ lastOrderAt | date }}, and we would love to see you again.

${VOUCHER_EN}`,
    de: {
      du: `{{ lastOrderAt | date }}: So lange ist dein letzter Einkauf schon her. Wir würden uns freuen, dich bald wiederzusehen.

${voucherDe("Für deinen nächsten Einkauf haben wir etwas für dich", "Dein Code")}`,
      sie: `{{ lastOrderAt | date }}: So lange ist Ihr letzter Einkauf schon her. Wir würden uns freuen, Sie bald wiederzusehen.

${voucherDe("Für Ihren nächsten Einkauf haben wir etwas für Sie", "Ihr Code")}`,
    },
  },
  action: CARD,
};

const EXPIRING_DE = `{{ amount | points: unit }} ${one("verfällt", "verfallen")} am {{ expiresAt | last_day }}`;

const POINTS_EXPIRING: Template = {
  journey: "points_expiring",
  subject: {
    en: `{{ amount | points: unit }} ${one("expires", "expire")} on {{ expiresAt | last_day }}`,
    de: EXPIRING_DE,
  },
  body: {
    en: `{{ amount | points: unit }} of yours ${one("expires", "expire")} on {{ expiresAt | last_day }}.

{% if rewardEn %}Until then your balance still gets you, for example: {{ rewardEn }}.{% else %}Your card shows what you can still do with ${one("it", "them")} until then.{% endif %}`,
    de: {
      du: `${EXPIRING_DE}.

{% if rewardDe %}Bis dahin reicht dein Guthaben zum Beispiel für: {{ rewardDe }}.{% else %}Auf deiner Karte siehst du, was du bis dahin noch damit anfangen kannst.{% endif %}`,
      sie: `${EXPIRING_DE}.

{% if rewardDe %}Bis dahin reicht Ihr Guthaben zum Beispiel für: {{ rewardDe }}.{% else %}Auf Ihrer Karte sehen Sie, was Sie bis dahin noch damit anfangen können.{% endif %}`,
    },
  },
  action: CARD,
};

const FREE_DE = `{{ amount | points: unit }} ${one("ist", "sind")} jetzt frei`;

const POINTS_FREE: Template = {
  journey: "points_free",
  subject: {
    en: `{{ amount | points: unit }} ${one("is", "are")} yours to spend now`,
    de: FREE_DE,
  },
  body: {
    en: `{{ amount | points: unit }} from your order ${one("is", "are")} no longer on the way: you can spend ${one("it", "them")} from today. Your balance is now {{ balance | points: unit }}.

{% if rewardEn %}That is enough for, among others: {{ rewardEn }}.{% endif %}`,
    de: {
      du: `${FREE_DE} und ${one("kann", "können")} eingelöst werden. Dein Guthaben beträgt damit {{ balance | points: unit }}.

{% if rewardDe %}Das reicht zum Beispiel für: {{ rewardDe }}.{% endif %}`,
      sie: `${FREE_DE} und ${one("kann", "können")} eingelöst werden. Ihr Guthaben beträgt damit {{ balance | points: unit }}.

{% if rewardDe %}Das reicht zum Beispiel für: {{ rewardDe }}.{% endif %}`,
    },
  },
  action: CARD,
};

export const TEMPLATES: readonly Template[] = [WIN_BACK, POINTS_EXPIRING, POINTS_FREE];
