import { expect } from 'vitest';
import { utf8Decode } from '../src/header-list.js';
import {
  type Block,
  type BlockCode,
  type CorsErrorMessage,
  type EngineName,
  type Outcome,
  type PageRequest,
  type ParsedMessage,
  parseConsoleMessage,
  parseConsoleText,
} from '../src/index.js';

/** Parameters of a block that the engine's words leave out. */
const OMITTED: Readonly<Record<EngineName, readonly BlockCode[]>> = {
  standard: [],
  chromium: ['PreflightInvalidStatus', 'RedirectContainsCredentials', 'DisallowedByMode', 'RedirectModeNotAllowed'],
  firefox: [
    'InvalidAllowCredentials',
    'PreflightDisallowedRedirect',
    'MethodDisallowedByPreflightResponse',
    'RedirectContainsCredentials',
    'RedirectDisallowedScheme',
    'RedirectInvalidLocation',
  ],
  webkit: [
    'MultipleAllowOriginValues',
    'InvalidAllowCredentials',
    'DisallowedByMode',
    'RedirectDisallowedScheme',
    'RedirectModeNotAllowed',
  ],
};

/** Every message reads back as what the outcome says. */
export function expectRoundTrip(request: PageRequest, outcome: Outcome): void {
  const { engine, block, messages } = outcome;
  if (messages.length === 0) return;
  const parsed = parseConsoleText(messages.join('\n'));
  for (const message of messages) {
    const read = parseConsoleMessage(message);
    expect(read, message).toBeDefined();
    expect(read?.engine ?? engine).toBe(engine);
  }
  if (!block || parsed.every(({ kind }) => kind === 'warning' || kind === 'not-cors')) {
    expect(parsed.filter(({ kind }) => kind !== 'warning' && kind !== 'not-cors')).toEqual([]);
    return;
  }
  const message = parsed.find((message) => names(message, block));
  expect(message, `${block.code} in ${JSON.stringify(parsed)}`).toBeDefined();
  expectParts(message as CorsErrorMessage, request, outcome, block);
}

const names = (message: ParsedMessage, { code }: Block): boolean =>
  message.kind === 'error' && (message.code === code || message.alternatives?.includes(code) === true);

function expectParts(
  message: CorsErrorMessage,
  request: PageRequest,
  { engine, exchanges }: Outcome,
  block: Block,
): void {
  const judged = exchanges[block.exchange]?.request;
  const requested = new URL(request.url);
  if (engine === 'firefox' && block.code === 'RedirectDisallowedScheme' && message.code === 'DisallowedScheme')
    expect(message.url?.split(':')[0]).toBe(block.parameter?.split(':')[0]);
  else if (message.url !== undefined || !isWithoutUrl(engine, request, message)) {
    const isOfTarget =
      block.code === 'DisallowedByMode' || (engine === 'chromium' && block.code === 'RedirectDisallowedScheme');
    const target = isOfTarget ? block.parameter : judged?.url;
    const wanted = engine === 'webkit' ? (namedByWebkit(request, message, exchanges, block) ?? target) : target;
    expect(onWire(message.url ?? 'no URL')).toBe(onWire(wanted ?? requested.href));
  }

  if (engine === 'chromium') {
    if (message.code === block.code)
      expect(message.stage === 'response' && block.stage === 'redirect' ? 'redirect' : message.stage).toBe(block.stage);
    if (message.redirectedFrom !== undefined) expect(message.redirectedFrom).toBe(requested.href);
    if (message.text.startsWith('Access to')) expect(message.origin).toBe(request.origin);
  } else if (message.stage !== undefined) {
    expect(message.stage).toBe(block.stage);
  }
  if (engine === 'webkit' && message.origin !== undefined)
    expect(message.origin).toBe(judged?.headers.find(([name]) => name === 'Origin')?.[1] ?? request.origin);
  if (message.initiator !== undefined && isScripted(request))
    expect(message.initiator).toBe(request.initiator ?? 'fetch');
  if (message.code === block.code && block.parameter !== undefined && !OMITTED[engine].includes(block.code))
    expect(written(message.parameter, block.code, engine)).toBe(
      written(engine === 'firefox' ? utf8Decode(block.parameter) : block.parameter, block.code, engine),
    );
}

/**
 * WebKit writes a Location as the server does, without the fragment that the request brings along. Backslashes in front of a
 * quotation mark are read as its escape, as in text that was copied from JSON or a program.
 */
function written(parameter: string | undefined, code: Block['code'], engine: EngineName): string | undefined {
  const text =
    engine === 'webkit' && code === 'RedirectContainsCredentials' ? parameter?.replace(/#.*$/, '') : parameter;
  return text?.replace(/\\+(?=["'`]|$)/g, '');
}

/**
 * WebKit names an image by the URL that was requested, what leads to FTP by the first one that is not the page's own, and
 * some redirects to other schemes by where they lead.
 */
function namedByWebkit(
  { initiator, origin, url }: PageRequest,
  message: CorsErrorMessage,
  exchanges: Outcome['exchanges'],
  block: Block,
): string | undefined {
  if (initiator === 'image') return url;
  if (message.parameter === 'ftp')
    return exchanges.find(({ request }) => new URL(request.url).origin !== origin)?.request.url ?? url;
  return block.code === 'RedirectDisallowedScheme' && message.url === block.parameter ? block.parameter : undefined;
}

/** Without what does not go over the wire. */
function onWire(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

/** The initiator is only certain for `fetch()` and XHR. */
const isScripted = ({ initiator = 'fetch' }: PageRequest) => initiator === 'fetch' || initiator === 'xhr';

/** WebKit names no URL for scripts and fonts, and Chromium none for FTP. */
const isWithoutUrl = (
  engine: EngineName,
  { initiator = 'fetch' }: PageRequest,
  { parameter, code }: CorsErrorMessage,
) =>
  engine === 'webkit'
    ? ['script', 'module', 'font'].includes(initiator) || code === 'RedirectModeNotAllowed'
    : parameter === 'ftp';
