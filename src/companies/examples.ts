const contact = {
  id: "ctc_01kjx4z8m9e2vrw0q5t7y3n6bk",
  name: "Ben Miller",
  role: "buyer",
  externalId: null,
  email: "ben@hotel.example",
  phone: null,
  card: null,
  createdAt: "2026-03-01T10:00:00Z",
  erasedAt: null,
};
const company = {
  id: "mem_01kjx4z8m9e2vrw0q5t7y3n6bh",
  stage: "regular",
  tier: null,
  name: "Hotel Miller GmbH",
  externalId: "b2b-7",
  vatId: "DE123456789",
  contacts: [contact],
  orders: { kept: 12, total: 1240000 },
  wallet: { points: { available: 120, pending: 0, held: 0 } },
  createdAt: "2026-03-01T10:00:00Z",
  erasedAt: null,
};
const done = { committed: true, company };

export const created = {
  request: { name: company.name, externalId: company.externalId, vatId: company.vatId },
  response: {
    committed: true,
    company: {
      ...company,
      stage: "prospect",
      contacts: [],
      orders: { kept: 0, total: 0 },
      wallet: { points: { available: 0, pending: 0, held: 0 } },
    },
  },
};
export const read = { response: company };
export const changed = { request: { name: company.name }, response: done };
export const contactAdded = {
  request: { name: contact.name, role: "buyer", email: contact.email },
  response: { committed: true, contact },
};
export const contactChanged = {
  request: { role: "viewer" },
  response: { committed: true, contact: { ...contact, role: "viewer" } },
};
export const contactErased = {
  response: {
    committed: true,
    contact: { ...contact, name: null, email: null, erasedAt: "2026-04-01T10:00:00Z" },
  },
};
export const volume = {
  response: {
    year: 2026,
    goods: 1240000,
    unit: "credit:EUR",
    bonus: 24800,
    level: { from: 1000000, percent: 2 },
    next: { from: 2000000, percent: 3, missing: 760000 },
    settlesAt: "2027-01-30T23:00:00Z",
    sentence:
      "Companies get store credit for what they buy in a calendar year: 2% from €10,000 and 3% from €20,000, of the whole sum. It comes 30 days after the year is over.",
    settled: [],
  },
};
