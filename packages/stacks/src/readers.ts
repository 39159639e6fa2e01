// Written by `npm run lists` from readers/.

import type { Reader } from './read/reading.js';
import { express } from './readers/express.js';
import { ingressNginx } from './readers/ingress-nginx.js';
import { nginx } from './readers/nginx.js';

/** Every reader of configurations. */
export const readers: readonly Reader[] = [express, ingressNginx, nginx];
