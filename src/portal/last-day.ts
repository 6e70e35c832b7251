import type { Context } from "../core/context";
import { formatDate } from "../core/i18n";

/** The day on which something that ends at an instant is still valid. */
export const lastDay = ({ shop, locale }: Context, iso: string): string =>
  formatDate(Date.parse(iso) - 1, shop.timeZone, locale);
