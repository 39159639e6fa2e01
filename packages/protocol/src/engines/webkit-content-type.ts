import { byteLowercase } from '../byte-case.js';
import { mimeEssence, mimeParameters, serializeMimeType } from '../mime-type.js';

/**
 * Text that XHR sends as UTF-8 says so, where its type names another charset. WebKit looks for a parameter's name before
 * it makes it lower case, so that `charset=x;CHARSET=y` is one parameter that is written twice.
 */
export function withWebkitCharset(type: string): string {
  const essence = mimeEssence(type);
  if (essence === undefined) return type;
  const names: string[] = [];
  const values = new Map<string, string>();
  for (const [name, value] of mimeParameters(type)) {
    if (values.has(name)) continue;
    names.push(byteLowercase(name));
    values.set(byteLowercase(name), value);
  }
  const charset = values.get('charset');
  if (!charset || byteLowercase(charset) === 'utf-8') return type;
  values.set('charset', 'UTF-8');
  return serializeMimeType(
    essence,
    names.map((name) => [name, values.get(name) ?? ''] as const),
  );
}
