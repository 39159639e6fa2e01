import type { BlockCode } from '../exchange.js';
import { isToken } from '../header-list.js';
import type { CorsErrorMessage, CorsWarningMessage } from './parsed-message.js';
import { schemeOf } from './sentence.js';

/**
 * Firefox prints its CORS messages in the language of its user. What is the same in every language tells them: a sentence, the
 * URL, then the reason with literal header names, quoted values, `true`, `*`, and in some a status at the end.
 */
export interface Translated {
  readonly message: CorsErrorMessage | CorsWarningMessage;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

const URLS = /[a-z][a-z0-9+.-]{1,20}:\/\/[!-~]{1,8192}/gi;
/** Characters that are looked at before and after a URL. */
const BEFORE = 400;
const AFTER = 700;
/** Lines that a wrapped message may have after its URL. */
const LINES = 8;

const NAME = /Access-Control-Allow-(Origin|Credentials|Methods|Headers)(?![\w-])/gi;
/** Words that no language translates, some with a slip of a translator. */
const ABOUT_CORS = /\bC(?:OR|RO)S\b|CORS|Access-Control-Allow-|Cross-?Origin|Same[ -]Origin/i;
const ENGLISH = /\b(?:the|and|with|that|this|you|from|has|been|was|are|have|does|when|because|should|my|it)\b/gi;

/** Every translated message of Firefox in a text; time is linear in its length. */
export function translatedMessages(text: string): readonly Translated[] {
  const found: Translated[] = [];
  const urls = new RegExp(URLS);
  let from = 0;
  for (let match = urls.exec(text); match; match = urls.exec(text)) {
    const read = readAround(text, Math.max(from, match.index - BEFORE), match.index, match[0]);
    if (!read) {
      // A word without a break may hold others.
      urls.lastIndex = match.index + Math.min(match[0].length, 64);
      continue;
    }
    found.push(read);
    from = read.end;
    urls.lastIndex = Math.max(read.end, match.index + 1);
  }
  return found;
}

function readAround(text: string, from: number, at: number, run: string): Translated | undefined {
  const url = urlIn(run, text.charAt(at + run.length));
  const lead = leadOf(text.slice(from, at));
  if (lead === undefined || ENGLISH_LEAD.test(lead)) return undefined;
  const rest = text.slice(at + url.length, at + url.length + AFTER);
  const reason = reasonOf(rest, lead);
  if (reason === undefined || isEnglish(`${lead} ${reason}`)) return undefined;
  const start = at - lead.length;
  const end = at + url.length + reason.length;
  const words = text.slice(start, end).replace(/\s+/g, ' ');
  return { message: messageOf(unwrapped(reason), url, words, lead), start, end };
}

/** English has its own readers. */
const ENGLISH_LEAD = /Cross-Origin Request (?:Blocked|Warning): The Same|Access to |cannot load\s*$/;

const isEnglish = (text: string): boolean => (text.match(ENGLISH)?.length ?? 0) > 2;

const unwrapped = (text: string): string => text.replace(/\s*\n[\s>|]*/g, ' ');

/**
 * A sentence may go on without a space after it, with an ending of its own (`-ში`, `에`, `-pe`), a closing quotation mark or a
 * full stop.
 */
function urlIn(run: string, next: string): string {
  const bare = run.replace(/['"<>`].*$/s, '').replace(/[.,;:)\]]+$/, '');
  const suffixed = bare.length === run.length && /[^\s!-~]/.test(next) ? bare.replace(/-$/, '') : bare;
  return suffixed.replace(/(?<=\w)-pe$/, '');
}

/** The sentence before the URL: on its line, or on the lines before where it was wrapped. */
function leadOf(before: string): string | undefined {
  const lines = before.split('\n');
  for (let count = 1; count <= Math.min(4, lines.length); count++) {
    const lead = lines.slice(-count).join('\n');
    // What was blocked, then the policy that forbids it.
    if (isLead(lead)) return lead;
  }
  return undefined;
}

const isLead = (text: string): boolean =>
  /\p{L}\S?.{0,200}[:：.。։៖՝ᱺ][\s\S]*\p{L}{2}/su.test(text) && text.trim().length >= 15;

/** The rest of the message up to its end, or undefined if it has none. */
function reasonOf(rest: string, lead: string): string | undefined {
  const lines = rest.split('\n');
  for (let count = 1; count <= Math.min(LINES, lines.length); count++) {
    const reason = lines.slice(0, count).join('\n');
    if (/\n[\s>|]*\n/.test(reason)) return undefined;
    if (!isReason(unwrapped(reason), lead)) continue;
    const status = /^[\s>|]*[^\d()（）\n]{3,40}[:：]?\s?(?:\d{3}|\(null\))[.。]?[^\S\n]*$/.exec(lines[count] ?? '');
    return status && !STATUS.test(reason) ? `${reason}\n${lines[count]}` : ended(reason);
  }
  return undefined;
}

/** Without the place in the sources that the console prints behind it. */
function ended(reason: string): string {
  const [whole] = /^.*[)）.。।։:](?=\s+[\w.@/-]+:\d+(?::\d+)?\s*$)/s.exec(reason) ?? [];
  return whole ?? reason;
}

const CLOSED =
  /[)）][\s.。।։:៖។]*(?:[^()（）]{2,40}?[:：]?\s?(?:\d{3}|\(null\))[\s.。।։]*)?$|[.。।։:]\s*$|(?:\d{3}|\(null\))[\s.。।։]*$/;
const IN_PARENTHESES = /[(（][^()（）]{2,40}[:：՝։៖]/;

function isReason(reason: string, lead: string): boolean {
  if (!CLOSED.test(ended(reason))) return false;
  if (ABOUT_CORS.test(reason)) return /[(（:：]/.test(reason);
  if (ABOUT_CORS.test(lead)) return /[:：].{3}/s.test(reason);
  // Not one word that is the same everywhere: then the same word of two policies on origins.
  return (IN_PARENTHESES.test(reason) || /[:：]\s?\(null\)/.test(reason)) && repeatsWord(lead, reason);
}

/** `origen cruzado … mismo origen`: what is blocked and why share a word. */
function repeatsWord(lead: string, reason: string): boolean {
  const colon = lead.search(/[:：։]/);
  const stems = (text: string) =>
    new Set(
      text
        .toLowerCase()
        .match(/\p{L}{5,}/gu)
        ?.map((word) => word.slice(0, 5)) ?? [],
    );
  const [what, why] = [
    stems(lead.slice(0, colon)),
    stems(`${lead.slice(colon)} ${reason.replace(/[‘'][^’']{0,100}[’']/g, '')}`),
  ];
  const hasPolicy =
    [...what].some((stem) => stems(lead.slice(colon)).has(stem)) ||
    [...what].filter((stem) => why.has(stem)).length > 1;
  return colon > 0 && hasPolicy;
}

const STATUS = /(\d{3}|\(null\))[\s.。।։)]*$/;
const QUOTED = /(?:[‘‚‛'`"“„«‹「]|[’”»](?=[\w*]))\s?([^‘’‚‛'`"“”„«»‹›「」]{1,200}?)\s?[’‘'`"”“»›」]/gu;
const VALUE_URL = /[a-z][a-z0-9+.-]{1,20}:\/\/[!-~]{1,2000}/i;

type Reason = Pick<CorsErrorMessage, 'code' | 'candidates' | 'stage' | 'parameter'>;

function messageOf(reason: string, url: string, text: string, lead: string): CorsErrorMessage | CorsWarningMessage {
  const closed = STATUS.exec(reason)?.[1];
  const status =
    closed !== undefined && closed !== '(null)' && /\D\s*$/.test(reason.slice(0, reason.lastIndexOf(closed)))
      ? Number(closed)
      : undefined;
  const names = [...reason.matchAll(NAME)].map(([, kind = '']) => kind.toLowerCase());
  const parts = { engine: 'firefox', url, text } as const;
  if (
    /\*/.test(reason) &&
    /Authorization|Autoriza/i.test(reason) &&
    names.filter((name) => name === 'headers').length !== 1
  )
    return { ...parts, kind: 'warning', cause: 'authorization-under-wildcard' };
  const why = reasonIn(reason, names, url, closed, lead);
  const parameter = why.code === 'PreflightInvalidStatus' && status !== undefined ? String(status) : why.parameter;
  return {
    ...parts,
    kind: 'error',
    ...why,
    ...(status !== undefined && { status }),
    ...(parameter !== undefined && { parameter }),
  };
}

const PREFLIGHT = 'preflight';

function reasonIn(
  reason: string,
  names: readonly string[],
  url: string,
  status: string | undefined,
  lead: string,
): Reason {
  const value = valueIn(reason);
  const hasStatus = status !== undefined;
  const isWildcard = /(?<![\w*])\*(?![\w*])/.test(reason);
  if (names.includes('headers')) return ofHeaders(headerIn(reason));
  if (names.includes('credentials') || /(?<![\w-])true(?![\w-])/.test(reason))
    return { code: 'InvalidAllowCredentials' };
  if (isWildcard) return { code: 'WildcardOriginNotAllowed' };
  if (names.includes('methods')) return ofMethods(value, reason);
  const other =
    VALUE_URL.exec(reason)?.[0].replace(/['"`)\].,;:]+$/, '') ?? (names.includes('origin') ? value : undefined);
  if (other !== undefined && (names.includes('origin') || VALUE_URL.test(other)))
    return { code: 'AllowOriginMismatch', parameter: other };
  if (names.includes('origin'))
    return hasStatus
      ? { code: 'MissingAllowOriginHeader' }
      : { candidates: ['MissingAllowOriginHeader', 'MultipleAllowOriginValues'] };
  return withoutName(reason, value, url, status, lead);
}

/** A header that the page sets is always a token, and one that Firefox can't read never is. */
function ofHeaders(header: string | undefined): Reason {
  if (header === undefined)
    return {
      stage: PREFLIGHT,
      candidates: ['HeaderDisallowedByPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
    };
  const code: BlockCode = isToken(header)
    ? 'HeaderDisallowedByPreflightResponse'
    : 'InvalidAllowHeadersPreflightResponse';
  return { stage: PREFLIGHT, code, parameter: header };
}

const ofMethods = (value: string | undefined, reason: string): Reason =>
  value !== undefined
    ? { stage: PREFLIGHT, code: 'InvalidAllowMethodsPreflightResponse', parameter: value }
    : isQuotingNames(reason)
      ? { stage: PREFLIGHT, code: 'MethodDisallowedByPreflightResponse' }
      : {
          stage: PREFLIGHT,
          candidates: ['MethodDisallowedByPreflightResponse', 'InvalidAllowMethodsPreflightResponse'],
        };

/** Then a value beside the name would be quoted too. */
const isQuotingNames = (reason: string): boolean => /[‘‚‛'`"“„«‹「]\s?Access-Control-/i.test(reason);

/** Either no header has a part in it, or its name is translated. */
function withoutName(
  reason: string,
  value: string | undefined,
  url: string,
  status: string | undefined,
  lead: string,
): Reason {
  if (!/^(?:https?|wss?):/i.test(url) || /(?<!\w)https?(?!\w|:\/\/)/i.test(reason))
    return { code: 'DisallowedScheme', parameter: schemeOf(url) };
  const quoted = quotedIn(reason);
  const isNamed =
    quoted.some((one) => one.includes('-') && !isToken(one)) || quoted.some((one) => /\p{L}-\p{L}.*-\p{L}/u.test(one));
  const values = quoted.filter((one) => !(one.includes('-') && (!isToken(one) || /\p{L}-\p{L}.*-\p{L}.*-/u.test(one))));
  if (isNamed) {
    if (status !== undefined) return { code: 'MissingAllowOriginHeader' };
    const [other] = values;
    if (other !== undefined && /^[!-~ ]+$/.test(other))
      return isToken(other)
        ? {
            stage: PREFLIGHT,
            candidates: ['HeaderDisallowedByPreflightResponse', 'InvalidAllowMethodsPreflightResponse'],
            parameter: other,
          }
        : {
            stage: PREFLIGHT,
            candidates: ['InvalidAllowMethodsPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
            parameter: other,
          };
    return {
      candidates:
        other === undefined
          ? ['MethodDisallowedByPreflightResponse', 'MultipleAllowOriginValues']
          : ['InvalidAllowCredentials', 'MethodDisallowedByPreflightResponse'],
    };
  }
  if (value !== undefined && !/cors/i.test(value) && !lead.includes(value)) return {};
  if (status === '(null)') return { code: 'NetworkFailure' };
  if (/preflight/i.test(reason)) return { stage: PREFLIGHT, code: 'PreflightInvalidStatus' };
  if (status !== undefined) return { candidates: ['PreflightInvalidStatus', 'NetworkFailure'] };
  return { candidates: ['PreflightDisallowedRedirect', 'NetworkFailure'] };
}

/** What is quoted, without the apostrophes inside of words. */
const quotedIn = (reason: string): string[] =>
  [
    ...reason
      .replace(NAME, 'A-C-$1')
      .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
      .matchAll(QUOTED),
  ].map(([, one = '']) => one.trim());

const valueIn = (reason: string): string | undefined => quotedIn(reason).find((one) => !one.startsWith('A-C-'));

/** The last of the names is the header's own; another may be the one that the page sets. */
function headerIn(reason: string): string | undefined {
  const value = valueIn(reason);
  if (value !== undefined) return value;
  const named = [...reason.matchAll(NAME)].map(([name]) => name);
  return named.length > 1 ? (named.find((name) => !/headers$/i.test(name)) ?? named[0]) : undefined;
}
