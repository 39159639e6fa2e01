import { type CorsHeader, exposeHeaders, originHeaders, preflightHeaders, varyNames } from './cors-headers.js';
import { originTest, quoted } from './javascript.js';
import type { RenderedPolicy } from './stack.js';

/** Source of a JavaScript function `corsHeaders(request)` for runtimes with Request, Response and Headers. */
export function corsHeadersFunction(policy: RenderedPolicy, { type }: { type: '' | ': Request' }): string {
  const vary = varyNames(policy).join(', ');
  const set = (headers: readonly CorsHeader[], indent: string) =>
    headers.map(({ name, value }) => {
      const source = 'text' in value ? quoted(value.text) : value.echo === 'Origin' ? 'origin' : requested(value.echo);
      return `${indent}headers.set(${quoted(name)}, ${source});`;
    });
  const any = policy.origins === '*';
  return [
    `function corsHeaders(request${type}) {`,
    ...(any
      ? []
      : [
          `  const origin = request.headers.get('Origin') ?? '';`,
          `  const isAllowed = ${originTest(policy.origins)};`,
        ]),
    `  const headers = new Headers(${vary === '' ? '' : `{ Vary: ${quoted(vary)} }`});`,
    ...(any ? [] : ['  if (!isAllowed) return headers;']),
    ...set([...originHeaders(policy), ...exposeHeaders(policy)], '  '),
    `  if (request.method === 'OPTIONS') {`,
    ...set(preflightHeaders(policy), '    '),
    '  }',
    '  return headers;',
    '}',
  ].join('\n');
}

const requested = (name: string): string => `request.headers.get(${quoted(name)}) ?? ''`;
