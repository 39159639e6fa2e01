import { asWritten } from '../read/code/choice.js';
import type { CodeFile } from '../read/code/code-file.js';
import { flag, names, seconds } from '../read/code/options.js';
import { readPython } from '../read/code/python.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import {
  eachFile,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
} from '../read/reading.js';
import { refusals } from '../read/refusals.js';
import type { SourceFile, Span } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { booleanOf, type Value } from '../read/value.js';

/** django-cors-headers. https://github.com/adamchainz/django-cors-headers#configuration */
export const django: Reader = {
  id: 'django',
  layer: 'application',
  files: /\.py$/,
  marks: [/^[ \t]*CORS_\w+[ \t]*[:=+]|corsheaders/m],
  read: eachFile(readFile),
};

/** Today's name of each setting, and the one before. */
const SETTINGS = {
  CORS_ALLOWED_ORIGINS: 'CORS_ORIGIN_WHITELIST',
  CORS_ALLOWED_ORIGIN_REGEXES: 'CORS_ORIGIN_REGEX_WHITELIST',
  CORS_ALLOW_ALL_ORIGINS: 'CORS_ORIGIN_ALLOW_ALL',
  CORS_ALLOW_CREDENTIALS: undefined,
  CORS_ALLOW_METHODS: undefined,
  CORS_ALLOW_HEADERS: undefined,
  CORS_ALLOW_PRIVATE_NETWORK: undefined,
  CORS_EXPOSE_HEADERS: undefined,
  CORS_PREFLIGHT_MAX_AGE: undefined,
  CORS_URLS_REGEX: undefined,
} as const;
type Setting = keyof typeof SETTINGS;

const METHODS = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const HEADERS = ['accept', 'authorization', 'content-type', 'user-agent', 'x-csrftoken', 'x-requested-with'];

