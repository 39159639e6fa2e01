import { allowedMethods } from './cors-headers.js';
import { originRegex, splitOrigins } from './origin-pattern.js';
import type { RenderedPolicy } from './stack.js';

/** Source of Python values. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
export const raw = (text: string): string => `r'${text}'`;
export const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

/** One regular expression for several patterns. */
export const oneRegex = (patterns: readonly string[]): string => raw(patterns.map(originRegex).join('|'));

/** `CORSMiddleware` of Starlette, also in FastAPI: added to the app, or wrapped around the whole app. */
export function corsMiddlewareFiles(module: 'fastapi' | 'starlette', policy: RenderedPolicy) {
  const place = {
    path: 'main.py',
    language: 'python',
    where: `after app = ${module === 'fastapi' ? 'FastAPI' : 'Starlette'}(…) and every other add_middleware()`,
  };
  const imports = `from ${module}.middleware.cors import CORSMiddleware\n\n`;
  const lines = settings(policy)
    .map((line) => `    ${line},\n`)
    .join('');
  return {
    files: [{ ...place, code: `${imports}app.add_middleware(\n    CORSMiddleware,\n${lines})` }],
    forms: [
      {
        id: 'unhandled-errors',
        when: 'To send the headers with the 500 of an unhandled exception too, write instead',
        files: [
          {
            ...place,
            code: `${imports}build_middleware_stack = app.build_middleware_stack
app.build_middleware_stack = lambda: CORSMiddleware(
    build_middleware_stack(),
${lines})`,
          },
        ],
      },
    ],
  } as const;
}

/** Keyword arguments of CORSMiddleware. */
function settings(policy: RenderedPolicy): string[] {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const { exact, patterns } = splitOrigins(origins);
  return [
    ...(origins === '*' || exact.length > 0 ? [`allow_origins=${list(origins === '*' ? ['*'] : exact)}`] : []),
    ...(patterns.length > 0 ? [`allow_origin_regex=${oneRegex(patterns)}`] : []),
    ...(credentials ? ['allow_credentials=True'] : []),
    `allow_methods=${list(allowedMethods(policy))}`,
    ...(requestHeaders.length > 0 ? [`allow_headers=${list(requestHeaders === '*' ? ['*'] : requestHeaders)}`] : []),
    ...(responseHeaders.length > 0 ? [`expose_headers=${list(responseHeaders)}`] : []),
    ...(maxAge === undefined ? [] : [`max_age=${maxAge}`]),
  ];
}
