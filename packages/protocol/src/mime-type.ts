import { byteLowercase } from './byte-case.js';
import { isToken, normalizeValue } from './header-list.js';

/**
 * The essence (`type/subtype`, lower case) of a Content-Type, or undefined where it does not parse. Parameters can't make
 * the parse fail, so they are not looked at. https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
export function mimeEssence(value: string): string | undefined {
  const text = value.replace(/^[\t\n\r ]+/, '');
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const type = text.slice(0, slash);
  const semicolon = text.indexOf(';', slash);
  const rest = text.slice(slash + 1, semicolon < 0 ? undefined : semicolon);
  let end = rest.length;
  while (end > 0 && '\t\n\r '.includes(rest.charAt(end - 1))) end--;
  const subtype = rest.slice(0, end);
  return isToken(type) && isToken(subtype) ? byteLowercase(`${type}/${subtype}`) : undefined;
}

/** https://mimesniff.spec.whatwg.org/#javascript-mime-type */
export const isJavaScriptEssence = (essence: string): boolean =>
  /^(application\/(x-)?(ecma|java)script|text\/((x-)?(ecma|java)script|javascript1\.[0-5]|jscript|livescript))$/.test(
    essence,
  );

/**
 * The parameters of a header's value that names a MIME type, in its order, also those of a name that was there before.
 * https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
export function mimeParameters(value: string): (readonly [name: string, value: string])[] {
  const parameters: (readonly [string, string])[] = [];
  for (const [, name = '', quoted, plain = ''] of value.matchAll(PARAMETER)) {
    // Only its end is stripped.
    const text = quoted === undefined ? normalizeValue(`=${plain}`).slice(1) : quoted.replace(/\\(.)/gs, '$1');
    if (isToken(name) && (quoted !== undefined || text !== '')) parameters.push([name, text]);
  }
  return parameters;
}

/** `;name=value` or `;name="quoted value"`, the closing mark of which may be missing. Whatever follows `;` matches: no way back. */
const PARAMETER = /;[\t ]*([^;=]*)(?:=(?:"((?:[^"\\]|\\.)*)\\?"?[^;]*|([^;]*)))?/gs;

/** https://mimesniff.spec.whatwg.org/#serialize-a-mime-type */
export const serializeMimeType = (
  essence: string,
  parameters: Iterable<readonly [name: string, value: string]>,
): string =>
  [essence, ...Array.from(parameters, ([name, value]) => `${name}=${isToken(value) ? value : quote(value)}`)].join(';');

const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** Text that is sent as UTF-8 says so, where its type names a charset. https://xhr.spec.whatwg.org/#the-send()-method */
export function withUtf8Charset(type: string): string {
  const essence = mimeEssence(type);
  if (essence === undefined) return type;
  const parameters = new Map<string, string>();
  for (const [name, value] of mimeParameters(type)) {
    const key = byteLowercase(name);
    if (!parameters.has(key)) parameters.set(key, value);
  }
  const charset = parameters.get('charset');
  if (charset === undefined || byteLowercase(charset) === 'utf-8') return type;
  return serializeMimeType(essence, parameters.set('charset', 'UTF-8'));
}

/** The same as some engines do it: whatever the type says of a charset, where it stands. */
export const replaceCharset = (type: string): string => type.replace(/(;[\t ]*charset=["']?)[^\t "';]+/gi, '$1UTF-8');
