import { type ParsedMessage, parseConsoleText } from '@corsmith/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LanguagePack, languagePackages, languagePacks } from '../src/languages/language-packs.js';
import { needs } from '../src/needs.js';

const WEB = [
  'https://api.example.com/users',
  'http://localhost:8080/api/v1/items?limit=10&q=a%20b',
  'https://xn--mller-kva.example/%C3%BC/',
];
const NOT_WEB = ['file:///C:/app/data.json', 'ftp://example.com/a.txt'];

/** What each key means: a code, an entry or a warning; and what stands in its second hole. */
const MEANINGS: Readonly<Record<string, readonly [means: string, ...values: readonly string[]]>> = {
  CORSDisabled: ['cors-disabled'],
  CORSDidNotSucceed2: ['NetworkFailure', '(null)'],
  CORSOriginHeaderNotAdded: ['origin-not-added'],
  CORSExternalRedirectNotAllowed: ['PreflightDisallowedRedirect'],
  CORSRequestNotHttp: ['DisallowedScheme'],
  CORSMissingAllowOrigin2: ['MissingAllowOriginHeader', '200', '404', '(null)'],
  CORSMultipleAllowOriginNotAllowed: ['MultipleAllowOriginValues'],
  CORSAllowOriginNotMatchingOrigin: [
    'AllowOriginMismatch',
    'https://other.example.com',
    'http://localhost:3000',
    'null',
    'example.com',
  ],
  CORSNotSupportingCredentials: ['WildcardOriginNotAllowed'],
  CORSMethodNotFound: ['MethodDisallowedByPreflightResponse'],
  CORSMissingAllowCredentials: ['InvalidAllowCredentials'],
  CORSPreflightDidNotSucceed3: ['PreflightInvalidStatus', '404', '500'],
  CORSInvalidAllowMethod: ['InvalidAllowMethodsPreflightResponse', 'PU T', 'GET;POST'],
  CORSInvalidAllowHeader: ['InvalidAllowHeadersPreflightResponse', 'x y', 'x-api-key;'],
  CORSMissingAllowHeaderFromPreflight2: [
    'HeaderDisallowedByPreflightResponse',
    'x-api-key',
    'authorization',
    'content-type',
  ],
  CORSAllowHeaderFromPreflightDeprecation: ['warning'],
};

interface Line {
  readonly locale: string;
  readonly key: string;
  readonly means: string;
  readonly url: string;
  readonly text: string;
}

const linesOf = ({ locale, messages }: LanguagePack): Line[] =>
  [...messages].flatMap(([key, template]) => {
    const [means, ...values] = MEANINGS[key] ?? [];
    if (means === undefined) throw new Error(`Firefox prints ${key}, which nothing here says the meaning of`);
    const urls = means === 'DisallowedScheme' ? NOT_WEB : WEB;
    return urls.flatMap((url) =>
      (values.length === 0 ? [''] : values).map((value) => ({
        locale,
        key,
        means,
        url,
        text: template.replaceAll('%1$S', url).replaceAll('%2$S', value),
      })),
    );
  });

/** What a reading says for certain; undefined if it names two or none. */
const certain = (message: ParsedMessage | undefined): string | undefined =>
  message?.kind === 'error' ? (message.code ?? message.entry) : message?.kind === 'warning' ? 'warning' : undefined;

function isRight({ means }: Line, message: ParsedMessage | undefined): boolean {
  if (certain(message) === means) return true;
  if (message?.kind !== 'error') return false;
  return [...(message.candidates ?? []), ...(message.alternatives ?? [])].includes(means as never);
}

/** `LANGUAGES=all` for every language that Debian has; otherwise a dozen of many scripts. */
const SLICE = ['de', 'fr', 'es-es', 'ru', 'zh-cn', 'ja', 'pl', 'ko', 'th', 'hi-in', 'uk', 'hy-am'];

describe.runIf(needs('language-packs'))('what Firefox prints in the languages of its users', () => {
  let lines: readonly (Line & { readonly read: readonly ParsedMessage[] })[] = [];
  const shown = (some: typeof lines) => some.map(({ locale, key, text }) => `${locale} ${key}: ${text}`);

  beforeAll(async () => {
    const all = await languagePackages();
    const isWanted = (name: string) => SLICE.some((locale) => name.endsWith(`-l10n-${locale}`));
    const packs = await languagePacks(process.env.LANGUAGES === 'all' ? all : all.filter(isWanted));
    lines = packs.flatMap(linesOf).map((line) => ({ ...line, read: parseConsoleText(line.text) }));
    const right = lines.filter((line) => isRight(line, line.read[0])).length;
    console.info(
      `${packs.length} languages, ${lines.length} messages: the reason is right or one of two in ${((100 * right) / lines.length).toFixed(1)} %`,
    );
  }, 280_000);

  it('is detected, each as one message of Firefox', () => {
    expect(lines.length).toBeGreaterThan(500);
    expect(shown(lines.filter(({ read }) => read.length !== 1 || read[0]?.engine !== 'firefox'))).toEqual([]);
  });

  it('names its URL', () => {
    expect(shown(lines.filter(({ url, read }) => read[0]?.url !== url))).toEqual([]);
  });

  it('names its reason, or two of which one is right, in 97 of 100', () => {
    const wrong = lines.filter((line) => !isRight(line, line.read[0]));
    expect(wrong.length / lines.length, shown(wrong).join('\n')).toBeLessThan(0.03);
  });

  it('is never taken for certain with another reason', () => {
    const wrong = lines.filter(({ means, read }) => ![means, undefined].includes(certain(read[0])));
    expect(shown(wrong.filter((line) => !isRight(line, line.read[0])))).toEqual([]);
  });
});
