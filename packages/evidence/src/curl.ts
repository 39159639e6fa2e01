import { byteLowercase, type HeaderList } from '@corsmith/protocol';
import { ImportError } from './import-error.js';
import type { WireSnapshot } from './page-request.js';

/** Options with a value that say something of the request. */
const MEANT: Readonly<Record<string, string>> = {
  H: 'header',
  X: 'request',
  d: 'data',
  b: 'cookie',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  F: 'form',
  T: 'upload-file',
};
const WITH_VALUE = new Set([
  ...['header', 'request', 'data', 'data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'json', 'cookie', 'user'],
  ...['user-agent', 'referer', 'form', 'form-string', 'url', 'oauth2-bearer'],
  // Options about something else, whose values are no URLs.
  ...[
    'output',
    'max-time',
    'connect-timeout',
    'proxy',
    'cacert',
    'cert',
    'key',
    'resolve',
    'connect-to',
    'retry',
    'cookie-jar',
  ],
  ...[
    'dump-header',
    'write-out',
    'interface',
    'limit-rate',
    'range',
    'upload-file',
    'ciphers',
    'max-redirs',
    'proxy-user',
  ],
  ...['config', 'continue-at', 'netrc-file', 'noproxy', 'preproxy', 'socks5', 'socks5-hostname', 'unix-socket'],
  ...['aws-sigv4', 'capath', 'cert-type', 'key-type', 'pass', 'tls-max', 'tls13-ciphers', 'curves', 'pinnedpubkey'],
  ...['retry-delay', 'retry-max-time', 'expect100-timeout', 'keepalive-time', 'speed-limit', 'speed-time', 'rate'],
  ...[
    'proto',
    'proto-default',
    'proto-redir',
    'proxy-header',
    'dns-servers',
    'doh-url',
    'trace',
    'trace-ascii',
    'stderr',
  ],
  ...['etag-compare', 'etag-save', 'hsts', 'alt-svc', 'max-filesize', 'output-dir', 'time-cond', 'local-port'],
]);
const SHORT_WITH_VALUE = new Set([
  ...Object.keys(MEANT),
  'o',
  'm',
  'x',
  'E',
  'c',
  'D',
  'w',
  'r',
  'T',
  'U',
  'K',
  'C',
  'y',
  'Y',
  'z',
  't',
  'P',
  'Q',
]);

/** The options of a command, in order. */
interface Options {
  readonly urls: string[];
  readonly given: [name: string, value: string][];
}

/**
 * The request that a `curl` command sends.
 * @throws ImportError if it names no URL.
 */
export function curlSent(words: readonly string[]): WireSnapshot {
  const { urls, given } = optionsOf(words.slice(1));
  const url = urls[0] ?? given.find(([name]) => name === 'url')?.[1];
  if (url === undefined) throw new ImportError('not-a-command', [{ message: 'The curl command names no URL.' }]);
  const values = (name: string) => given.filter(([option]) => option === name).map(([, value]) => value);
  const has = (name: string) => given.some(([option]) => option === name);
  const body = bodyOf(given);
  const isGet = has('get') || has('G');
  const headers = headersOf(given, body);
  const uploads = values('upload-file');
  const usual = has('head') || has('I') ? 'HEAD' : uploads.length > 0 ? 'PUT' : isGet || !body ? 'GET' : 'POST';
  const method = values('request').at(-1) ?? usual;
  const address = withScheme(url);
  return {
    source: 'curl',
    url: isGet && body ? `${address}${address.includes('?') ? '&' : '?'}${body.text}` : address,
    method,
    headers,
    ...(body && !isGet && { body: body.text }),
    ...(values('cookie').length > 0 && { says: { credentials: 'include' as const } }),
    notes: [...(body?.notes ?? []), ...uploads.map((file) => `The body in ${file} is left out.`)],
  };
}

function optionsOf(words: readonly string[]): Options {
  const urls: string[] = [];
  const given: [string, string][] = [];
  const rest = words.values();
  const take = () => rest.next().value ?? '';
  for (const word of rest) {
    if (word.startsWith('--')) {
      const name = word.slice(2);
      given.push([name, WITH_VALUE.has(name) ? take() : '']);
    } else if (word.startsWith('-') && word.length > 1) {
      shortOptions(word.slice(1), take, given);
    } else {
      urls.push(word);
    }
  }
  return { urls, given };
}

/** `-sSXPOST`; `take` gives the next word, for a value that stands apart. */
function shortOptions(letters: string, take: () => string, given: [string, string][]): void {
  for (const [i, letter] of [...letters].entries()) {
    const name = MEANT[letter] ?? letter;
    if (!SHORT_WITH_VALUE.has(letter)) {
      given.push([name, '']);
      continue;
    }
    const rest = letters.slice(i + 1);
    given.push([name, rest === '' ? take() : rest]);
    return;
  }
}

interface CurlBody {
  readonly text: string;
  readonly type: string;
  readonly notes: readonly string[];
}

const DATA = ['data', 'data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'json'];

function bodyOf(given: Options['given']): CurlBody | undefined {
  if (given.some(([name]) => name === 'form' || name === 'form-string'))
    return {
      text: '',
      type: 'multipart/form-data; boundary=boundary',
      notes: ['The fields of the form are left out.'],
    };
  const data = given.filter(([name]) => DATA.includes(name));
  if (data.length === 0) return undefined;
  // `--data-urlencode name@file` names a field before it.
  const files = data.filter(([name, value]) =>
    name === 'data-urlencode' ? /^[^=@]*@/.test(value) : name !== 'data-raw' && value.startsWith('@'),
  );
  const texts = data.filter((one) => !files.includes(one)).map(([, value]) => value);
  const isJson = data.some(([name]) => name === 'json');
  return {
    text: texts.join(isJson ? '' : '&'),
    type: isJson ? 'application/json' : 'application/x-www-form-urlencoded',
    notes:
      files.length > 0
        ? [`The body in ${files.map(([, value]) => value.slice(value.indexOf('@') + 1)).join(', ')} is left out.`]
        : [],
  };
}

function headersOf(given: Options['given'], body: CurlBody | undefined): HeaderList {
  const lines = given.flatMap(([name, value]): HeaderList => {
    switch (name) {
      case 'header':
        return headerLine(value);
      case 'cookie':
        return [['Cookie', value]];
      case 'referer':
        return [['Referer', value]];
      case 'user':
        return [['Authorization', `Basic ${Buffer.from(value).toString('base64')}`]];
      case 'oauth2-bearer':
        return [['Authorization', `Bearer ${value}`]];
      default:
        return [];
    }
  });
  const isTyped = lines.some(([name]) => byteLowercase(name) === 'content-type');
  return body && !isTyped ? [...lines, ['Content-Type', body.type]] : lines;
}

/** `Name: value`, and `Name;` for an empty one. `Name:` removes a header. */
function headerLine(line: string): HeaderList {
  const colon = line.indexOf(':', 1);
  if (colon < 0) return line.endsWith(';') ? [[line.slice(0, -1), '']] : [];
  const value = line.slice(colon + 1).trim();
  return value === '' ? [] : [[line.slice(0, colon), value]];
}

const withScheme = (url: string): string => (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`);
