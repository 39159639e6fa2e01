import { allowedMethods } from './cors-headers.js';
import { originRegex, splitOrigins } from './origin-pattern.js';
import type { RenderedPolicy } from './stack.js';

/** Source text of Python values. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
export const raw = (text: string): string => `r'${text}'`;
export const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

/** One regular expression for several patterns. */
export const oneRegex = (patterns: readonly string[]): string => raw(patterns.map(originRegex).join('|'));

/** `CORSMiddleware` of Starlette, which is FastAPI's too, around the whole of `app`. */
export function corsMiddleware(module: string, policy: RenderedPolicy): string {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const { exact, patterns } = splitOrigins(origins);
  const settings = [
    ...(origins === '*' || exact.length > 0 ? [`allow_origins=${list(origins === '*' ? ['*'] : exact)}`] : []),
    ...(patterns.length > 0 ? [`allow_origin_regex=${oneRegex(patterns)}`] : []),
    ...(credentials ? ['allow_credentials=True'] : []),
    `allow_methods=${list(allowedMethods(policy))}`,
    ...(requestHeaders.length > 0 ? [`allow_headers=${list(requestHeaders === '*' ? ['*'] : requestHeaders)}`] : []),
    ...(responseHeaders.length > 0 ? [`expose_headers=${list(responseHeaders)}`] : []),
    ...(maxAge === undefined ? [] : [`max_age=${maxAge}`]),
  ];
  return `from ${module}.middleware.cors import CORSMiddleware

app = CORSMiddleware(
    app,
${settings.map((line) => `    ${line},\n`).join('')})`;
}
