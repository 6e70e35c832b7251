import * as z from "zod";
import { formatNumber, say, type Text } from "../core/i18n";
import type { ProgramParts, ProgramSlice, Sentence, Voice } from "../core/registry";
import type { Contact } from "./rules";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Use a time such as 20:00.");

/** Every day has more useful hours than one member wants messages. */
const MAX_PER_WEEK = 21;

const contact = z.strictObject({
  capPerWeek: z
    .number()
    .int()
    .min(0)
    .max(MAX_PER_WEEK)
    .default(2)
    .describe("Messages pushed to one member in any seven days; the rest waits in the inbox."),
  quietHours: z
    .strictObject({ from: clock.default("20:00"), until: clock.default("08:00") })
    .nullable()
    .prefault({})
    .describe("By the member's clock; nothing is pushed then. null: none."),
});

declare module "../core/registry" {
  interface ProgramParts {
    readonly contact: Contact;
  }
}

export const contactProgram: ProgramSlice = {
  shape: { contact: contact.prefault({}) },
  sentences,
  faults: ({ contact: { quietHours } }) =>
    quietHours !== null && quietHours.from === quietHours.until
      ? [{ path: ["contact", "quietHours", "until"], message: "Quiet hours end when they begin." }]
      : [],
};

const NONE: Text = {
  en: "We send you no messages.",
  de: {
    du: "Wir schicken dir keine Nachrichten.",
    sie: "Wir schicken Ihnen keine Nachrichten.",
  },
};
const ONE: Text = {
  en: "We send you at most one message a week",
  de: {
    du: "Wir schicken dir höchstens eine Nachricht pro Woche",
    sie: "Wir schicken Ihnen höchstens eine Nachricht pro Woche",
  },
};
const SOME: Text = {
  en: "We send you at most {n} messages a week",
  de: {
    du: "Wir schicken dir höchstens {n} Nachrichten pro Woche",
    sie: "Wir schicken Ihnen höchstens {n} Nachrichten pro Woche",
  },
};
const QUIET: Text = {
  en: ", and none between {from} and {until}",
  de: ", und zwischen {from} und {until} Uhr gar keine",
};

function sentences({ contact: { capPerWeek, quietHours } }: ProgramParts, voice: Voice) {
  const often = say(capPerWeek === 1 ? ONE : SOME, voice, {
    n: formatNumber(capPerWeek, voice.locale),
  });
  const quiet = quietHours === null ? "" : say(QUIET, voice, { ...quietHours });
  const text = capPerWeek === 0 ? say(NONE, voice) : `${often}${quiet}.`;
  return [{ ruleId: "contact", text }] satisfies Sentence[];
}
