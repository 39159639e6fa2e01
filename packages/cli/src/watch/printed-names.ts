/** The choices of `watch --print`. */
export const PRINTED = ['rules', 'dashboard', 'blackbox', 'blackbox-scrape'] as const;
export type Printed = (typeof PRINTED)[number];
