import { expect, test } from "vitest";
import { TEMPLATES } from "../../../src/journeys/templates";
import { liquidFor, rendered } from "../../../src/messages/liquid";

const beans = { one: "Bohne", other: "Bohnen" };
const units = [{ key: "points", name: { de: beans, en: { one: "bean", other: "beans" } } }];
const at = Date.UTC(2031, 2, 31, 22);

const VALUES = {
  ...{ amount: 120, unit: "points", balance: 150, expiresAt: at, lastOrderAt: at },
  ...{ rewardDe: "Ein Espresso", rewardEn: "An espresso", minimumTotal: 1500, validUntil: at },
  ...{ code: "7F3K-Q2HW-X", voucherDe: "10 % auf alles", voucherEn: "10% off everything" },
};

/** A journey's subject and body in German with "du". */
function german(journey: string, values: object): string[] {
  const voice = {
    locale: "de",
    address: "du",
    currency: "EUR",
    timeZone: "Europe/Berlin",
  } as const;
  const liquid = liquidFor({ voice, timeZone: "Europe/Berlin", parts: { units } as never });
  const { subject, body } = TEMPLATES.find((t) => t.journey === journey) ?? TEMPLATES[0] ?? never();
  return [subject, body].map(({ de }) =>
    rendered(liquid, typeof de === "string" ? de : de.du, values as never).trim(),
  );
}

const never = (): never => {
  throw new Error("no template");
};

test("the journeys speak German as people do", () => {
  expect(german("points_expiring", VALUES)).toEqual([
    "120 Bohnen verfallen am 31. März 2031",
    "120 Bohnen verfallen am 31. März 2031.\n\nBis dahin reicht dein Guthaben zum Beispiel für: Ein Espresso.",
  ]);
  expect(german("points_free", { ...VALUES, amount: 1 })).toEqual([
    "1 Bohne ist jetzt frei",
    "1 Bohne ist jetzt frei und kann eingelöst werden. Dein Guthaben beträgt damit 150 Bohnen.\n\nDas reicht zum Beispiel für: Ein Espresso.",
  ]);
  expect(german("win_back", VALUES)).toEqual([
    "Für dich: 10 % auf alles",
    "1. April 2031: So lange ist dein letzter Einkauf schon her. Wir würden uns freuen, dich bald wiederzusehen.\n\nFür deinen nächsten Einkauf haben wir etwas für dich: 10 % auf alles, ab einem Einkaufswert von 15 €.\n\nDein Code lautet 7F3K-Q2HW-X und gilt bis zum 31. März 2031.",
  ]);
});

test("without voucher or reward nothing is promised", () => {
  expect(german("win_back", { lastOrderAt: at }).join()).not.toMatch(/Code|\{\{|Für/);
  expect(german("points_free", { ...VALUES, rewardDe: undefined }).join()).not.toContain("reicht");
});
