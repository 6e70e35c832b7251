import { formatList, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { amountOf } from "../ledger";
import { sum } from "../lib/numbers";
import { type AwardLedger, netOf } from "./ledger";

export const A_VOUCHER: Text = { en: "a voucher", de: "einen Gutschein" };

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
    return standing > 0 ? [amountOf(parts, unit, standing, voice)] : [];
  });
  const hasVoucher = vouchers.some(([rule]) => isOf(rule));
  return formatList([...amounts, ...(hasVoucher ? [say(A_VOUCHER, voice)] : [])], voice.locale);
}
