import { say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { ruleName } from "../earning";
import { type Effect, effectViews } from "../effects";
import { FEES, type OrderLine, SHIPPING } from "./order";

const PARTS: ReadonlyMap<string, Text> = new Map([
  [SHIPPING, { en: "shipping", de: "Versand" }],
  [FEES, { en: "fees", de: "Gebühren" }],
]);

/** How people call a line: its name, else its sku, else its id. */
export function lineName(lines: readonly OrderLine[], id: string, voice: Voice): string {
  const part = PARTS.get(id);
  if (part) return say(part, voice);
  const line = lines.find((l) => l.id === id);
  return line?.name ?? line?.sku ?? id;
}

export interface OrderTelling {
  readonly program: ProgramParts;
  readonly lines: readonly OrderLine[];
  readonly member: string;
  readonly voice: Voice;
  /** As of when `state` is told. */
  readonly now: number;
}

/** Effects of an order as the API tells them. */
export const orderEffectViews = (effects: readonly Effect[], telling: OrderTelling) =>
  effectViews(effects, {
    ...telling,
    ruleName: (rule) => ruleName(telling.program, rule, telling.voice),
    lineName: (line) => lineName(telling.lines, line, telling.voice),
  });
