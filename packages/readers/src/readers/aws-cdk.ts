import type { CodeFile } from '../read/code/code-file.js';
import { readJavaScript } from '../read/code/javascript.js';
import { flag, names, namesWith } from '../read/code/options.js';
import { resolved } from '../read/code/resolve.js';
import { secondsOf } from '../read/cors-fields.js';
import { glob, originsOf } from '../read/origins-of.js';
import { eachFile, type PolicyReading, type Reader, stated } from '../read/reading.js';
import type { Span } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { entriesOf, entryOf, textOf, type Value } from '../read/value.js';

/** The AWS CDK in TypeScript: REST and HTTP APIs, buckets, function URLs. */
export const awsCdk: Reader = {
  id: 'aws-cdk',
  layer: 'platform',
  files: /\.[cm]?[jt]s$/,
  marks: [/['"]@?aws-cdk/, /\b(?:defaultCorsPreflightOptions|addCorsPreflight|corsPreflight|cors[ \t]*:)/],
  read: eachFile((file) => {
    const code = readJavaScript(file);
    const found = optionsIn(code);
    const policies = found.map((one) => policyOf(one, code));
    return { policies, traps: found.some(({ kind }) => kind === 'rest') ? lambdas(code, found) : [] };
  }),
};

interface Found {
  readonly kind: 'rest' | 'http' | 'bucket' | 'function';
  readonly options: Value;
}

function optionsIn(code: CodeFile): readonly Found[] {
  const found = [
    ...(code.maps ?? []).flatMap(entriesOf).flatMap(({ key, value }): readonly Found[] => {
      const options = value.kind === 'name' ? (code.variables.get(value.name) ?? value) : value;
      if (key === 'defaultCorsPreflightOptions') return [{ kind: 'rest', options }];
      if (key === 'corsPreflight') return [{ kind: 'http', options }];
      if (key !== 'cors') return [];
      if (options.kind === 'list') return options.items.map((one) => ({ kind: 'bucket', options: one }));
      return [{ kind: 'function', options }];
    }),
    ...code.calls.flatMap(({ callee, arguments: [options] }): readonly Found[] => {
      if (!options) return [];
      if (/\.addCorsPreflight$/.test(callee)) return [{ kind: 'rest', options }];
      return /\.addCorsRule$/.test(callee) ? [{ kind: 'bucket', options }] : [];
    }),
  ].filter(({ options }) => entryOf(options, 'allowOrigins', 'allowedOrigins'));
  return [...new Map(found.map((one) => [one.options.at.from, one])).values()];
}

const REST_HEADERS = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
];
const METHODS = ['OPTIONS', 'GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD'];

function policyOf({ kind, options }: Found, code: CodeFile): PolicyReading {
  const { at } = options;
  const option = (...keys: string[]): Value | undefined => {
    const value = entryOf(options, ...keys)?.value;
    return value && constants(value, code);
  };
  const origin = option('allowOrigins', 'allowedOrigins');
  const origins = origin
    ? originsOf(origin, (text, where) =>
        text === '*'
          ? { kind: 'any', at: where }
          : text.includes('*')
            ? glob(text, where)
            : { kind: 'text', text, at: where },
      )
    : [];
  const methods = names(option('allowMethods', 'allowedMethods'), at, { otherwise: kind === 'rest' ? METHODS : [] });
  return {
    stack: 'aws-cdk',
    at,
    origins,
    originHeader: origins.some((one) => one.kind === 'any') ? 'constant' : 'compared',
    credentials: flag(option('allowCredentials'), at),
    methods: methods.value === '*' ? stated(METHODS, methods.at) : methods,
    requestHeaders: headersOf(kind, option('allowHeaders', 'allowedHeaders'), at),
    exposed: names(option('exposeHeaders', 'exposedHeaders'), at),
    maxAge: durationOf(entryOf(options, 'maxAge')?.value, at),
    preflight: true,
    errors: false,
    vary: true,
  };
}

/** A bucket sends back what is requested for `*`. */
function headersOf(kind: Found['kind'], value: Value | undefined, at: Span): PolicyReading['requestHeaders'] {
  return kind === 'bucket'
    ? namesWith<'* (echoed)'>(value, at, { all: '* (echoed)' })
    : names(value, at, { otherwise: kind === 'rest' ? REST_HEADERS : [] });
}

/** `Cors.ALL_ORIGINS`, `HttpMethods.GET`, `CorsHttpMethod.ANY` */
function constants(value: Value, code: CodeFile): Value {
  const text = (one: string): Value => ({ kind: 'text', text: one, at: value.at });
  if (value.kind === 'list') return { ...value, items: value.items.map((one) => constants(one, code)) };
  if (value.kind === 'call' && value.callee === '...' && value.arguments[0]) return constants(value.arguments[0], code);
  const name = value.kind === 'name' ? value.name : '';
  if (/(?:^|\.)Cors\.ALL_ORIGINS$/.test(name)) return { kind: 'list', items: [text('*')], at: value.at };
  if (/(?:^|\.)Cors\.ALL_METHODS$/.test(name)) return { kind: 'list', items: METHODS.map(text), at: value.at };
  if (/(?:^|\.)Cors\.DEFAULT_HEADERS$/.test(name)) return { kind: 'list', items: REST_HEADERS.map(text), at: value.at };
  const [, method] = /(?:^|\.)(?:HttpMethods?|CorsHttpMethod)\.([A-Z]+)$/.exec(name) ?? [];
  if (method !== undefined) return text(method === 'ANY' || method === 'ALL' ? '*' : method);
  return resolved(value, code);
}

/** Seconds of each unit. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['seconds', 1],
  ['minutes', 60],
  ['hours', 3600],
  ['days', 86_400],
]);

/** `Duration.hours(1)`, or a number of seconds. */
function durationOf(value: Value | undefined, at: Span): PolicyReading['maxAge'] {
  const [, unit = ''] = value?.kind === 'call' ? (/Duration\.(\w+)$/.exec(value.callee) ?? []) : [];
  const amount = value?.kind === 'call' ? Number(textOf(value.arguments[0])) : Number.NaN;
  const seconds = UNITS.get(unit);
  if (value && seconds !== undefined && !Number.isNaN(amount)) return stated(amount * seconds, value.at);
  return secondsOf(value, null, at);
}

/** With a proxy integration the function must send the header itself. */
function lambdas({ calls }: CodeFile, found: readonly Found[]): readonly Trap[] {
  const [first] = calls.filter(({ callee, arguments: [, options] }) => {
    if (/(?:^|\.)LambdaRestApi$/.test(callee)) return true;
    const proxy = entryOf(options, 'proxy')?.value;
    return /(?:^|\.)LambdaIntegration$/.test(callee) && !(proxy?.kind === 'boolean' && !proxy.boolean);
  });
  const rest = found.find(({ kind }) => kind === 'rest');
  return first && rest ? [trap('lambda-sets-no-header', first.at, { stack: 'aws-cdk' })] : [];
}
