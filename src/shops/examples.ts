/* What the reference shows; a test checks each against its schema. */

export const shop = {
  id: "shp_01kjx4z8m9e2vrw0q5t7y3n6bc",
  name: "Café Morgenrot",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  locale: "de",
  address: "sie",
  homeUrl: "https://shop.example",
  landingUrl: "https://shop.example/willkommen",
  legalSender: "Café Morgenrot, Marktplatz 1, 10115 Berlin",
  pictureUrl: "https://shop.example/picture.jpg",
  reportsTo: [{ email: "inhaber@shop.example", locale: "de" }],
  isSandbox: false,
  clockAt: null,
  createdAt: "2026-03-01T10:00:00Z",
};

export const key = {
  id: "key_01kjx4z8m9e2vrw0q5t7y3n6bd",
  kind: "secret",
  label: "till at the market square",
  scopes: ["orders:write", "members:read"],
  origins: [],
  goodwillLimit: 500,
  createdAt: "2026-03-01T10:00:00Z",
  expiresAt: null,
};

export const SECRET = "sk_live_01kjx4z8m9e2vrw0q5t7y3n6bc_5f0c1e9a7b3d2846f1a0c9e8d7b6a5f4e3d2c1b0";

export const deadLetter = {
  id: "17",
  shopId: shop.id,
  message: {
    type: "fact",
    shard: "DB",
    outbox: 4711,
    shop: shop.id,
    day: "2026-03-01",
    id: "fct_01kjx4z8m9e2vrw0q5t7y3n6be",
  },
  diedAt: "2026-03-01T10:20:00Z",
};
