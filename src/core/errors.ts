/** Every way a request can be refused: HTTP status and title. The code is part of the contract. */
export const ERRORS = {
  malformed_json: [400, "The body is not valid JSON"],
  invalid_body: [400, "The body does not fit its schema"],
  invalid_query: [400, "A query parameter is not valid"],
  invalid_ref: [400, "This reference has no known form"],
  invalid_idempotency_key: [400, "The Idempotency-Key is not valid"],
  invalid_cursor: [400, "The cursor is not one of ours"],
  unauthorized: [401, "A valid key is needed"],
  forbidden: [403, "The key may not do this"],
  origin_not_allowed: [403, "The key may not be used from this site"],
  not_found: [404, "Not found"],
  method_not_allowed: [405, "This path does not take this method"],
  order_differs: [409, "An order of this id has other content"],
  order_ambiguous: [409, "Several orders have this id"],
  refund_differs: [409, "A refund of this id has other content"],
  fulfilment_differs: [409, "A fulfilment of this id has other content"],
  activity_differs: [409, "An activity of this id has other content"],
  redemption_differs: [409, "A redemption of this id has other content"],
  order_cancelled: [409, "The order was cancelled"],
  order_claimed: [409, "The order belongs to a member already"],
  identifier_taken: [409, "The identifier belongs to another member"],
  member_erased: [409, "The member was erased"],
  redemption_not_held: [409, "The redemption is not held"],
  redemption_not_captured: [409, "The redemption is not captured"],
  voucher_already_redeemed: [409, "The voucher was redeemed already"],
  redemption_fulfilled: [409, "What the redemption was for was handed over"],
  reward_used: [409, "What the reward gave was used"],
  voucher_held: [409, "The voucher is held by another checkout"],
  checkout_differs: [409, "A checkout of this id has other content"],
  checkout_captured: [409, "The checkout was captured by an order"],
  top_up_differs: [409, "A top-up of this id has other content"],
  adjustment_differs: [409, "An adjustment of this id has other content"],
  referral_not_changeable: [409, "The referral cannot be changed like this"],
  already_in_household: [409, "The member belongs to a household already"],
  household_closed: [409, "The household was closed"],
  household_differs: [409, "A household of this id has other content"],
  move_differs: [409, "A contribution or draw of this id has other content"],
  contact_differs: [409, "A contact of this id has other content"],
  gift_differs: [409, "A gift of this id has other content"],
  perk_use_differs: [409, "A use of a perk of this id has other content"],
  donation_differs: [409, "A donation of this id has other content"],
  payout_differs: [409, "A payout of this id has other content"],
  adjustment_reversed: [409, "The adjustment was reversed already"],
  merge_differs: [409, "A merge of this id is of other members"],
  merge_not_last: [409, "A later merge has to be undone first"],
  merge_not_possible: [409, "These two cannot be merged"],
  sandbox_not_empty: [409, "The clock goes back only while the sandbox is empty"],
  webhook_disabled: [409, "The webhook is disabled"],
  body_too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "The body must be JSON"],
  idempotency_key_reused: [422, "The Idempotency-Key was used for another request"],
  total_does_not_add_up: [422, "The amounts do not add up"],
  currency_differs: [422, "The currency is not the shop's"],
  placed_in_the_future: [422, "The order lies in the future"],
  duplicate_line: [422, "Two lines have the same id"],
  unknown_line: [422, "The order has no such line"],
  returned_too_much: [422, "More is returned than was bought"],
  refund_exceeds_order: [422, "More is refunded than was paid"],
  credit_exceeds_total: [422, "More is paid with store credit than the order costs"],
  refund_needs_id: [422, "A refund needs an id or an Idempotency-Key"],
  amended_below_returned: [422, "More was returned than would remain"],
  order_not_paid: [422, "The order is not paid"],
  exchange_unknown: [422, "The exchange order does not exist"],
  claim_code_wrong: [422, "The claim code does not fit the order"],
  insufficient_points: [422, "Not enough points"],
  reward_out_of_stock: [422, "The reward is out of stock"],
  reward_not_yet_on_offer: [422, "The reward is not on offer yet"],
  reward_ended: [422, "The reward is no longer on offer"],
  reward_limit_reached: [422, "The member has had this reward as often as allowed"],
  reward_not_now: [422, "The reward is not on offer at this hour"],
  reward_not_for_member: [422, "The reward is not for this member"],
  reward_cooling_down: [422, "The member has had this reward a short while ago"],
  fulfilment_not_possible: [422, "This cannot follow what became of it so far"],
  quantity_not_possible: [422, "The reward cannot be had so often at once"],
  too_many_holds: [422, "The member has too many open holds"],
  hold_expired: [422, "The hold has timed out"],
  too_late_to_reverse: [422, "The time for reversing is over"],
  voucher_expired: [422, "The voucher has expired"],
  voucher_void: [422, "The voucher is no longer valid"],
  voucher_of_another_member: [422, "The voucher belongs to another member"],
  voucher_first_order_only: [422, "The voucher is for a first order"],
  voucher_minimum_not_reached: [422, "The order is below the voucher's minimum"],
  voucher_wrong_channel: [422, "The voucher is for another channel"],
  voucher_wrong_store: [422, "The voucher is for another store"],
  voucher_wrong_lines: [422, "The order has nothing that the voucher is for"],
  not_a_gift_card: [422, "The voucher is no gift card"],
  voucher_not_reissuable: [422, "The voucher cannot be reissued"],
  unknown_unit: [422, "The program has no such unit"],
  unknown_perk: [422, "The program has no such perk"],
  unknown_cause: [422, "The program has no such cause"],
  donation_not_accepted: [422, "The cause takes none of this"],
  donation_too_small: [422, "It is less than the cause takes"],
  payout_exceeds_given: [422, "It is more than was given and not paid out"],
  unknown_level: [422, "The set of tiers has no such level"],
  perk_not_held: [422, "The member does not hold the perk"],
  perk_exhausted: [422, "The perk is used up for now"],
  gifts_not_allowed: [422, "The program does not allow such gifts"],
  gift_to_oneself: [422, "Nobody gives to themselves"],
  households_not_allowed: [422, "The program has no households"],
  household_full: [422, "The household has as many members as allowed"],
  household_needs_owner: [422, "A household needs an owner"],
  not_in_household: [422, "The member does not belong to the household"],
  contact_may_not_redeem: [422, "This contact may not spend what the company has"],
  too_many_contacts: [422, "The company has as many contacts as allowed"],
  limit_reached: [422, "The member's limit is reached"],
  goodwill_exceeded: [422, "The key's goodwill limit for today is reached"],
  activity_data_differs: [422, "The activity's data are not of the declared types"],
  birthday_locked: [422, "The birthday was changed within the last year"],
  too_much_at_once: [422, "More comes of it than can be stored at once"],
  amount_too_large: [422, "The amount is too large"],
  no_address: [422, "The member has no e-mail address"],
  address_suppressed: [422, "Nothing is sent to this address"],
  too_many_confirmations: [422, "Enough confirming mails for today"],
  no_draft: [422, "There is no draft"],
  unknown_version: [422, "There is no such program version"],
  invalid_program: [422, "The program document is not valid"],
  invalid_time: [422, "The time is not possible here"],
  clock_only_in_sandbox: [422, "Only a sandbox has a clock to set"],
  too_many_pools: [422, "The shop has as many code pools as allowed"],
  too_many_plans: [422, "Enough plans are under way"],
  too_many_webhooks: [422, "The shop has as many webhooks as allowed"],
  webhook_address_refused: [422, "Nothing is sent to this address"],
  too_many_requests: [429, "Too many requests"],
  internal: [500, "Something went wrong on our side"],
  busy: [503, "The database is busy"],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof ERRORS;

export interface Fault {
  /** JSON pointer into the body, or `?name` for a query parameter. */
  pointer: string;
  code: string;
  detail?: string;
}

export interface ErrorOptionsMore {
  errors?: Fault[];
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A refusal that the caller can act on. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly errors: Fault[];
  readonly retryAfterSeconds: number | undefined;

  /** @param detail one sentence with the way out; it must not hold personal data. */
  constructor(code: ErrorCode, detail?: string, options: ErrorOptionsMore = {}) {
    super(detail ?? ERRORS[code][1], { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return ERRORS[this.code][0];
  }
}

/** Whether a constraint's name is also an error code, so that it can be told to the client. */
export const isErrorCode = (name: string): name is ErrorCode => Object.hasOwn(ERRORS, name);

/** Shorthand for a refusal that points at one field. */
export const refuse = (code: ErrorCode, pointer: string, detail: string): DomainError =>
  new DomainError(code, detail, { errors: [{ pointer, code, detail }] });

/** Thrown by a rule that ran out of loaded rows: `transact` loads more and decides again. */
export class LoadMore extends Error {}
