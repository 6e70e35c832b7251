import { formatList, quoted, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { amountOf, unitParts } from "../ledger";
import { sum } from "../lib/numbers";
import { type AwardLedger, netOf } from "./ledger";

export const A_VOUCHER: Text = { en: "a voucher", de: "einen Gutschein" };
const FOR_CAUSE: Text = { en: "{amount} for {cause}", de: "{amount} für {cause}" };

/** What stands of what rules gave, in words; empty where that is nothing. */
export function standingText(
  parts: ProgramParts,
  { entries, vouchers }: AwardLedger,
  voice: Voice,
  isOf: (rule: string) => boolean = () => true,
): string {
  const units = Map.groupBy(
    entries.filter((e) => isOf(e.rule)),
    (e) => e.unit,
  );
  const amounts = [...units].flatMap(([unit, same]) => {
    const standing = sum(same.map(netOf));
    return standing > 0 ? [unitText(parts, unit, standing, voice)] : [];
  });
  const hasVoucher = vouchers.some(([rule]) => isOf(rule));
  return formatList([...amounts, ...(hasVoucher ? [say(A_VOUCHER, voice)] : [])], voice.locale);
}

/** Money for a cause is nothing that the member has got, so it says for which. */
function unitText(parts: ProgramParts, unit: string, standing: number, voice: Voice): string {
  const amount = amountOf(parts, unit, standing, voice);
  const { kind, key } = unitParts(unit);
  if (kind !== "donation") return amount;
  const name = parts.causes.find((cause) => cause.key === key)?.name[voice.locale] ?? key;
  return say(FOR_CAUSE, voice, { amount, cause: quoted(name, voice.locale) });
}
