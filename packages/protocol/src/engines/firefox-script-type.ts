import type { WireResponse } from '../exchange.js';
import { getLines } from '../header-list.js';
import { isJavaScriptEssence, mimeEssence } from '../mime-type.js';
import type { FetchRequest } from '../request.js';

/**
 * Firefox looks at the type of a script before it asks CORS: a module must be JavaScript, another script no picture, sound
 * or table. Of several types the last that is one counts.
 */
export function isUnusableScript({ asked: { initiator } }: FetchRequest, { headers }: WireResponse): boolean {
  if (initiator !== 'module' && initiator !== 'script') return false;
  const types = getLines(headers, 'content-type').map(mimeEssence);
  const type = types.findLast((essence) => essence !== undefined) ?? '';
  if (initiator === 'module') return !isJavaScriptEssence(type);
  return /^(audio|image|video)\//.test(type) || type === 'text/csv';
}
