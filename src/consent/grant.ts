import type { Locale } from "../core/context";
import { sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import type { Channel, Method, Purpose, Status } from "./rules";

/** A sentence as it was shown. */
export interface Wording {
  readonly locale: Locale;
  readonly text: string;
}

/** A permission that a member gives, asks to be confirmed, or takes back. */
export interface Grant {
  readonly channel: Channel;
  readonly purpose: Purpose;
  /**
   * `requested`: a mail asks the owner of the address to confirm it, and only then does it count.
   * With `happenedAt` no mail goes out, as another has asked.
   */
  readonly status: Status;
  readonly method: Method;
  /** Where, e.g. `poster`. */
  readonly source?: string | null;
  readonly wording?: Wording | null;
  /** When it was given, where that was not now. */
  readonly happenedAt?: number | null;
}

/** A grant with the ids of its rows, made before the first try. */
export interface Prepared extends Grant {
  readonly id: string;
  readonly wordingId: string | null;
}

const WORDING_SIGNS = 16;

/** Makes the ids of grants; to be called once, before `transact`. */
export const prepareGrants = (grants: readonly Grant[]): Promise<Prepared[]> =>
  Promise.all(
    grants.map(async (grant) => ({
      ...grant,
      id: newId("cns"),
      wordingId: grant.wording
        ? (await sha256(`${grant.wording.locale} ${grant.wording.text}`)).slice(0, WORDING_SIGNS)
        : null,
    })),
  );
