import { byteLowercase, isToken } from './header-list.js';

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

/** A MIME type with its parameters, names in lower case. https://mimesniff.spec.whatwg.org/#mime-type-representation */
interface MimeType {
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** https://mimesniff.spec.whatwg.org/#parse-a-mime-type, of a header's value. */
function parseMimeType(value: string): MimeType | undefined {
  const essence = mimeEssence(value);
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of value.matchAll(PARAMETER)) {
    const text = quoted === undefined ? plain.replace(/[\t ]+$/, '') : quoted.replace(/\\(.)/gs, '$1');
    const key = byteLowercase(name);
    if (isToken(name) && (quoted !== undefined || text !== '') && !parameters.has(key)) parameters.set(key, text);
  }
  return { essence, parameters };
}

/** `;name=value` or `;name="quoted value"`, the closing mark of which may be missing. */
const PARAMETER = /;[\t ]*([^;=]*)=(?:"((?:[^"\\]|\\.)*)\\?"?[^;]*|([^;]*))/gs;

/** https://mimesniff.spec.whatwg.org/#serialize-a-mime-type */
const serializeMimeType = ({ essence, parameters }: MimeType): string =>
  [essence, ...[...parameters].map(([name, value]) => `${name}=${isToken(value) ? value : quote(value)}`)].join(';');

const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** Text that is sent as UTF-8 says so, where its type names a charset. https://xhr.spec.whatwg.org/#the-send()-method */
export function withUtf8Charset(type: string): string {
  const parsed = parseMimeType(type);
  const charset = parsed?.parameters.get('charset');
  if (!parsed || charset === undefined || byteLowercase(charset) === 'utf-8') return type;
  return serializeMimeType({ ...parsed, parameters: new Map([...parsed.parameters, ['charset', 'UTF-8']]) });
}

/** The same as some engines do it: whatever the type says of a charset, where it stands. */
export const replaceCharset = (type: string): string => type.replace(/(;[\t ]*charset=["']?)[^\t "';]+/gi, '$1UTF-8');
