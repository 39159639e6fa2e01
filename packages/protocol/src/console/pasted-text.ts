const ENTITIES: Readonly<Record<string, string>> = {
  apos: "'",
  quot: '"',
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: ' ',
  lsquo: '\u2018',
  rsquo: '\u2019',
  ldquo: '\u201c',
  rdquo: '\u201d',
};
const ENTITY = /&(?:#(\d{2,4})|#x([0-9a-f]{2,4})|(apos|quot|lt|gt|amp|nbsp|[lr][sd]quo));/gi;
/** Elements that copied pages and reports have around and inside of messages. */
const TAG = /<\/?(?:a|b|br|code|div|em|font|i|kbd|li|mark|p|pre|span|strong|td|th|tr|u|ul)(?:\s[^<>\n]{0,1000})?\/?>/gi;
const LINK = /\[([^[\]\n]{1,2000})\]\(<?(https?:[^()\s<>]{1,4000})>?\)/g;
const AUTOLINK = /<(https?:\/\/[^<>\s]{1,8192})>/g;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]|\x1b\[[\d;]{0,20}[A-Za-z]?/g;
const ESCAPED = /\\u(00(?:27|22|26|3c|3e|60|ab|bb)|201[89abcdef])/gi;
/** `''` around a word, as SQL doubles it. */
const DOUBLED = /'(?='[\w(])|(?<=[\w/.)])'(?=')/g;

/**
 * A text without what was added where it was pasted: colours of a terminal, HTML, links of Markdown, escapes of JSON, invisible
 * characters. Linear in its length.
 */
export function withoutMarkup(text: string): string {
  return withoutDoubling(
    text
      .replace(INVISIBLE, '')
      .replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(TAG, '')
      .replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
        return String.fromCharCode(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
      })
      .replace(LINK, (_, label: string, url: string) => (/^https?:/.test(label) ? url : label))
      .replace(AUTOLINK, '$1')
      .replace(/\\+(?=['"`])/g, ''),
  );
}

/** A value may begin or end with a quotation mark of its own; the marks around a URL show whether all are doubled. */
const withoutDoubling = (text: string): string => (/(?<!')'(?=https?:)/.test(text) ? text : text.replace(DOUBLED, ''));
