import { memberIdNumbered } from "./fill.ts";
import type { Shot } from "./load.ts";
import type { Pair, Urls } from "./ratios.ts";
import type { Shop } from "./shop.ts";

/** Codes that are followed, in turn. */
const CODES = 100;

/** Each follows links by codes that KV knows; a browser's headers, as the Worker looks at them. */
export function redirectPair(name: string, aim: number, codes: readonly string[]): Pair {
  const shot = (member: number): Shot => ({
    method: "GET",
    path: `/r/${codes[member % codes.length]}`,
    headers: {
      "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Safari/604.1",
    },
  });
  return { name, aim, isWrite: false, regulars: shot, bare: shot };
}

/** Members' codes, made and written to KV as a shop would have them made. */
export async function codesOf({ key }: Shop, { regulars }: Urls): Promise<string[]> {
  const codes: string[] = [];
  for (let member = 1; member <= CODES; member++) {
    const path = `/v1/members/${memberIdNumbered(member)}/referral`;
    const response = await fetch(regulars + path, { headers: { authorization: `Bearer ${key}` } });
    if (!response.ok) throw new Error(`No code: ${response.status} ${await response.text()}`);
    codes.push(((await response.json()) as { code: string }).code);
  }
  return codes;
}
