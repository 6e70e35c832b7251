import type { Statement } from "../core/database";
import { DomainError } from "../core/errors";
import { insertTimer } from "../core/timers";
import { addDays, localDay, startOfDay } from "../lib/time";
import type { Identifier, MemberPart, OpenMember, SpendingGuard } from "../members";
import { maySpend, type Role } from "./roles";
import { settlesAt } from "./rules";

/** A contact as it is loaded with the company. */
interface Loaded {
  readonly id: string;
  readonly role: Role;
  readonly identifiers: readonly Identifier[];
}

declare module "../members/member" {
  interface MemberParts {
    /** Only of a company. */
    readonly company: {
      readonly contacts: readonly Loaded[];
      /** Of the volume bonuses that an order leads to. */
      readonly timers: readonly Statement[];
    };
  }
}

type Tuple = [id: string, role: Role, identifiers: [Identifier["kind"], string][]];
type Column = { readonly contacts: Tuple[]; readonly settled: number[] };

/**
 * A company brings its contacts whenever it is opened; an order of its sets the timer of the year's
 * volume bonus, and of the last year's, as orders may come late.
 */
export const companyPart: MemberPart = {
  column: () => `CASE WHEN m.kind = 'company' THEN json_object(
    'contacts', (SELECT json_group_array(json_array(c.id, c.role, json(c.identifiers)))
      FROM contacts c WHERE c.shop = m.shop AND c.company = m.id AND c.erased_at IS NULL),
    'settled', (SELECT json_group_array(b.year)
      FROM volume_bonuses b WHERE b.shop = m.shop AND b.company = m.id)) END`,
  open: (ctx, member, found) => {
    if (found === null) return;
    const { contacts, settled } = JSON.parse(found) as Column;
    const loaded = contacts.map(([id, role, identifiers]) => ({
      id,
      role,
      identifiers: identifiers.map(([kind, value]) => ({ kind, value })),
    }));
    const due = timersOf(member, settled, ctx.now, ctx.shop.timeZone);
    const timers = due.map((timer) => insertTimer(ctx, timer));
    Object.assign(member.parts, { company: { contacts: loaded, timers } });
  },
  close: ({ changes, parts }) =>
    changes.kept_total === undefined ? [] : [...(parts.company?.timers ?? [])],
};

/** The kind of the timers that settle volume bonuses; their subject names company and year. */
export const VOLUME_TIMER = "volume";
export const volumeSubject = (company: string, year: number): string => `${company}:${year}`;

/** Days in which an import may go on before the last year is settled. */
const PATIENCE_DAYS = 2;

function timersOf(
  { row, program }: OpenMember,
  settled: readonly number[],
  now: number,
  timeZone: string,
) {
  const terms = program.parts.companies.volumeBonus;
  if (terms === null) return [];
  const today = localDay(now, timeZone);
  const soonest = startOfDay(addDays(today, PATIENCE_DAYS), timeZone);
  const year = Number(today.slice(0, 4));
  return [year, year - 1]
    .filter((y) => !settled.includes(y))
    .map((y) => ({
      dueAt: Math.max(settlesAt(terms, y, timeZone), soonest),
      subject: volumeSubject(row.id, y),
      kind: VOLUME_TIMER,
    }));
}

/** Whoever names a company by a contact's identifier spends as that contact. */
export const contactGuard: SpendingGuard = ({ parts }, ref) => {
  if ("id" in ref || !parts.company) return;
  const contact = parts.company.contacts.find(({ identifiers }) =>
    identifiers.some(({ kind, value }) => kind === ref.kind && value === ref.value),
  );
  if (contact && !maySpend(contact.role)) {
    throw new DomainError("contact_may_not_redeem", "Only an admin or a buyer may.");
  }
};
