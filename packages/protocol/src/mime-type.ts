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
