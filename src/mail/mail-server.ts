/** A mail server, as `SMTP_URL` names it. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly isSecure: boolean;
  readonly user: string;
  readonly password: string;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { "smtp:": 587, "smtps:": 465 };

/** `smtps://user:password@mail.example:465`; null when the text is none. */
export function mailServerFrom(url: string): MailServer | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password } = new URL(url);
  const standard = DEFAULT_PORTS[protocol];
  if (standard === undefined || hostname === "") return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? standard : Number(port),
    isSecure: protocol === "smtps:",
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
