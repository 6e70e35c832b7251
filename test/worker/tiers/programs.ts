/** Silver from 20 €, gold from 50 € of spend. */
export const level = (key: string, from: number, more: object = {}) => ({
  key,
  name: { de: key.toUpperCase(), en: key.toUpperCase() },
  from,
  ...more,
});

export const status = (more: object = {}) => ({
  key: "status",
  name: { de: "Status", en: "Status" },
  measure: "spend",
  levels: [level("silver", 2000), level("gold", 5000)],
  ...more,
});

/** What gold brings: 100 points and a voucher of 5 €. */
export const GIFTS = [
  { type: "points", amount: 100 },
  {
    type: "voucher",
    voucher: {
      name: { de: "5 € für Gold", en: "€5 for gold" },
      worth: { kind: "fixed_amount", amount: 500 },
    },
  },
];

export const withGifts = status({
  levels: [level("silver", 2000), level("gold", 5000, { entry: GIFTS })],
});
