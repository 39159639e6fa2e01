import { bashCommands } from './bash-words.js';
import { cmdCommands } from './cmd-words.js';
import { curlSent } from './curl.js';
import { importEntries } from './har.js';
import { entriesOf, httpHeads } from './http-heads.js';
import type { ImportedRequest } from './imported-request.js';
import { pageRequestOf, type WireSnapshot } from './page-request.js';

/** A command and what stands behind it. */
interface Stretch {
  readonly command: string;
  readonly output: string;
}

const CURL = /(^|[^\w./-])curl(?:\.exe)?[^\S\n]+(?=[-'"$^\\]|https?:|[\w.-]{1,200}[:/])/g;

/** Whether a text holds a `curl` command: by itself, after a prompt, in a Markdown fence, or in a sentence. */
export const hasCurl = (text: string): boolean => new RegExp(CURL).test(text);

/**
 * The requests of every `curl` command in a text, with what it printed.
 * @throws ImportError where a command can't be read.
 */
export function curlRequests(text: string): readonly ImportedRequest[] {
  return stretches(text).flatMap(({ command, output }) => {
    const sent = curlCommands(command).map(curlSent);
    const last = sent.at(-1);
    if (!last) return [];
    const recorded = withOutput(last, output);
    return [...(recorded.length === 0 ? sent : sent.slice(0, -1)).map(pageRequestOf), ...recorded];
  });
}

function withOutput(sent: WireSnapshot, output: string): readonly ImportedRequest[] {
  const { method, url, headers } = sent;
  const heads = httpHeads(output);
  const request = { method, url, headers: headers.map(([name, value]) => ({ name, value })) };
  if (heads.length > 0)
    return importEntries({ entries: entriesOf(heads, output, request), pages: new Map() }, 'curl-output');
  const error = /curl: \(\d{1,3}\) ([^\n]{1,500})/.exec(output)?.[1];
  if (error === undefined) return [];
  const exchange = { request: { kind: 'actual' as const, url, method, headers }, error };
  return [{ ...pageRequestOf(sent), source: 'curl-output', recorded: [exchange] }];
}

function stretches(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  const starts = new RegExp(CURL);
  for (let match = starts.exec(text); match; match = starts.exec(text)) {
    const start = match.index + (match[1]?.length ?? 0);
    const end = commandEnd(text, start, match[1] === '`' ? '`' : undefined);
    starts.lastIndex = end;
    const next = new RegExp(CURL);
    next.lastIndex = end;
    found.push({ command: text.slice(start, end), output: text.slice(end, next.exec(text)?.index ?? text.length) });
  }
  return found;
}

/** Where a command ends: at the end of a line that does not go on in the next one. */
function commandEnd(text: string, start: number, fence: string | undefined): number {
  let quote: string | undefined;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\' && quote !== "'") at += text[at + 1] === '\r' ? 2 : 1;
    else if (char === '^' && quote === undefined)
      at += /^(?:\r?\n){1,2}/.exec(text.slice(at + 1, at + 5))?.[0].length ?? 1;
    else if (quote !== undefined) quote = char === quote.at(-1) ? undefined : quote;
    else if (char === "'" || char === '"') quote = `${text[at - 1] === '$' ? '$' : ''}${char}`;
    else if (char === fence) return at;
    else if (char === '\n' && !/[&;|]\s*$/.test(text.slice(Math.max(start, at - 5), at))) return at;
  }
  return text.length;
}

function curlCommands(text: string): readonly (readonly string[])[] {
  return (isForWindows(text) ? cmdCommands(text) : bashCommands(text))
    .map((words) => words.slice(words.findIndex(isCurl)))
    .filter(([command]) => command !== undefined && isCurl(command));
}

const isCurl = (word: string): boolean => /^curl(?:\.exe)?$/.test(word);

/** Escapes of cmd.exe, or quotation marks doubled as only Windows reads them. */
const isForWindows = (text: string): boolean =>
  /\^\s*\n|\^"|^\s*curl\.exe/.test(text) || (/[\w,{:]""|""[\w},:]/.test(text) && !text.includes("'"));
