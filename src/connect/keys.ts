import type { DeliveryRow } from "./tables";

/** Names one delivery within its shop. */
export type DeliveryKey = Pick<DeliveryRow, "endpoint" | "fact" | "position">;

const FACT = /^(fct_[\w-]+)_(\d{1,4})$/;

/** A fact among those of its journal entry: `fct_…_0`. */
export const factKey = ({ fact, position }: Pick<DeliveryKey, "fact" | "position">): string =>
  `${fact}_${position}`;

export function readFactKey(text: string): Pick<DeliveryKey, "fact" | "position"> | null {
  const [, fact, position] = FACT.exec(text) ?? [];
  return fact === undefined ? null : { fact, position: Number(position) };
}

/** `webhook-id`: the same in every attempt, and another for every endpoint. */
export const messageId = (key: DeliveryKey): string => `${factKey(key)}_${key.endpoint}`;

/** What a delivery's timer is about. */
export const subjectOf = (key: DeliveryKey): string => `${key.endpoint} ${factKey(key)}`;

export function readSubject(subject: string): DeliveryKey | null {
  const [endpoint = "", rest = ""] = subject.split(" ");
  const fact = readFactKey(rest);
  return fact && { endpoint, ...fact };
}
