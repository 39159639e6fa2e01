import type { Context } from 'hono';
import { intervalOf } from '../watch/interval.js';
import { contractOf } from './contract-text.js';
import { streamUpdates } from './stream-updates.js';
import type { Watching } from './watching.js';

/** Starts, stops and follows the watch of the page. */
export const watchRoutes = (watching: Watching) => ({
  async start(c: Context): Promise<Response> {
    const { text, environment = '', interval } = await c.req.json().catch(() => ({}));
    const contract = contractOf({ text, environment });
    if (!('policy' in contract)) return c.json(contract, 400);
    const intervalMs = intervalOf(String(interval), 'The interval');
    if (typeof intervalMs !== 'number') return c.json({ problems: [intervalMs] }, 400);
    watching.start({ text, environment, interval }, contract, intervalMs);
    return c.body(null, 204);
  },
  stop(c: Context): Response {
    watching.stop();
    return c.body(null, 204);
  },
  follow: (c: Context): Response => streamUpdates(c, watching.follow),
});
