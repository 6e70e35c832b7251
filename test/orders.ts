/** A plain paid order of three lines, 30 € in all: 30 points under the default program. */
export const order = (id: string, customer: string | null, more: object = {}) => ({
  id,
  source: "shopify",
  channel: "online",
  ...(customer === null ? {} : { member: { externalId: customer } }),
  currency: "EUR",
  total: 3000,
  items: ["1", "2", "3"].map((line) => ({
    id: line,
    sku: "BEAN-1KG",
    name: "Espresso 1 kg",
    quantity: 2,
    total: 1000,
    categories: ["coffee"],
  })),
  ...more,
});
