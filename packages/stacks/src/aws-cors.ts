import { allowedHeaders, allowedMethods } from './cors-headers.js';
import { textList, yaml } from './data-text.js';
import type { RenderedPolicy } from './stack.js';

/** The CORS keys of CloudFormation that an HTTP API and a function URL share, under the resource's own name for them. */
export function awsCors(heading: 'CorsConfiguration' | 'Cors', policy: RenderedPolicy): string {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const headers = allowedHeaders(policy);
  return yaml(
    `${heading}:`,
    `  AllowOrigins: ${textList(origins === '*' ? ['*'] : origins)}`,
    credentials && '  AllowCredentials: true',
    `  AllowMethods: ${textList(allowedMethods(policy))}`,
    headers !== 'echo' && headers.length > 0 && `  AllowHeaders: ${textList(headers)}`,
    responseHeaders.length > 0 && `  ExposeHeaders: ${textList(responseHeaders)}`,
    maxAge !== undefined && `  MaxAge: ${maxAge}`,
  );
}
