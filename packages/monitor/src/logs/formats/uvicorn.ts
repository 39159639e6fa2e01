import type { KnownFormat } from '../format.js';
import { timelessTemplate } from '../written.js';

/** https://www.uvicorn.org: without the time. */
export const uvicorn: KnownFormat = {
  id: 'uvicorn',
  title: 'uvicorn',
  before: ['morgan-dev'],
  shape: timelessTemplate('INFO:     $client_port - "$request" $status $reason'),
};
