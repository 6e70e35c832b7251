import type { Text } from "../core/i18n";

/* Where a member stands in a set of tiers, in words. */

export const HELD: Text = {
  en: "You have been {level} since {since}.",
  de: { du: "Du bist seit dem {since} {level}.", sie: "Sie sind seit dem {since} {level}." },
};
export const HELD_UNTIL: Text = {
  en: "You have been {level} since {since}, until the end of {until}.",
  de: {
    du: "Du bist seit dem {since} {level}, bis einschließlich {until}.",
    sie: "Sie sind seit dem {since} {level}, bis einschließlich {until}.",
  },
};
export const NOT_HELD: Text = {
  en: "{set}: no level yet.",
  de: "{set}: noch keine Stufe erreicht.",
};
export const GIVEN: Text = {
  en: "This level is a gift from us.",
  de: "Diese Stufe ist ein Geschenk von uns.",
};
export const NEXT: Text = {
  en: "{missing} to go until {level}.",
  de: "Noch {missing} bis {level}.",
};
export const KEEP: Text = {
  en: "Another {missing} by {by}, and you stay {level}.",
  de: {
    du: "Noch {missing} bis einschließlich {by}, und du bleibst {level}.",
    sie: "Noch {missing} bis einschließlich {by}, und Sie bleiben {level}.",
  },
};
export const COUNTED: Text = {
  en: "Counted so far: {progress}.",
  de: "Bisher gezählt: {progress}.",
};

export const ORDERS = {
  en: { one: "order", other: "orders" },
  de: { one: "Bestellung", other: "Bestellungen" },
} as const;
