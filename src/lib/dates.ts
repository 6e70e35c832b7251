/** Whether a text is a day that exists, as `2026-05-17`. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** Whether a text is a day of some year, as `05-17` or `02-29`. */
export const isDayOfYear = (text: string): boolean => isDate(`2024-${text}`);
