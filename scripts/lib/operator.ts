import { expectOk, type Server } from "./api.ts";
import type { Keys } from "./files.ts";

export interface NewShop {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly address: string;
  readonly home?: string | undefined;
  readonly shard?: string | undefined;
}

export interface MadeShop {
  readonly id: string;
  readonly sandboxId: string;
  /** The only time that the keys are seen. */
  readonly keys: { readonly live: Keys; readonly test: Keys };
}

export const createShop = async (operator: Server, shop: NewShop): Promise<MadeShop> =>
  (await expectOk(operator, "POST /operator/shops", {
    body: shop,
    maxTries: 1,
  })) as MadeShop;

/** All of a list, page by page. */
export async function everyPage<T>(server: Server, path: string): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page = await expectOk(server, `GET ${path}${query}`);
    all.push(...(page.data as T[]));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
