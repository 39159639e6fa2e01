import type { PageCase } from '../browsers/browser.js';
import type { Received, World } from '../servers/world.js';
import type { Sent } from './observation.js';
import { sentOf } from './sent.js';

/** What reached the servers, as it is compared. */
export const receivedOf = (world: World, received: readonly Received[], pageCase: PageCase): readonly Sent[] =>
  received.map(({ place, target, preflight, method, headers, body }) =>
    sentOf(pageCase, {
      kind: preflight ? 'preflight' : 'actual',
      method,
      url: `${world.origins[place]}${target}`,
      headers,
      body,
    }),
  );
