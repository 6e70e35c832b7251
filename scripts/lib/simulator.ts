import { FIRST_NAMES, LAST_NAMES, PRODUCTS, type Product, STORES } from "./assortment.ts";
import { Random } from "./random.ts";

/** One call that the simulated shop makes. */
export interface SimulatedCall {
  readonly request: string;
  readonly body: object;
}

export interface SimulatedMember {
  readonly externalId: string;
  /** Orders and the returns of them, in the order in which they happened. */
  readonly calls: readonly SimulatedCall[];
}

export interface Simulation {
  readonly seed: string;
  readonly members: number;
  /** The year ends here, ms since epoch. */
  readonly endsAt: number;
}

export const SOURCE = "demo";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
const FREE_SHIPPING_FROM = 4_000;
const SHIPPING = 490;
const RETURN_SHARE = 0.05;
/** Two days, as the time of day and Sundays move an order by almost one. */
const SHORTEST_GAP_DAYS = 2;

/**
 * A year of a roastery's customers. The same simulation yields the same calls whenever it runs, so
 * an interrupted demo goes on where it stopped. Each member buys at a rhythm of their own (gamma
 * distributed gaps around a mean that varies between members), may stop after any order, keeps to
 * favourites and spends log-normally.
 */
export const simulate = (simulation: Simulation): SimulatedMember[] =>
  Array.from({ length: simulation.members }, (_, i) => memberOf(simulation, i + 1));

interface Profile {
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly birthday?: string;
}

interface Traits {
  readonly profile: Profile;
  readonly gapDays: number;
  readonly stops: number;
  readonly online: number;
  readonly store: string;
  readonly favourites: readonly Product[];
  readonly generosity: number;
}

function memberOf({ seed, endsAt }: Simulation, number: number): SimulatedMember {
  const random = new Random(`${seed}:${number}`);
  const traits = traitsOf(random, number);
  const calls: SimulatedCall[] = [];
  let day = YEAR_DAYS * random.next() ** 1.25;
  for (let n = 1; day < YEAR_DAYS; n++) {
    const placedAt = Math.min(endsAt, openingTime(random, endsAt - (YEAR_DAYS - day) * DAY_MS));
    calls.push(...orderOf(random, traits, `${number}-${n}`, placedAt, endsAt));
    if (random.chance(traits.stops)) break;
    day += Math.max(SHORTEST_GAP_DAYS, random.gamma(3, traits.gapDays));
  }
  return { externalId: traits.profile.externalId, calls };
}

function traitsOf(random: Random, number: number): Traits {
  const [first, last] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
  const id = String(number).padStart(3, "0");
  const birthday = new Date(Date.UTC(random.between(1948, 2006), random.between(0, 11), 1));
  birthday.setUTCDate(random.between(1, 28));
  return {
    profile: {
      externalId: `kunde-${id}`,
      name: `${first} ${last}`,
      email: `${ascii(first)}.${ascii(last)}.${id}@example.com`,
      locale: random.chance(0.9) ? "de" : "en",
      ...(random.chance(0.6) ? { birthday: birthday.toISOString().slice(0, 10) } : {}),
    },
    gapDays: random.logNormal(26, 0.6),
    stops: 0.02 + 0.2 * random.next() ** 2,
    online: random.chance(0.4) ? 0.9 : 0.15,
    store: random.pick(STORES),
    favourites: [random.pick(PRODUCTS.slice(0, 5)), random.pick(PRODUCTS)],
    generosity: random.logNormal(1.1, 0.45),
  };
}

const GERMAN: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", ı: "i" };

const ascii = (name: string): string =>
  name.toLowerCase().replace(/[äöüßı]/g, (letter) => GERMAN[letter] ?? letter);

/** The same day between 7 and 18 h UTC, Sundays moved to Monday. */
function openingTime(random: Random, at: number): number {
  const day = new Date(at);
  day.setUTCHours(random.between(7, 17), random.between(0, 59), random.between(0, 59), 0);
  return day.getTime() + (day.getUTCDay() === 0 ? DAY_MS : 0);
}

function orderOf(
  random: Random,
  traits: Traits,
  id: string,
  placedAt: number,
  endsAt: number,
): SimulatedCall[] {
  const isOnline = random.chance(traits.online);
  const items = basketOf(random, traits);
  const goods = items.reduce((sum, { total }) => sum + total, 0);
  const shipping = isOnline && goods < FREE_SHIPPING_FROM ? SHIPPING : 0;
  const order: SimulatedCall = {
    request: "POST /v1/orders",
    body: {
      id,
      source: SOURCE,
      channel: isOnline ? "online" : "store",
      storeId: isOnline ? null : traits.store,
      status: "paid",
      member: traits.profile,
      currency: "EUR",
      total: goods + shipping,
      taxIncluded: true,
      tax: items.reduce((sum, { tax }) => sum + tax, 0),
      shipping,
      items: items.map(({ tax: _, ...item }) => item),
      placedAt: new Date(placedAt).toISOString(),
      mode: "history",
      earn: "rules",
    },
  };
  const returnedAt = placedAt + random.between(3, 12) * DAY_MS;
  const comesBack = isOnline && random.chance(RETURN_SHARE) && returnedAt < endsAt;
  const refund: SimulatedCall = {
    request: `POST /v1/orders/${SOURCE}:${id}/refunds`,
    body: {
      id: `R-${id}`,
      items: [{ id: "1", quantity: 1 }],
      refundedAt: new Date(returnedAt).toISOString(),
    },
  };
  return comesBack ? [order, refund] : [order];
}

function basketOf(random: Random, traits: Traits) {
  const lines = random.between(1, 3);
  const chosen = new Set<Product>();
  while (chosen.size < lines) {
    chosen.add(random.chance(0.6) ? random.pick(traits.favourites) : random.pick(PRODUCTS));
    if (random.chance(0.2)) break;
  }
  return [...chosen].map((product, i) => {
    const wanted = Math.round(random.logNormal(traits.generosity, 0.4));
    const quantity = product.price > 2_000 ? 1 : Math.min(12, Math.max(1, wanted));
    const total = quantity * product.price;
    return {
      id: String(i + 1),
      sku: product.sku,
      name: product.name,
      quantity,
      total,
      categories: [product.category],
      tax: Math.round((total * product.taxRate) / (100 + product.taxRate)),
    };
  });
}
