/** What a contact is to a company. */
export const ROLES = ["admin", "buyer", "accountant", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Whether a contact of this role may spend what the company has. */
export const maySpend = (role: Role): boolean => role === "admin" || role === "buyer";
