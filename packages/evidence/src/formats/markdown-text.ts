/** Escaped, so that the text of a server or a file can't become markup or end a table cell. */
export const markdownText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').replace(/[\\`*_{}[\]<>#|~@!]/g, (character) => `\\${character}`);
