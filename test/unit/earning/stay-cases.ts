import { rule, type SentenceCase } from "./shop";

/* Rules about stays, and what they are as sentences, read aloud: exactly this is said. */

const NIGHT = { type: "points", amount: 50, each: "night" };
const TWICE = { type: "multiply", percent: 200 };
const AFTER_STAY = { after: "stay_end" };

export const STAY_CASES: readonly SentenceCase[] = [
  {
    name: "points for every night",
    document: rule({ give: NIGHT }),
    ruleId: "earning.r",
    en: "You get 50 points for every night.",
    du: "Für jede Nacht bekommst du 50 Punkte.",
    sie: "Für jede Nacht bekommen Sie 50 Punkte.",
  },
  {
    name: "points for every night of long stays",
    document: rule({ if: { minimumNights: 3 }, give: NIGHT }),
    ruleId: "earning.r",
    en: "You get 50 points for every night on stays of at least 3 nights.",
    du: "Für jede Nacht bekommst du bei Aufenthalten ab 3 Nächten 50 Punkte.",
    sie: "Für jede Nacht bekommen Sie bei Aufenthalten ab 3 Nächten 50 Punkte.",
  },
  {
    name: "points for every night in some rooms, booked online",
    document: rule({ if: { categories: ["Suiten"], channels: ["online"] }, give: NIGHT }),
    ruleId: "earning.r",
    en: "You get 50 points for every night in “Suiten” with every online order.",
    du: "Bei jeder Online-Bestellung bekommst du für jede Nacht in „Suiten“ 50 Punkte.",
    sie: "Bei jeder Online-Bestellung bekommen Sie für jede Nacht in „Suiten“ 50 Punkte.",
  },
  {
    name: "points for every night in one room of a category",
    document: rule({ if: { categories: ["Suiten"], skus: ["S-1", "S-2"] }, give: NIGHT }),
    ruleId: "earning.r",
    en: "You get 50 points for every night in “S-1” or “S-2” from “Suiten”.",
    du: "Für jede Nacht in „S-1“ oder „S-2“ aus „Suiten“ bekommst du 50 Punkte.",
    sie: "Für jede Nacht in „S-1“ oder „S-2“ aus „Suiten“ bekommen Sie 50 Punkte.",
  },
  {
    name: "double points on long stays",
    document: rule({ if: { minimumNights: 7 }, give: TWICE }),
    ruleId: "earning.r",
    en: "You get double points on stays of at least 7 nights.",
    du: "Bei Aufenthalten ab 7 Nächten gibt es doppelte Punkte.",
  },
  {
    name: "double points on any stay",
    document: rule({ if: { minimumNights: 1 }, give: TWICE }),
    ruleId: "earning.r",
    en: "You get double points on stays overnight.",
    du: "Bei Übernachtungen gibt es doppelte Punkte.",
  },
  {
    name: "points at the end of the stay",
    document: rule({ give: NIGHT, pending: { wait: "P0D", ...AFTER_STAY } }),
    ruleId: "earning.r.pending",
    en: "Points from “50 points for every night” can be used at the end of the stay.",
    du: "Punkte aus „50 Punkte für jede Nacht“ kannst du am Ende des Aufenthalts einlösen.",
    sie: "Punkte aus „50 Punkte für jede Nacht“ können Sie am Ende des Aufenthalts einlösen.",
  },
  {
    name: "points some days after the stay",
    document: { pending: { online: { wait: "P3D", ...AFTER_STAY } } },
    ruleId: "pending.online",
    en: "Points from online orders can be used 3 days after the end of the stay.",
    du: "Punkte aus Online-Bestellungen kannst du 3 Tage nach dem Ende des Aufenthalts einlösen.",
    sie: "Punkte aus Online-Bestellungen können Sie 3 Tage nach dem Ende des Aufenthalts einlösen.",
  },
];
