import type { HeaderList } from '@corsmith/protocol';
import { ImportError, placeIn } from './import-error.js';
import type { ImportedRequest } from './imported-request.js';
import { pageRequestOf } from './page-request.js';

/** A word, a string, or a sign. */
interface Token {
  readonly kind: 'word' | 'string' | 'sign';
  readonly text: string;
  readonly at: number;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  0: '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};
/** How developer tools write what is not ASCII: `$([char]233)`. */
const CHARACTER = /^\$\(\[char\](\d{1,5})\)/;

/**
 * The requests that `Invoke-WebRequest` and `Invoke-RestMethod` send in a text for PowerShell, as developer tools copy it.
 * @throws ImportError where a string is not closed, or a command names no URL.
 */
export function powershellRequests(text: string): readonly Omit<ImportedRequest, 'recorded'>[] {
  const tokens = tokensOf(text);
  const starts = tokens.flatMap(({ kind, text: word }, i) =>
    kind === 'word' && /^(?:invoke-webrequest|invoke-restmethod|iwr|irm)$/i.test(word) ? [i] : [],
  );
  const hasCookies = /\.Cookies\.Add\(/i.test(text);
  return starts.map((start, i) =>
    commandRequest(text, tokens.slice(start, starts[i + 1]), hasCookies ? 'cookies' : 'none'),
  );
}

function commandRequest(
  text: string,
  tokens: readonly Token[],
  jar: 'cookies' | 'none',
): Omit<ImportedRequest, 'recorded'> {
  const url = parameter(tokens, 'uri') ?? tokens.find(({ kind }) => kind === 'string')?.text;
  if (url === undefined)
    throw new ImportError('not-a-command', [
      { message: 'This command names no URL.', ...placeIn(text, tokens[0]?.at ?? 0) },
    ]);
  const type = parameter(tokens, 'contenttype');
  const body = parameter(tokens, 'body');
  return pageRequestOf({
    source: 'powershell',
    url,
    method: (parameter(tokens, 'method') ?? 'GET').toUpperCase(),
    headers: [
      ...table(tokens).filter(([name]) => !['authority', 'method', 'path', 'scheme'].includes(name)),
      ...(type === undefined ? [] : [['Content-Type', type] as const]),
      ...(jar === 'cookies' ? [['Cookie', ''] as const] : []),
    ],
    ...(body !== undefined && { body }),
  });
}

/** The value of `-Name value`, also of `-Name ([System.Text.Encoding]::UTF8.GetBytes("value"))`. */
function parameter(tokens: readonly Token[], name: string): string | undefined {
  const at = tokens.findIndex(({ kind, text }) => kind === 'word' && text.toLowerCase() === `-${name}`);
  const next =
    at < 0 ? undefined : tokens.slice(at + 1).find(({ kind, text }) => kind === 'string' || text.startsWith('-'));
  const first = at < 0 ? undefined : tokens[at + 1];
  if (first?.kind === 'word' && !/^[-$@[]/.test(first.text)) return first.text;
  return next?.kind === 'string' ? next.text : undefined;
}

/** The pairs of `-Headers @{ "name"="value" … }`. */
function table(tokens: readonly Token[]): HeaderList {
  const open = tokens.findIndex(
    ({ kind, text }, i) => kind === 'sign' && text === '{' && /^-headers$/i.test(tokens[i - 2]?.text ?? ''),
  );
  if (open < 0) return [];
  const close = tokens.findIndex(({ kind, text }, i) => i > open && kind === 'sign' && text === '}');
  const inside = tokens.slice(open + 1, close < 0 ? undefined : close);
  return inside.flatMap(({ kind, text }, i): HeaderList => {
    const [name, value] = [inside[i - 1], inside[i + 1]];
    return kind === 'sign' && text === '=' && name && value ? [[name.text, value.text]] : [];
  });
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '"' || char === "'") {
      const { value, end } = stringAt(text, at);
      tokens.push({ kind: 'string', text: value, at });
      at = end;
    } else if ('{}=@();'.includes(char)) {
      tokens.push({ kind: 'sign', text: char, at });
      at++;
    } else {
      const word = /^[^\s"'{}=@();`]+/.exec(text.slice(at, at + LONGEST_WORD))?.[0];
      if (word) tokens.push({ kind: 'word', text: word, at });
      at += word?.length ?? 1;
    }
  }
  return tokens;
}

/** Longer ones are read in parts. */
const LONGEST_WORD = 1024;

function stringAt(text: string, open: number): { readonly value: string; readonly end: number } {
  const quote = text.charAt(open);
  const parts: string[] = [];
  for (let at = open + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote && text[at + 1] !== quote) return { value: parts.join(''), end: at + 1 };
    if (char === quote) at++;
    if (quote === "'" || (char !== '`' && char !== '$')) {
      parts.push(char);
      continue;
    }
    const code = char === '$' ? CHARACTER.exec(text.slice(at, at + 16)) : null;
    if (code) {
      parts.push(String.fromCharCode(Number(code[1])));
      at += code[0].length - 1;
    } else if (char === '$') {
      parts.push(char);
    } else {
      const next = text[++at] ?? '';
      parts.push(ESCAPES[next] ?? next);
    }
  }
  throw new ImportError('not-a-command', [{ message: 'This string is not closed.', ...placeIn(text, open) }]);
}
