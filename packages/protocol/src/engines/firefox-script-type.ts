import type { WireResponse } from '../exchange.js';
import type { FetchRequest } from '../fetch-request.js';
import { getLines } from '../header-list.js';
import { isJavaScriptEssence, mimeEssence } from '../mime-type.js';

/**
 * Firefox checks the type of a script before CORS: a module must be JavaScript, another script no image, audio, video
 * or table. Of several types the last valid one counts.
 */
export function isUnusableScript({ init: { initiator } }: FetchRequest, { headers }: WireResponse): boolean {
  if (initiator !== 'module' && initiator !== 'script') return false;
  const types = getLines(headers, 'content-type').map(mimeEssence);
  const type = types.findLast((essence) => essence !== undefined) ?? '';
  if (initiator === 'module') return !isJavaScriptEssence(type);
  return /^(audio|image|video)\//.test(type) || type === 'text/csv';
}
