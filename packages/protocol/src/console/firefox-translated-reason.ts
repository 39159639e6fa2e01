import type { BlockCode } from '../exchange.js';
import { isToken } from '../header-list.js';
import type { CorsErrorMessage, CorsWarningMessage } from './parsed-message.js';
import { schemeOf } from './sentence.js';

/** Full stops and the like in every script. */
export const STOP = '[\\s.:\\u3002\\u0964\\u0589\\u17d6\\u17d4\\u06d4\\u1c7e\\u104b\'"\\u2019\\u00bb)\\uff09]*';
const NAME = /Access-Control-Allow[- ](Origin|Credentials|Methods|Headers)(?![\w-])/gi;
/** The status at the end of some of them. */
export const STATUS = new RegExp(`(?<![\\w'"\u2018\u201c\u00ab\u201e])(\\d{3}|\\(null\\))${STOP}$`);
const QUOTED =
  /(?:[\u00ab\u2018\u201c\u201e\u2039\u300c]|(?<![\p{L}\p{M}\d])['"`\u00bb\u2019\u201a\u201d])\s?([^'"`\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c\u300d]{1,200}?)\s?['"`\u00bb\u2018-\u201f\u203a\u300d]/gu;
const VALUE_URL = /[a-z][a-z0-9+.-]{1,20}:\/\/[!-~]{1,2000}/i;

type Reason = Pick<CorsErrorMessage, 'code' | 'candidates' | 'entry' | 'stage' | 'parameter'>;

/** What a translated message says. */
export function messageOf(
  reason: string,
  url: string,
  text: string,
  lead: string,
): CorsErrorMessage | CorsWarningMessage {
  const closed = STATUS.exec(reason)?.[1];
  const status =
    closed !== undefined && closed !== '(null)' && /\D\s*$/.test(reason.slice(0, reason.lastIndexOf(closed)))
      ? Number(closed)
      : undefined;
  const names = [...reason.matchAll(NAME)].map(([, kind = '']) => kind.toLowerCase());
  const parts = { engine: 'firefox', url, text } as const;
  if (WILDCARD.test(reason) && names.includes('headers'))
    return { ...parts, kind: 'warning', cause: 'authorization-under-wildcard' };
  if (reason === '') return { ...parts, kind: 'error' };
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
const WILDCARD = /(?<![\w*])\*(?![\w*])/;

function reasonIn(
  reason: string,
  names: readonly string[],
  url: string,
  status: string | undefined,
  lead: string,
): Reason {
  const value = valueIn(reason);
  const hasStatus = status !== undefined;
  const isTrue = /(?<![\w-])true(?![\w-])/.test(reason);
  if (!/^(?:https?|wss?):/i.test(url) && value === undefined && (names.length > 0 || /https?/i.test(reason)))
    return { code: 'DisallowedScheme', parameter: schemeOf(url) };
  if (hasStatus && names.length > 0) return { code: 'MissingAllowOriginHeader' };
  if (names.includes('headers')) return ofHeaders(headerIn(reason));
  if (WILDCARD.test(reason)) return { code: 'WildcardOriginNotAllowed' };
  if (isTrue && !names.includes('origin')) return { code: 'InvalidAllowCredentials' };
  if (names.includes('credentials')) return { candidates: ['InvalidAllowCredentials', 'WildcardOriginNotAllowed'] };
  if (names.includes('methods')) return ofMethods(value, reason);
  const other =
    value !== undefined && (names.includes('origin') || VALUE_URL.test(value))
      ? value
      : VALUE_URL.exec(reason)?.[0].replace(/['"`)\].,;:]+$/, '');
  if (other !== undefined && (names.includes('origin') || VALUE_URL.test(other)))
    return VALUE_URL.test(other) || other === 'null'
      ? { code: 'AllowOriginMismatch', parameter: other }
      : {
          candidates: [
            'AllowOriginMismatch',
            isTrue ? 'InvalidAllowCredentials' : 'InvalidAllowMethodsPreflightResponse',
          ],
          parameter: other,
        };
  if (names.includes('origin')) return { candidates: ['MissingAllowOriginHeader', 'MultipleAllowOriginValues'] };
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
  if (value !== undefined && !isName(value) && !isToken(value) && /^[!-~ ]+$/.test(value) && !VALUE_URL.test(value))
    return {
      stage: PREFLIGHT,
      candidates: ['InvalidAllowMethodsPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
      parameter: value,
    };
  if (!/^(?:https?|wss?):/i.test(url) || (value === undefined && /(?<!\w)https?(?!\w|:\/\/)/i.test(reason)))
    return { code: 'DisallowedScheme', parameter: schemeOf(url) };
  const quoted = quotedIn(reason);
  // The longest with hyphens is the translated name.
  const [name] = quoted
    .filter((one) => /\p{L}-\p{L}/u.test(one) && (isName(one) || !isToken(one)))
    .sort((a, b) => b.length - a.length);
  const values = name === undefined || quoted.length > 1 ? quoted.filter((one) => one !== name) : [unquotedIn(reason)];
  if (name !== undefined) {
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
  if (status === undefined && quoted.length === 1 && quoted.every(isWord)) return { entry: 'origin-not-added' };
  if (value !== undefined && !/cors/i.test(value) && !lead.includes(value)) return {};
  if (status === '(null)') return { code: 'NetworkFailure' };
  if (/preflight/i.test(reason)) return { stage: PREFLIGHT, code: 'PreflightInvalidStatus' };
  if (status !== undefined) return { candidates: ['PreflightInvalidStatus', 'NetworkFailure'] };
  return withoutStatus(lengthOf(reason));
}

/** A translated name of a header: `accès-contrôle-autorisation`. */
const isName = (text: string): boolean => /\p{L}-\p{L}+.*\p{L}-\p{L}/u.test(text);

/** `Origin`, in any language. */
const isWord = (text: string): boolean =>
  /^[\p{L}\p{M}’']{3,20}$/u.test(text) &&
  (/^orig[ei]na?$/i.test(text) || /^\p{Lu}|[^\p{ASCII}]/u.test(text)) &&
  !/cors/i.test(text);

/**
 * “CORS disabled” is the shortest of all reasons, “CORS request did not succeed” is longer, and “CORS request external redirect
 * not allowed” the longest.
 */
function withoutStatus({ words, letters }: ReturnType<typeof lengthOf>): Reason {
  if (words <= 1 && letters <= 16) return { entry: 'cors-disabled' };
  if (words <= 4 && letters <= 26) return { candidates: ['cors-disabled', 'NetworkFailure'] };
  return { candidates: ['PreflightDisallowedRedirect', 'NetworkFailure'] };
}

/** How long a reason is, beside its label and the word CORS. Letters of scripts with a sign for each word or syllable count more. */
function lengthOf(reason: string): { readonly words: number; readonly letters: number } {
  const said = (/[(\uff08]([^()\uff08\uff09]{2,})[)\uff09]/.exec(reason)?.[1] ?? reason)
    .replace(/^.*[:\uff1a\u055d\u0589\u17d6\u1365](?=.*\p{L})/su, '')
    .replace(/(?<![\p{L}\p{M}-])CORS(?:[\u058a-][\p{L}]{1,2}(?![\p{L}\p{M}]))?(?![\p{L}\p{M}-])/giu, ' ');
  const dense = said.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  const words = said.match(/[\p{L}\p{M}][\p{L}\p{M}’'-]*/gu) ?? [];
  return { words: words.length, letters: words.join('').length + 3 * dense };
}

/** What is quoted beside the names of headers, without the apostrophes inside of words. */
const quotedIn = (reason: string): string[] =>
  [
    ...reason
      .replace(/^['"\u2019\u201d\u00bb]/, '')
      .replace(QUOTED_NAME, ' ')
      .replace(
        /(?<=[\p{L}\p{M}])['\u2018\u2019\u02bc](?=\p{Script=Latin})|(?<=[^\p{ASCII}\P{L}])['\u2018\u2019\u02bc](?=[\p{L}\p{M}])/gu,
        '',
      )
      .matchAll(QUOTED),
  ]
    .map(([, one = '']) => one.trim())
    .filter((one) => one.toLowerCase() !== PREFLIGHT);

const QUOTED_NAME =
  /['"`\u00ab\u2018-\u201f\u2039\u300c]?\s?Access-Control-Allow[- ](?:Origin|Credentials|Methods|Headers)(?![\w-])\s?['"`\u00bb\u2018-\u201f\u203a\u300d]?/gi;

const valueIn = (reason: string): string | undefined => quotedIn(reason)[0] ?? unquotedIn(reason);

/** A value that a translator has left without quotation marks: words of ASCII in a text of another script. */
function unquotedIn(reason: string): string | undefined {
  const rest = reason
    .replace(STATUS, '')
    .replace(/\(\w{1,20}\)/g, ' ')
    .replace(LITERAL, ' \u2026 ');
  if (VALUE_URL.test(rest)) return undefined;
  const isOtherScript = (rest.match(/[^\p{Script=Latin}\P{L}]/gu)?.length ?? 0) > 8;
  if (isOtherScript) return /[A-Za-z][!-&*-~]*(?: [!-&*-~]+)*/.exec(rest)?.[0].replace(/[.,:;]+$/, '');
  return /(?<![\w.-])(?:null|[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63})+(?::\d{1,5})?|localhost:\d{1,5})(?![\w-])/.exec(
    rest,
  )?.[0];
}

/** What is the same in every language, and no value. */
const LITERAL = new RegExp(
  String.raw`${QUOTED_NAME.source}|[\p{L}-]*CORS[\p{L}-]*|https?(?!:)|preflight|origin|authorization|true`,
  'giu',
);

/** The last of the names is the header's own; another may be the one that the page sets. */
function headerIn(reason: string): string | undefined {
  const value = valueIn(reason);
  if (value !== undefined) return value;
  const named = [...reason.matchAll(NAME)].map(([name]) => name);
  return named.length > 1 ? (named.find((name) => !/headers$/i.test(name)) ?? named[0]) : undefined;
}
