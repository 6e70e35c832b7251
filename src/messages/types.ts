import type { Purpose } from "../consent";
import type { Context, Locale } from "../core/context";
import type { Text } from "../core/i18n";
import type { ProgramParts } from "../core/registry";

export const CHANNELS = ["inbox", "email"] as const;

export const STATUSES = [
  /** In the inbox only; the reason says why it is not pushed. */
  "shown",
  /** Waits for its push; in the inbox already, as are all that follow but the next three. */
  "queued",
  "sending",
  "sent",
  /** Kept back from a member of the holdout: neither shown nor sent. */
  "held_out",
  "too_late",
  /** Overtaken by an order, or the member was erased. */
  "cancelled",
  "failed",
  /** Handed to the provider, who never said what became of it. */
  "unconfirmed",
] as const;
export type MessageStatus = (typeof STATUSES)[number];

/** A message that a journey wants a member to get. */
export interface Draft {
  /** Names the message for ever: never planned twice for a member, e.g. `win_back:<last order>`. */
  readonly key: string;
  /** Names its template and its holdout, e.g. `win_back`. */
  readonly journey: string;
  /** The consent that pushing it needs. */
  readonly purpose: Purpose;
  /** Held out, a promotion is not shown at all; a service notice loses only its push. */
  readonly isPromotion: boolean;
  /** When it became due; more than 48 h before now, it is recorded as too late and not shown. */
  readonly dueAt: number;
  /** Ids, numbers, instants and codes for the template; never personal data. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Not sent when the member ordered after it was planned. */
  readonly stopsOnOrder: boolean;
  readonly holdoutPercent: number;
}

export interface Planned {
  /** `msg_…` */
  readonly id: string;
  readonly status: MessageStatus;
  readonly reason: string | null;
  /** When it is pushed at the earliest: after the quiet hours. */
  readonly dueAt: number;
}

/** Liquid sources that a program sets in place of a template's own. */
export type CustomTexts = {
  readonly [locale in Locale]?:
    | { readonly subject?: string | undefined; readonly body?: string | undefined }
    | undefined;
};

/** How a journey's messages read. Plain text with Liquid; never HTML. */
export interface MessageTemplate {
  readonly journey: string;
  readonly subject: Text;
  /** Paragraphs, parted by empty lines; the greeting and the footer are added. */
  readonly body: Text;
  /** Names among a draft's values that only a program's own text may want. */
  readonly variables?: readonly string[];
  readonly action?: { readonly label: Text; readonly url: "card" | "shop" };
  custom(parts: ProgramParts): CustomTexts | undefined;
}

declare module "../core/registry" {
  interface Registry {
    readonly messageTemplates: readonly MessageTemplate[];
    /** A signed link to a member's own card; null where nobody can be sent one. */
    readonly cardUrl: (ctx: Context, member: string) => Promise<string | null>;
  }
}
