/** ` name="value"` of each. */
export const xmlAttributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${quoted(String(value))}"`)
    .join('');

/** Characters that XML 1.0 can't represent. https://www.w3.org/TR/xml/#charsets */
const UNWRITABLE = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ['"', '&quot;'],
]);

/** Text of an element. */
export const xmlText = (text: string): string =>
  text.replace(UNWRITABLE, '\ufffd').replace(/[<>&"]/g, (character) => ENTITIES.get(character) ?? character);

/** Whitespace in attributes would be normalized to spaces. */
const quoted = (text: string): string => xmlText(text).replace(/[\t\n\r]/g, (white) => `&#${white.charCodeAt(0)};`);
