import { COMMAND_HEAD, isPrintable } from '@corsmith/evidence';
import type { Shell } from './shell.js';
import { doubledLastBackslashes, escapedQuotes } from './windows-argument.js';

/** What no version reads as an operator, a number or a parameter with a value. */
const PLAIN = /^(?:-{0,2}[A-Za-z][A-Za-z-]*|https?:\/\/[\w./:-]+|\d+)$/;

/** A string, in double quotation marks only for characters that can't be printed or that a CI runner would obey. */
function stringOf(text: string): string {
  if (isPrintable(text) && text.search(COMMAND_HEAD) < 0) return `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
  const escaped = text
    .replace(/[`$"“”„]/g, '`$&')
    .replace(/[^ -~\p{L}\p{N}\p{P}\p{S}]/gu, codeUnits)
    .replace(COMMAND_HEAD, (head) => head.slice(0, -1) + codeUnits(head.slice(-1)));
  return `"${escaped}"`;
}

const codeUnits = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => `$([char]${text.charCodeAt(i)})`).join('');

const wordOf = (text: string): string => (PLAIN.test(text) ? text : stringOf(text));

/** `curl` may be the alias of another command. */
const program = { curl: 'curl.exe' };

/** PowerShell 7.3 and later, which passes each string to a program as one argument. */
export const powershell: Shell = { word: wordOf, continuation: '`', program };

/** Windows PowerShell 5.1, which passes quotation marks on unescaped and leaves an empty argument out. */
export const windowsPowershell: Shell = {
  word: (text) => {
    if (text === '') return `'""'`;
    const argument = escapedQuotes(text);
    return wordOf(/\s/.test(text) ? doubledLastBackslashes(argument) : argument);
  },
  continuation: '`',
  program,
};
