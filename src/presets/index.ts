import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { type JsonObject, mergePatch } from "../lib/merge-patch";
import { applyDocument, partsOf, told } from "../program";
import { BAKERY, CAFE, RETAIL, SALON } from "./counter";
import { CAUSE_ONLY, HOSPITALITY } from "./others";
import { B2B, SUBSCRIPTION_BOX, WEB_SHOP } from "./sent";
import type { Preset } from "./types";

export type { Preset } from "./types";

/** Programs to begin with, one for each kind of shop. */
export const PRESETS: readonly Preset[] = [
  CAFE,
  BAKERY,
  SALON,
  WEB_SHOP,
  RETAIL,
  SUBSCRIPTION_BOX,
  B2B,
  HOSPITALITY,
  CAUSE_ONLY,
];

/** All of them in words, for whom they are and for whom not. */
export const listPresets = (ctx: Context) => PRESETS.map((preset) => viewOf(ctx, preset));

/** @throws {DomainError} not_found */
export function readPreset(ctx: Context, id: string) {
  const preset = presetNamed(id);
  return { ...viewOf(ctx, preset), document: preset.document };
}

/**
 * Makes a preset the shop's program, with changes of its own as a JSON merge patch.
 *
 * @throws {DomainError} not_found, and what {@link applyDocument} refuses
 */
export function applyPreset(ctx: Context, id: string, changes: JsonObject, from: number | null) {
  const { document, trade } = presetNamed(id);
  return applyDocument(ctx, mergePatch(document, changes), from, trade);
}

function presetNamed(id: string): Preset {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw new DomainError("not_found", "GET /v1/presets lists those that there are.");
  return preset;
}

function viewOf(ctx: Context, { id, name, fits, doesNotFit, trade, document }: Preset) {
  const { locale } = ctx;
  const { summary, sentences } = told(ctx, partsOf(ctx, document));
  return {
    id,
    name: name[locale],
    fits: fits[locale],
    doesNotFit: doesNotFit[locale],
    trade,
    summary,
    sentences,
  };
}