function readFile(file: SourceFile): Reading {
  const code = readPython(file);
  const used = code.assignments.filter(({ target }) => /^CORS_/.test(target));
  const isInstalled = /['"]corsheaders['"]/.test(file.text);
  if (!used.some(({ target }) => isSetting(target)) && !isInstalled) return NOTHING_READ;
  const policy = policyOf(code, used[0]?.at ?? { file, from: 0, to: 0 });
  return {
    policies: [policy],
    traps: [...refusals([policy]), ...unknownSettings(code), ...withoutEffect(code), ...middlewareTraps(code)],
  };
}

const isSetting = (name: string): boolean =>
  name in SETTINGS || Object.values<string | undefined>(SETTINGS).includes(name);

function settingOf(code: CodeFile, name: Setting): { readonly value: Value; readonly at: Span } | undefined {
  const found =
    code.assignments.findLast(({ target }) => target === name) ??
    code.assignments.findLast(({ target }) => target === SETTINGS[name]);
  return (
    found && { value: resolved(withDefaults(code.variables.get(found.target) ?? found.value), code), at: found.at }
  );
}

/** `list(default_headers)` and `default_methods`, of corsheaders.defaults. */
function withDefaults(value: Value): Value {
  if (value.kind === 'name' && /(?:^|\.)default_(?:headers|methods)$/.test(value.name)) {
    const listed = value.name.endsWith('headers') ? HEADERS : METHODS;
    return { kind: 'list', items: listed.map((text): Value => ({ kind: 'text', text, at: value.at })), at: value.at };
  }
  if (value.kind === 'list') return { ...value, items: value.items.map(withDefaults) };
  if (value.kind !== 'call') return value;
  return {
    ...value,
    arguments: value.arguments.map(withDefaults),
    ...(value.receiver && { receiver: withDefaults(value.receiver) }),
  };
}

function policyOf(code: CodeFile, at: Span): PolicyReading {
  const setting = (name: Setting): Value | undefined => settingOf(code, name)?.value;
  const credentialsValue = setting('CORS_ALLOW_CREDENTIALS');
  const credentials = flag(credentialsValue && asWritten(credentialsValue), at);
  const origins = originsIn(setting, credentials.value === true, code);
  const path = setting('CORS_URLS_REGEX');
  const refused = refusal(origins);
  return {
    stack: 'django',
    at: settingOf(code, 'CORS_ALLOWED_ORIGINS')?.at ?? at,
    ...(path?.kind === 'text' && { where: path.text }),
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials,
    methods: names(setting('CORS_ALLOW_METHODS'), at, { otherwise: METHODS }),
    requestHeaders: names(setting('CORS_ALLOW_HEADERS'), at, { otherwise: HEADERS }),
    exposed: names(setting('CORS_EXPOSE_HEADERS'), at),
    maxAge: seconds(setting('CORS_PREFLIGHT_MAX_AGE'), at, 86_400),
    preflight: true,
    errors: true,
    vary: true,
    ...(refused !== undefined && { refused }),
  };
}

function originsIn(
  setting: (name: Setting) => Value | undefined,
  withCredentials: boolean,
  code: CodeFile,
): readonly ReadOrigin[] {
  const all = setting('CORS_ALLOW_ALL_ORIGINS');
  const place = settingOf(code, 'CORS_ALLOW_ALL_ORIGINS')?.at;
  const kind = withCredentials ? 'echo' : 'any';
  if (all && place && booleanOf(all) === true) return [{ kind, at: place }];
  const listed = setting('CORS_ALLOWED_ORIGINS');
  const regexes = setting('CORS_ALLOWED_ORIGIN_REGEXES');
  // re.match looks at the beginning alone.
  const begins = (text: string, at: Span): ReadOrigin => ({
    kind: 'pattern',
    text,
    regex: `^(?:${text})`,
    flags: '',
    at,
  });
  return [
    ...(all && place && booleanOf(all) === undefined ? openIf(all, kind, place) : []),
    ...(listed ? originsOf(listed, (text, at) => ({ kind: 'text', text, at })) : []),
    ...(regexes
      ? originsOf(regexes, begins).map((one) => (one.kind === 'pattern' ? begins(one.text, one.at) : one))
      : []),
  ];
}

/** Every origin, under a condition that is not known here. */
function openIf(all: Value, kind: 'any' | 'echo', at: Span): readonly ReadOrigin[] {
  if (all.kind !== 'choice')
    return [
      { kind: 'unknown', because: all.kind === 'unknown' ? all.because : 'CORS_ALLOW_ALL_ORIGINS is not known', at },
    ];
  return all.of.flatMap(({ value, when }): ReadOrigin[] => {
    if (booleanOf(value) === true) return [{ kind, at, when }];
    return value.kind === 'unknown' ? [{ kind: 'unknown', because: value.because, at }] : [];
  });
}

/** What the system checks of django-cors-headers refuse: E013 and E014. */
function refusal(origins: readonly ReadOrigin[]): string | undefined {
  for (const one of origins) {
    if (one.kind !== 'text' || one.when !== undefined || one.text === 'null' || /^file:\/\/$/.test(one.text)) continue;
    const text = JSON.stringify(one.text);
    if (!/^[a-z][a-z0-9+.-]*:\/\/./i.test(one.text))
      return `Django does not start (corsheaders.E013): ${text} has no scheme.`;
    if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*[/?#]/i.test(one.text))
      return `Django does not start (corsheaders.E014): ${text} has a path.`;
  }
  return undefined;
}

function unknownSettings(code: CodeFile): readonly Trap[] {
  return code.assignments.flatMap(({ target, at }): Trap[] => {
    const modern = Object.entries(SETTINGS).find(([, old]) => old === target)?.[0];
    if (modern !== undefined)
      return [
        trap('old-setting-name', at, {
          message: `${target} is the old name of ${modern}.`,
          why: 'django-cors-headers renamed it in 3.5; the old names still work.',
        }),
      ];
    if (!/^CORS_/.test(target) || target in SETTINGS || isUsed(target, at)) return [];
    return [trap('unknown-setting', at, { message: `django-cors-headers has no setting ${target}.` })];
  });
}

/** A name that the rest of the file reads. */
const isUsed = (name: string, { to, file }: Span): boolean => new RegExp(`\\b${name}\\b`).test(file.text.slice(to));

/** A list beside CORS_ALLOW_ALL_ORIGINS = True. */
function withoutEffect(code: CodeFile): readonly Trap[] {
  const all = settingOf(code, 'CORS_ALLOW_ALL_ORIGINS');
  if (!all || booleanOf(all.value) !== true) return [];
  return (['CORS_ALLOWED_ORIGINS', 'CORS_ALLOWED_ORIGIN_REGEXES'] as const).flatMap((name) => {
    const listed = settingOf(code, name);
    return listed
      ? [
          trap('list-without-effect', listed.at, {
            message: 'CORS_ALLOW_ALL_ORIGINS is True, so this list does nothing.',
          }),
        ]
      : [];
  });
}

/** The middleware is there, and before what responds by itself. */
function middlewareTraps(code: CodeFile): readonly Trap[] {
  const written = code.assignments.findLast(({ target }) => target === 'MIDDLEWARE' || target === 'MIDDLEWARE_CLASSES');
  const value = written && resolved(code.variables.get(written.target) ?? written.value, code);
  if (!written || value?.kind !== 'list' || value.items.some(({ kind }) => kind !== 'text')) return [];
  const items = value.items.flatMap((one) => (one.kind === 'text' ? [one] : []));
  const index = items.findIndex(({ text }) => text.startsWith('corsheaders.'));
  const cors = items[index];
  if (!cors)
    return [
      trap('middleware-missing', written.at, {
        message: 'MIDDLEWARE has no corsheaders.middleware.CorsMiddleware, so no response has CORS headers.',
      }),
    ];
  const early = items
    .slice(0, index)
    .find(({ text }) =>
      /CommonMiddleware|WhiteNoise|CsrfViewMiddleware|AuthenticationMiddleware|LocaleMiddleware/.test(text),
    );
  return early
    ? [
        trap('cors-after-responding-middleware', cors.at, {
          message: `CorsMiddleware comes after ${early.text.split('.').at(-1)}, whose own responses have no CORS headers.`,
        }),
      ]
    : [];
}
