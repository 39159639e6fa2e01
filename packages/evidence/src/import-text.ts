import { clientRequests, hasClientCommand } from './client-commands.js';
import { curlRequests, hasCurl } from './curl-text.js';
import { devtoolsRequests, isDevtoolsHeaders } from './devtools-headers.js';
import { fetchCalls } from './fetch-call.js';
import { importEntries, importJson } from './har.js';
import { entriesOf, httpHeads } from './http-heads.js';
import { ImportError } from './import-error.js';
import type { ImportedRequest, ImportSource } from './imported-request.js';
import { isPlaywrightTrace, traceRequests } from './playwright-trace.js';
import { powershellRequests } from './powershell.js';
import { codeRequests, hasRequestCode } from './request-code.js';

/** In characters; a HAR may be larger. */
const COMMAND_LIMIT = 16 * 1024 * 1024;

/** What a text is as a whole that developer tools saved or copied, or undefined if it is something else. */
export function importSource(text: string): ImportSource | undefined {
  if (isPlaywrightTrace(text.slice(0, 200))) return 'playwright-trace';
  if (/^\ufeff?\s*\{/.test(text)) return 'har';
  if (/^(?:\s|[$>%#] ){0,100}curl(?:\.exe)?\s/.test(text)) return 'curl';
  if (/(?:\b(?:Invoke-WebRequest|Invoke-RestMethod)\b|^\s*(?:PS [^\n>]{0,200}> ?)?(?:irm|iwr)\s)/i.test(text))
    return 'powershell';
  return FETCH_CALL.test(text) ? 'fetch' : undefined;
}

const FETCH_CALL = /\bfetch\s{0,100}\(\s{0,1000}(?:["'`]|new (?:Request|URL)\b)/;

/** What a text holds somewhere, among other words: commands, heads of HTTP, code. */
export function embeddedSource(text: string): ImportSource | undefined {
  if (text.length > COMMAND_LIMIT) return undefined;
  if (isDevtoolsHeaders(text)) return 'devtools-headers';
  if (hasCurl(text)) return 'curl';
  if (hasClientCommand(text)) return 'wget';
  if (httpHeads(text).some(({ kind }) => kind === 'request')) return 'raw-http';
  return hasRequestCode(text) ? 'code' : undefined;
}

/**
 * The requests in a HAR, a collection, a trace, or in what "Copy as cURL" (bash and cmd), "Copy as PowerShell" and "Copy as
 * fetch" (browser and Node.js) give, one or all; in commands with their output, in heads of HTTP, and in code.
 * @throws ImportError where the text is broken, with the place.
 */
export function importText(text: string, source: ImportSource): readonly ImportedRequest[] {
  if (source === 'har' || source === 'collection') return importJson(text);
  if (source === 'playwright-trace') return traceRequests(text);
  if (text.length > COMMAND_LIMIT) throw new ImportError('too-large', [{ message: 'The text is larger than 16 MiB.' }]);
  switch (source) {
    case 'fetch':
      return fetchCalls(text);
    case 'powershell':
      return powershellRequests(text);
    case 'curl':
    case 'curl-output':
      return curlRequests(text);
    case 'wget':
    case 'httpie':
      return clientRequests(text);
    case 'raw-http':
      return importEntries({ entries: entriesOf(httpHeads(text), text), pages: new Map() }, 'raw-http');
    case 'devtools-headers':
      return devtoolsRequests(text);
    case 'code':
      return codeRequests(text);
    case 'url':
      return [];
  }
}
