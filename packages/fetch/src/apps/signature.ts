/** Names that contexts of Fetch handlers have, and responses of node:http do not. */
const CONTEXT = /^_*(?:\{|(?:ctx|context|env|environment|info|server|platform|props|params|args|event)\b)/i;

/**
 * Whether a function of two or more parameters is a Fetch handler: its second parameter is destructured (`{ params }`) or
 * named as a context. Both kinds of function look alike otherwise.
 */
// biome-ignore lint/complexity/noBannedTypes: any function.
export const isContextHandler = (handler: Function): boolean => CONTEXT.test(secondParameter(String(handler)));

/** The text of the second parameter; empty if it can't be found. */
function secondParameter(source: string): string {
  const start = source.indexOf('(');
  let depth = 0;
  for (let at = start; at >= 0 && at < source.length; at++) {
    const character = source.charAt(at);
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character) && --depth === 0) return '';
    if (character === ',' && depth === 1) return source.slice(at + 1).trimStart();
  }
  return '';
}
