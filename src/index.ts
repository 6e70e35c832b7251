import { app } from "./app";
import type { Env, Message } from "./core/env";

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Env, Message>;
