import { bashCommands } from './bash-words.js';
import { cmdCommands } from './cmd-words.js';
import { curlRequest } from './curl.js';
import { fetchCalls } from './fetch-call.js';
import { importHar } from './har.js';
import { ImportError } from './import-error.js';
import type { ImportedRequest, ImportSource } from './imported-request.js';
import { powershellRequests } from './powershell.js';

/** In characters; a HAR may be larger. */
const COMMAND_LIMIT = 16 * 1024 * 1024;

/** The format of a text from the developer tools; undefined if it is not one of these. */
export function importSource(text: string): ImportSource | undefined {
  if (/^\ufeff?\s*\{/.test(text)) return 'har';
  if (/^(?:\s|[$>%#] ){0,100}curl(?:\.exe)?\s/.test(text)) return 'curl';
  if (/\b(?:Invoke-WebRequest|Invoke-RestMethod)\b/i.test(text)) return 'powershell';
  return /\bfetch\s{0,100}\(\s{0,1000}["'`]/.test(text) ? 'fetch' : undefined;
}

/**
 * The requests in a HAR, or in what "Copy as cURL" (bash and cmd), "Copy as PowerShell" and "Copy as fetch" (browser and
 * Node.js) give, one or all.
 * @throws ImportError where the text is broken, with the place.
 */
export function importText(text: string, source: ImportSource): readonly ImportedRequest[] {
  if (source === 'har') return importHar(text);
  if (text.length > COMMAND_LIMIT) throw new ImportError('too-large', [{ message: 'The text is larger than 16 MiB.' }]);
  switch (source) {
    case 'fetch':
      return fetchCalls(text);
    case 'powershell':
      return powershellRequests(text);
    case 'curl':
      return curlCommands(text).map(curlRequest);
  }
}

function curlCommands(text: string): readonly (readonly string[])[] {
  return (isForWindows(text) ? cmdCommands(text) : bashCommands(text))
    .map((words) => words.slice(words.findIndex(isCurl)))
    .filter(([command]) => command !== undefined && isCurl(command));
}

const isCurl = (word: string): boolean => /^curl(?:\.exe)?$/.test(word);

/** Escapes of cmd.exe, or quotation marks doubled as only Windows reads them. */
const isForWindows = (text: string): boolean =>
  /\^\s*\n|\^"|^\s*curl\.exe/.test(text) || (/[\w{,:]""|""[\w},:]/.test(text) && !text.includes("'"));
