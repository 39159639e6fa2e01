import type { KnownFormat } from '../format.js';
import { timelessTemplate } from '../written.js';

/** https://github.com/expressjs/morgan#short: without the time. */
export const morganShort: KnownFormat = {
  id: 'morgan-short',
  title: 'morgan, short',
  before: ['caddy'],
  shape: timelessTemplate('$remote_addr $user $request_method $request_uri $protocol $status $length - $duration ms'),
};
