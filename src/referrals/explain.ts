import type { Context } from "../core/context";
import { formatDate, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { amountOf } from "../ledger";
import type { Explainer, Explanation } from "../members";
import { type Program, programNumbered, voiceOf } from "../program";
import { loadReferral } from "./read";
import type { Reason } from "./rules";
import type { ReferralRow, ReferralStatus } from "./tables";
import { givenBy, reasonsOf, referralView } from "./view";

const STATUS: Record<ReferralStatus, Text> = {
  claimed: {
    en: "The friend came through the code {code} on {date}. The reward follows their first order.",
    de: "Die geworbene Person kam am {date} über den Code {code}. Die Prämie folgt auf ihre erste Bestellung.",
  },
  qualified: {
    en: "The friend, who came on {date}, has ordered. The reward follows once the order can no longer be returned.",
    de: "Die geworbene Person, die am {date} kam, hat bestellt. Die Prämie folgt, sobald die Rückgabefrist der Bestellung vorbei ist.",
  },
  rewarded: {
    en: "The friend ordered and kept it. On {rewarded} whoever recommended the shop got {reward}.",
    de: "Die geworbene Person hat bestellt und die Ware behalten. Am {rewarded} gab es dafür {reward}.",
  },
  in_review: {
    en: "A person has to look at the claim of {date} first.",
    de: "Die Anmeldung vom {date} muss erst noch geprüft werden.",
  },
  refused: {
    en: "The claim of {date} with the code {code} was refused.",
    de: "Die Anmeldung vom {date} mit dem Code {code} wurde abgelehnt.",
  },
  cancelled: {
    en: "The referral of {date} came to nothing.",
    de: "Aus der Empfehlung vom {date} ist nichts geworden.",
  },
  expired: {
    en: "The referral of {date} has expired.",
    de: "Die Empfehlung vom {date} ist abgelaufen.",
  },
  reversed: {
    en: "The referral of {date} was reversed, and its reward taken back.",
    de: "Die Empfehlung vom {date} wurde rückgängig gemacht und die Prämie zurückgenommen.",
  },
};

const REASON: Record<Reason, Text> = {
  program_off: {
    en: "The program did not reward referrals at that time.",
    de: "Das Programm belohnte zu dieser Zeit keine Empfehlungen.",
  },
  code_unknown: { en: "Nobody has this code.", de: "Diesen Code hat niemand." },
  advocate_gone: {
    en: "Whoever had the code is no longer a member.",
    de: "Wer den Code hatte, ist kein Mitglied mehr.",
  },
  self_referral: {
    en: "The friend and whoever recommended are the same person: a customer id, card, mail address or phone number is the same.",
    de: "Empfehlende und geworbene Person sind dieselbe: Kundennummer, Karte, E-Mail-Adresse oder Telefonnummer stimmen überein.",
  },
  existing_customer: {
    en: "The friend had ordered before.",
    de: "Die geworbene Person hatte schon früher bestellt.",
  },
  already_referred: {
    en: "The friend had come through a code before.",
    de: "Die geworbene Person war schon über einen Code gekommen.",
  },
  circular: {
    en: "The friend had recommended the shop to whoever recommends it now, directly or by others.",
    de: "Die geworbene Person hatte die empfehlende selbst einmal geworben, direkt oder über andere.",
  },
  window_expired: {
    en: "Too much time lay between the click and the claim.",
    de: "Zwischen Klick und Anmeldung lag zu viel Zeit.",
  },
  limit_reached: {
    en: "As many friends as the program allows within a year had come through this code.",
    de: "Über diesen Code waren schon so viele gekommen, wie das Programm in einem Jahr zulässt.",
  },
  too_many_claims: {
    en: "More friends than usual came through this code on one day.",
    de: "Über diesen Code kamen an einem Tag mehr Anmeldungen als üblich.",
  },
  order_cancelled: {
    en: "The friend's order was cancelled.",
    de: "Die Bestellung der geworbenen Person wurde storniert.",
  },
  order_returned: {
    en: "The friend's order was returned.",
    de: "Die Bestellung der geworbenen Person wurde zurückgegeben.",
  },
  below_minimum: {
    en: "What the friend kept of the order is below the minimum.",
    de: "Was von der Bestellung behalten wurde, liegt unter dem Mindestwert.",
  },
  not_ordered_in_time: {
    en: "The friend did not order in time.",
    de: "Die geworbene Person hat nicht rechtzeitig bestellt.",
  },
  staff_fraud: {
    en: "The shop's staff suspected misuse.",
    de: "Das Team des Shops vermutete einen Missbrauch.",
  },
  staff_duplicate: {
    en: "The shop's staff knew the friend already.",
    de: "Dem Team des Shops war die geworbene Person schon bekannt.",
  },
  staff_mistake: {
    en: "The shop's staff corrected a mistake.",
    de: "Das Team des Shops hat damit einen Irrtum berichtigt.",
  },
  staff_other: {
    en: "The shop's staff decided so.",
    de: "Das Team des Shops hat so entschieden.",
  },
};

const NO_REWARD: Text = { en: "nothing, as the program said", de: "laut Programm keine Prämie" };
const A_VOUCHER: Text = { en: "a voucher", de: "einen Gutschein" };

export const referralExplainer: Explainer = { prefix: "ref", explain: explainReferral };

/** Why a referral stands as it does. One round trip. */
async function explainReferral(ctx: Context, id: string): Promise<Explanation> {
  const { row, vouchers } = await loadReferral(ctx, id);
  const program = await programNumbered(ctx, row.program);
  const { id: _, ...facts } = referralView(row, vouchers);
  return { id, kind: "referral", text: referralText(ctx, program, row), facts };
}

/** A referral's state and the reasons for it, in sentences. */
function referralText(ctx: Context, program: Program, row: ReferralRow): string {
  const voice = voiceOf(ctx);
  const date = (at: number | null) => formatDate(at ?? 0, ctx.shop.timeZone, voice.locale);
  const state = say(STATUS[row.status], voice, {
    code: row.code,
    date: date(row.created_at),
    rewarded: date(row.rewarded_at),
    reward: rewardText(program, row, voice),
  });
  return [state, ...reasonsOf(row).map((reason) => say(REASON[reason], voice))].join(" ");
}

function rewardText(program: Program, row: ReferralRow, voice: Voice): string {
  const given = givenBy(row);
  if (given === null) return say(NO_REWARD, voice);
  if (given.kind === "voucher") return say(A_VOUCHER, voice);
  return amountOf(program.parts, given.unit, given.amount, voice);
}
