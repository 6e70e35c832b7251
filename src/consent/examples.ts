const wording = {
  id: "Qk3vX0m2c8H1bT7y",
  locale: "en",
  text: "Yes, Café Morgenrot may e-mail me news and offers. I can withdraw this at any time.",
};

const granted = {
  id: "cns_01h455vb4pex5vsknk084sn02r",
  channel: "email",
  purpose: "marketing",
  status: "granted",
  method: "double_opt_in",
  source: "checkout",
  wording,
  caller: "visitor",
  happenedAt: "2026-03-01T10:05:00Z",
  recordedAt: "2026-03-01T10:05:00Z",
};

export const read = {
  response: {
    member: "mem_01h455vb4pex5vsknk084sn02q",
    consents: [
      {
        channel: "email",
        purpose: "marketing",
        isAllowed: true,
        reason: null,
        status: "granted",
        proof: granted,
        doubleOptIn: { requestedAt: "2026-03-01T10:00:00Z", confirmedAt: "2026-03-01T10:05:00Z" },
      },
      {
        channel: "email",
        purpose: "points",
        isAllowed: false,
        reason: "no_consent",
        status: null,
        proof: null,
        doubleOptIn: null,
      },
    ],
    history: [
      granted,
      {
        ...granted,
        id: "cns_01h455vb4pex5vsknk084sn02q",
        status: "requested",
        method: "form",
        caller: "key_01h455vb4pex5vsknk084sn02q",
        happenedAt: "2026-03-01T10:00:00Z",
        recordedAt: "2026-03-01T10:00:00Z",
      },
    ],
  },
};

export const give = {
  request: {
    purpose: "marketing",
    status: "granted",
    method: "form",
    source: "checkout",
    wording: { locale: wording.locale, text: wording.text },
    doubleOptIn: true,
  },
  response: {
    committed: true,
    consent: {
      id: "cns_01h455vb4pex5vsknk084sn02q",
      channel: "email",
      purpose: "marketing",
      status: "requested",
      isAllowed: false,
      reason: "not_confirmed",
    },
    confirmation: "on_its_way",
  },
};

const suppression = {
  id: "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
  reason: "hard_bounce",
  suppressedAt: "2026-03-01T10:00:00Z",
};

export const suppressions = { response: { data: [suppression], nextCursor: null } };
export const suppress = {
  request: { email: "anna@example.com", reason: "hard_bounce" },
  response: { committed: true, suppression },
};
export const unsuppress = { response: { committed: true, suppression } };
