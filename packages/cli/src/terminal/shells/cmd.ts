import { COMMAND_HEAD, isPrintable, printable } from '@corsmith/evidence';
import type { Shell } from './shell.js';
import { doubledLastBackslashes, escapedQuotes } from './windows-argument.js';

const PLAIN = /^[\w@+:./\\-]+$/;

/** What cmd reads as its own, outside quotation marks. */
const SPECIAL = /[()%!^"<>&|]/g;
/** A caret also follows each `%`, so that no variable has the name after it. */
const careted = (text: string): string => text.replace(SPECIAL, '^$&').replace(/%(?=[^^])/g, '%^');

/** `%NAME%` and `%NAME:…%` are replaced inside quotation marks too. */
const HAS_VARIABLE = /%[^%:"]+[%:]/;

/**
 * cmd can't express line breaks and control characters: they become `�`. A program that is a batch file, as npm installs
 * them, has its arguments read twice.
 */
function word(text: string, program: string): string {
  const shown = isPrintable(text) ? text : printable(text).replace(/[\r\n]/g, '�');
  if (PLAIN.test(shown) && shown.search(COMMAND_HEAD) < 0) return shown;
  const quoted = `"${doubledLastBackslashes(escapedQuotes(shown))}"`;
  const isSimple = !shown.includes('"') && !HAS_VARIABLE.test(shown) && shown.search(COMMAND_HEAD) < 0;
  if (isSimple) return quoted;
  const once = careted(quoted);
  return (program === 'curl' ? once : careted(once)).replace(COMMAND_HEAD, '$&^');
}

export const cmd: Shell = { word, continuation: '^', program: { curl: 'curl.exe' } };
