import { NOON, type Request } from './log-lines.js';

/**
 * 150 requests of which 80 are preflights: 40 followed by their request, 25 refused with 404 and 5 with 401, and 10 that no
 * request follows.
 */
export const GROUND_TRUTH: readonly Request[] = Array.from({ length: 40 }, (_, i): readonly Request[] => {
  const time = NOON + i * 27;
  const one = { client: `203.0.113.${i + 1}`, host: 'api.example.com', origin: 'https://app.example.com' };
  const preflight = (target: string, status: number): Request => ({ ...one, time, method: 'OPTIONS', target, status });
  return [
    preflight(`/orders/${i}`, 204),
    { ...one, time: time + 1, method: 'PUT', target: `/orders/${i}`, status: 200 },
    ...(i < 25 ? [preflight(`/items/${i}?token=secret`, 404)] : []),
    ...(i < 10 ? [preflight('/stock', 200)] : []),
    ...(i >= 20 && i < 25 ? [preflight('/admin', 401)] : []),
    ...(i >= 10 ? [{ ...one, time, method: 'GET', target: '/', status: 200 }] : []),
  ];
})
  .flat()
  .sort((a, b) => a.time - b.time);

export const TRUTH = { preflights: 80, refused: 30, aborted: 0, unfollowed: 10, undecided: 0 };
/** Without times, a request may follow at any time. */
export const TIMELESS_TRUTH = { ...TRUTH, unfollowed: 0, undecided: 10 };
/** Without clients too, it is unknown which requests follow. */
export const CLIENTLESS_TRUTH = { ...TRUTH, unfollowed: 0, undecided: 50 };
