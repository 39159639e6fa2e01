import type { KnownFormat } from '../format.js';
import { timelessTemplate } from '../written.js';

/** https://github.com/expressjs/morgan#dev: neither the time nor the client. */
export const morganDev: KnownFormat = {
  id: 'morgan-dev',
  title: 'morgan, dev',
  before: ['morgan-short'],
  shape: timelessTemplate('$request_method $request_uri $status $duration ms - $length'),
};
