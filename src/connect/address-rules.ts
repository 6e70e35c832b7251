/** Why nothing is ever sent to an address. */
export type AddressFault =
  | "invalid_url"
  | "not_https"
  | "has_credentials"
  | "private_address"
  | "port_not_allowed"
  | "own_address";

export interface Surroundings {
  /** A developer's machine may be told over http and at its own loopback address. */
  readonly isDevelopment: boolean;
  /** Where we answer ourselves: calling that could go round in circles. */
  readonly publicUrl: string | null;
}

/**
 * Why nothing may be sent to a URL; null when it may. Looks at the address as written: what a name
 * stands for is known to the platform alone, which reaches public addresses only.
 */
export function addressFault(text: string, around: Surroundings): AddressFault | null {
  if (!URL.canParse(text)) return "invalid_url";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "not_https";
  if (url.username !== "" || url.password !== "") return "has_credentials";
  // Dots at its end make a name no other.
  url.hostname = url.hostname.replace(/\.+$/, "");
  if (around.publicUrl !== null && url.host === hostOf(around.publicUrl)) return "own_address";
  const host = url.hostname;
  if (around.isDevelopment && isLoopback(host)) return null;
  if (url.protocol === "http:" && !around.isDevelopment) return "not_https";
  if (!isPublic(host)) return "private_address";
  return isAllowedPort(url.port) ? null : "port_not_allowed";
}

const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null);

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** Below lie the services of a machine that are none of a webhook's business, such as mail. */
const FIRST_FREE_PORT = 1024;

/** The empty port is the protocol's own. */
const isAllowedPort = (port: string): boolean => port === "" || Number(port) >= FIRST_FREE_PORT;

/** The URL parser has turned decimal, hexadecimal and octal addresses into dotted ones. */
function isPublic(host: string): boolean {
  if (host.startsWith("[")) return isPublicV6(host.slice(1, -1));
  const parts = host.split(".");
  if (parts.every((part) => /^\d+$/.test(part))) return isPublicV4(parts.map(Number));
  return parts.length > 1 && !parts.includes("") && !PRIVATE_NAME.test(host);
}

/** Names that mean something within a house only (RFC 6761, 6762, 7686, 8375 and custom). */
const PRIVATE_NAME =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|invalid|onion|home\.arpa|in-addr\.arpa|ip6\.arpa)$/;

/** IANA's special-purpose IPv4 addresses, multicast and reserved ones: base and length. */
const V4_RANGES: readonly (readonly [base: readonly number[], bits: number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 31, 196, 0], 24],
  [[192, 52, 193, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[192, 175, 48, 0], 24],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3],
];

const numberOf = (parts: readonly number[]): number =>
  parts.reduce((sum, part) => sum * 256 + part, 0);

function isPublicV4(parts: readonly number[]): boolean {
  if (parts.length !== 4 || parts.some((part) => part > 255)) return false;
  const address = numberOf(parts);
  return !V4_RANGES.some(([base, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(address / size) === Math.floor(numberOf(base) / size);
  });
}

/**
 * Only global unicast (2000::/3), without what carries another address inside (6to4, Teredo) or is
 * set aside. IPv4-mapped and translated addresses lie outside of it.
 */
function isPublicV6(host: string): boolean {
  const [first = 0, second = 0] = groupsOf(host);
  if (first < 0x2000 || first > 0x3fff) return false;
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  return first !== 0x2002 && !(first === 0x3fff && second < 0x1000);
}

/** The eight groups of an address as the URL parser writes it: no dots, at most one `::`. */
function groupsOf(host: string): number[] {
  const [head = "", tail] = host.split("::");
  const numbers = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const before = numbers(head);
  if (tail === undefined) return before;
  const after = numbers(tail);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}
