import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { type Explainer, memberStatements, opened } from "../members";
import { sentencesOf, voiceOf } from "../program";
import { countedText, textOf } from "./read";
import { standingKey } from "./view";

/** Why a member holds a level of a set, or none: what counts, and the program's own words. */
export const tierExplainer: Explainer = {
  prefix: "tier",
  explain: async (ctx: Context, id: string) => {
    const unknown = new DomainError("not_found", "The shop has no such tier of a member.");
    const key = standingKey(id);
    if (!key) throw unknown;
    const reading = { ...ctx, isDryRun: true };
    const who = { sql: "?2", params: [ctx.shop.id, key.member] };
    const rows = await read(reading, memberStatements(reading, { who, spendable: 0 }));
    const { program, member } = await opened(reading, rows, 0);
    const { tiers } = member.parts;
    const standing = tiers?.standings.find((s) => s.set.key === key.set);
    const view = tiers?.views(ctx.locale).find((v) => v.set === key.set);
    if (!standing || !view) throw unknown;
    const { set } = standing;
    const stand = textOf(ctx, program.parts, standing, view);
    const rule = `tiers.${set.key}`;
    return {
      id,
      kind: "tier",
      member: key.member,
      text: `${stand} ${countedText(ctx, program.parts, set, view.progress)}`,
      facts: { ...view, window: set.window, downgrade: set.downgrade, grace: set.grace },
      program: program.number,
      sentences: sentencesOf(ctx, program.parts, voiceOf(ctx)).filter(
        ({ ruleId }) => ruleId === rule || ruleId.startsWith(`${rule}.`),
      ),
    };
  },
};
