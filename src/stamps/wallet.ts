import { say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import type { Gift } from "../effects";
import { amountOf, unitFor } from "../ledger";
import { balanceOf, type WalletPart, walletView } from "../members";
import { voiceOf } from "../program";

const REWARD: Record<Gift["type"], Text> = {
  points: { en: "{gift} for a full card.", de: "{gift} für eine volle Karte." },
  voucher: { en: "A full card brings {gift}.", de: "Eine volle Karte bringt: {gift}." },
  perk: { en: "A full card brings {gift}.", de: "Eine volle Karte bringt: {gift}." },
};

/** Every card of the program with the member's stamps on it. */
export const stampsOfWallet: WalletPart = (ctx, { program, book }) => {
  const voice = voiceOf(ctx);
  const wallet = walletView(program, book);
  return {
    stamps: program.parts.stamps.map(({ key, name, size, reward }) => {
      const stamps = balanceOf(book, unitFor("stamp", key)).available;
      return {
        card: key,
        name: name[voice.locale],
        stamps,
        size,
        missing: Math.max(0, size - stamps),
        reward: say(REWARD[reward.type], voice, { gift: giftName(program.parts, reward, voice) }),
        nextExpiry: wallet[unitFor("stamp", key)]?.nextExpiry ?? null,
      };
    }),
  };
};

function giftName(parts: ProgramParts, gift: Gift, voice: Voice): string {
  switch (gift.type) {
    case "points":
      return amountOf(parts, gift.unit, gift.amount, voice);
    case "voucher":
      return gift.voucher.name[voice.locale];
    case "perk":
      return parts.perks.find((p) => p.key === gift.perk)?.name[voice.locale] ?? gift.perk;
  }
}
