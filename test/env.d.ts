declare namespace Cloudflare {
  interface Env extends Bindings {
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
    REGULARS_FULL: boolean;
    /** By file name; empty where `REGULARS_DATA` is not set. */
    WEBHOOKS: Record<string, string>;
    /** Orders, weekly and reference, as texts; empty where `REGULARS_DATA` is not set. */
    CDNOW: Record<string, string>;
    REGULARS_DATA?: string;
  }
}
type Bindings = import("../src/core/env").Env;

declare module "*?raw" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: that is how bundlers give a text.
  export default text;
}
