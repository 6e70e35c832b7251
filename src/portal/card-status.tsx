import type { Context } from "../core/context";
import { unbroken } from "../core/i18n";
import { standingTexts, type TierView } from "../tiers";
import type { Card } from "./card";

/** Where the member stands in each set of tiers, what keeps the level and what the next one takes. */
export const Status = ({ ctx, card }: { ctx: Context; card: Card }) => (
  <>
    {card.tiers.map((tier) => (
      <Tier ctx={ctx} card={card} tier={tier} />
    ))}
  </>
);

function Tier({ ctx, card, tier }: { ctx: Context; card: Card; tier: TierView }) {
  const { set, name, levelName, progress, next } = tier;
  const { stand, keep, next: missing } = standingTexts(ctx, card.program.parts, tier);
  const id = `tier-${set}`;
  return (
    <section class="block" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {levelName === null ? null : <p class="level">{levelName}</p>}
      {next === null ? null : (
        <progress
          aria-labelledby={id}
          value={String(Math.max(0, progress))}
          max={String(Math.max(0, progress) + next.missing)}
        />
      )}
      {missing === null ? null : <p>{unbroken(missing)}</p>}
      {levelName === null && next !== null ? null : (
        <p>
          <small>{unbroken(keep ?? stand)}</small>
        </p>
      )}
    </section>
  );
}
