/* Answers as they are, for the reference. */

const ID = "msg_Im1lbV8wMWg0NTV2YjRwZXg1dnNrbmswODRzbjAycSIsIndpbl9iYWNrOjE3NzIzNjI4MDAwMDAi";

const shown = {
  id: ID,
  title: "Wir haben dich vermisst",
  text: "Dein letzter Besuch ist schon eine Weile her.\n\nWir freuen uns, wenn du wieder vorbeischaust.",
  at: "2026-05-10T08:00:00Z",
  readAt: null,
  action: { label: "Zum Shop", url: "https://shop.example" },
};

export const inbox = { response: { data: [shown], nextCursor: null } };

export const read = {
  response: { committed: true, message: { ...shown, readAt: "2026-05-10T09:30:00Z" } },
};

export const messages = {
  response: {
    data: [
      {
        id: ID,
        journey: "win_back",
        purpose: "marketing",
        channel: "inbox",
        status: "shown",
        reason: "no_consent",
        title: shown.title,
        dueAt: "2026-05-10T08:00:00Z",
        plannedAt: "2026-05-10T08:00:00Z",
        sentAt: null,
        readAt: null,
        attempts: 0,
        program: 1,
      },
    ],
    nextCursor: null,
  },
};
