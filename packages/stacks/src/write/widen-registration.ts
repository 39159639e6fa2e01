import type { PolicyConfig } from '@corsmith/server';
import type { Edit } from './edit.js';
import { widenJavaScript } from './widen-javascript.js';
import { widenPython } from './widen-python.js';

/**
 * Adds what the policy allows to the CORS registration that the file has, in its own words; undefined if it has none that can
 * be changed. Line endings are preserved.
 */
export function widenRegistration(path: string, text: string, policy: PolicyConfig): Edit | undefined {
  const isWindows = /\r\n/.test(text) && !/[^\r]\n/.test(text);
  const plain = isWindows ? text.replaceAll('\r\n', '\n') : text;
  const edit = /\.py$/i.test(path) ? widenPython(plain, policy) : widenJavaScript(plain, policy, path);
  if (edit?.kind !== 'edited' || !isWindows) return edit;
  return { kind: 'edited', text: edit.text.replaceAll('\n', '\r\n') };
}
