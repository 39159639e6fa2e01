import { allowedHeaders, allowedMethods } from '../cors-headers.js';
import { xmlText, yaml } from '../data-text.js';
import { headerMark, hostMark, type RenderedPolicy, type Stack } from '../stack.js';

export const azureApim: Stack = {
  id: 'azure-apim',
  title: 'Azure API Management',
  role: 'platform',
  canProxy: true,
  before: ['aws-cloudfront'],
  detect: (exchange) => [
    ...hostMark(exchange, /\.azure-api\.net$/),
    ...headerMark(exchange, 'ocp-apim-trace-location', /./),
  ],
  limits: {
    name: 'API Management',
    wildcards: 'none',
    anyHeader: 'without credentials',
  },
  render(policy) {
    return {
      files: [
        {
          path: 'policy.xml',
          language: 'xml',
          where: 'first in <inbound>, above <base /> and every check of a token or key',
          code: cors(policy),
        },
      ],
      steps: [
        'Remove every other <cors> of this API, its product and its operations: the outermost match responds.',
        'Save the policy in the portal, or deploy it with the template.',
      ],
      pitfalls: [
        'Without terminate-unmatched-request="true" other preflights are forwarded to the app.',
        'An API whose subscription key is a query parameter responds to the preflight only with the key. Use the header.',
      ],
      verified: 'documented',
    };
  },
};

function cors(policy: RenderedPolicy): string {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const headers = allowedHeaders(policy);
  const names = headers === 'echo' ? [] : headers[0] === '*' ? ['*'] : headers;
  const group = (tag: string, item: string, values: readonly string[], attribute = '') =>
    values.length > 0 &&
    yaml(`  <${tag}${attribute}>`, ...values.map((value) => `    <${item}>${xmlText(value)}</${item}>`), `  </${tag}>`);
  return yaml(
    `<cors allow-credentials="${credentials}" terminate-unmatched-request="true">`,
    group('allowed-origins', 'origin', origins === '*' ? ['*'] : origins),
    group(
      'allowed-methods',
      'method',
      allowedMethods(policy),
      maxAge === undefined ? '' : ` preflight-result-max-age="${maxAge}"`,
    ),
    group('allowed-headers', 'header', names),
    group('expose-headers', 'header', responseHeaders),
    '</cors>',
  );
}
