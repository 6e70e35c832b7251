import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { type Batch, firstOf, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read, transact } from "../core/transact";
import type { Who } from "../ledger";
import { newId } from "../lib/ids";
import { NEVER, toIso } from "../lib/time";
import {
  closeMember,
  factOf,
  memberStatementCount,
  memberStatements,
  type Opened,
  opened,
  parseRef,
  type SummaryPart,
  turnOf,
  whoIs,
} from "../members";
import { buttonOf } from "./mail";
import { messageFact, profileOf } from "./plan";
import { type MessageText, type Reader, readerOf, templateFor, textOf } from "./render";
import { messageId, messageKey, messageStatement, updateMessage } from "./store";
import type { MessageRow } from "./tables";
import type { MessageStatus } from "./types";

export interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What a member sees of their messages, the latest first. One round trip. */
export async function listInbox(ctx: Context, ref: string, page: Page) {
  const { rows, reader } = await load(ctx, ref, page, ctx.now);
  const found = pageOf(rows, page.limit, (row) => row, positionIn);
  const data = await Promise.all(found.data.map((row) => inboxView(ctx, reader, row)));
  return { data, nextCursor: found.nextCursor };
}

/** Every message of a member, also those that were kept back or not sent. One round trip. */
export async function listMessages(ctx: Context, ref: string, page: Page) {
  const { rows, reader } = await load(ctx, ref, page, null);
  return pageOf(
    rows,
    page.limit,
    (row) => ({ ...messageView(row), title: shownText(ctx, reader, row).subject }),
    positionIn,
  );
}

/** The member has read a message; again changes nothing. @throws {DomainError} not_found */
export function markRead(ctx: Context, ref: string, id: string) {
  const parsed = parseRef(ref);
  const who = whoIs(ctx.shop.id, parsed);
  const unknown = new DomainError("not_found", "The member's inbox has no such message.");
  const key = messageKey(id);
  if (!key) throw unknown;
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: () => [
      ...memberStatements(ctx, { who, spendable: 0 }),
      messageStatement(whoIs(ctx.shop.id, { id: key.member }), key.key),
    ],
    decide: async (rows) => {
      const { program, member } = await opened(ctx, rows, 0);
      const row = firstOf<MessageRow>(rows, memberStatementCount(0));
      if (!row || row.member !== member.row.id || !isShown(row, ctx.now)) throw unknown;
      const next = { ...row, read_at: row.read_at ?? ctx.now };
      const reader = readerOf(ctx, program, profileOf(member));
      const body = { committed: true, message: await inboxView(ctx, reader, next) };
      if (row.read_at !== null) return { status: 200, body, writes: [], fact: null };
      member.writes.push(updateMessage(next));
      return {
        status: 200,
        body,
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, [messageFact("message_read", next)]),
        member: member.row.id,
      };
    },
  });
}

const UNSEEN: readonly MessageStatus[] = ["held_out", "too_late", "cancelled"];

const isShown = (row: MessageRow, now: number): boolean =>
  !UNSEEN.includes(row.status) && row.due_at <= now;

const positionIn = (row: MessageRow): Position => [row.planned_at, row.key];

/** @param shownAt only what the inbox shows then; null: everything */
async function load(ctx: Context, ref: string, page: Page, shownAt: number | null) {
  const reading = { ...ctx, isDryRun: true };
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(reading, [
    ...memberStatements(reading, { who, spendable: 0 }),
    pageStatement(who, page, shownAt),
  ]);
  const found: Opened = await opened(reading, rows, 0);
  return {
    rows: rowsOf<MessageRow>(rows, memberStatementCount(0)),
    reader: readerOf(ctx, found.program, profileOf(found.member)),
  };
}

/** Sorts all of a member's messages, of which there are few: an index would cost each of them. */
function pageStatement(who: Who, page: Page, shownAt: number | null): Statement {
  const [at, key] = positionOf(page.cursor, ["number", "string"]) ?? [NEVER, ""];
  const n = who.params.length;
  const unseen = UNSEEN.map((status) => `'${status}'`).join(", ");
  return statement(
    `SELECT * FROM messages WHERE shop = ?1 AND member = ${who.sql}
       AND (planned_at, key) < (?${n + 1}, ?${n + 2})
       AND (?${n + 3} IS NULL OR (status NOT IN (${unseen}) AND due_at <= ?${n + 3}))
     ORDER BY planned_at DESC, key DESC LIMIT ?${n + 4}`,
    ...who.params,
    at ?? NEVER,
    key ?? "",
    shownAt,
    page.limit + 1,
  );
}

/** A journey that is no more has left its messages without words: its name stands for them. */
function shownText(ctx: Context, reader: Reader, row: MessageRow): MessageText {
  const template = templateFor(ctx, row.journey);
  return template
    ? textOf(template, reader, row)
    : { subject: row.journey, paragraphs: [], action: null };
}

async function inboxView(ctx: Context, reader: Reader, row: MessageRow) {
  const text = shownText(ctx, reader, row);
  return {
    id: messageId(row.member, row.key),
    title: text.subject,
    text: text.paragraphs.join("\n\n"),
    at: toIso(row.planned_at),
    readAt: toIso(row.read_at),
    action: await buttonOf(ctx, row.member, text),
  };
}

const messageView = (row: MessageRow) => ({
  id: messageId(row.member, row.key),
  journey: row.journey,
  purpose: row.purpose,
  channel: row.channel,
  status: row.status,
  reason: row.reason,
  dueAt: toIso(row.due_at),
  plannedAt: toIso(row.planned_at),
  sentAt: toIso(row.sent_at),
  readAt: toIso(row.read_at),
  attempts: row.attempts,
  program: row.program,
});

const SUMMARY_MESSAGES = 5;

/** A member's last messages, for the person at the desk. */
export const messagesSummary: SummaryPart = {
  statements: 1,
  load: (who) => [
    statement(
      `SELECT * FROM messages WHERE shop = ?1 AND member = ${who.sql}
       ORDER BY planned_at DESC, key DESC LIMIT ${SUMMARY_MESSAGES}`,
      ...who.params,
    ),
  ],
  view: (rows: Batch) => ({ messages: rowsOf<MessageRow>(rows, 0).map(messageView) }),
};
