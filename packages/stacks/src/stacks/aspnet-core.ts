import { allowedMethods } from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

const PATH = 'Program.cs';

export const aspnetCore: Stack = {
  id: 'aspnet-core',
  title: 'ASP.NET Core',
  role: 'application',
  before: ['go-rs-cors'],
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^(Kestrel|Microsoft-IIS\/)/),
    ...headerMark(exchange, 'x-powered-by', /^ASP\.NET$/),
  ],
  render: (policy) => ({
    files: [
      {
        path: PATH,
        language: 'csharp',
        where: 'before builder.Build()',
        code: `builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
${calls(policy)
  .map((call) => `    .${call}`)
  .join('\n')}));`,
      },
      {
        path: PATH,
        language: 'csharp',
        where: 'after UseRouting(), before UseAuthentication() and every Map…()',
        code: 'app.UseCors();',
      },
    ],
    steps: [
      'Remove every other UseCors(), [EnableCors] and header with an Access-Control-… name, from web.config too.',
      'Build and restart the app.',
    ],
    pitfalls: [
      'After UseAuthorization() the preflight gets 401.',
      'A controller’s [EnableCors] with another policy overrides this one, and [DisableCors] removes the headers.',
      'Origins are compared literally: one with a trailing slash never matches.',
      'On Azure App Service the CORS settings of the platform replace these.',
      'UseHttpsRedirection() redirects the preflight if the page requests http.',
    ],
    verified: 'documented',
  }),
};

const quoted = (text: string): string => JSON.stringify(text);
const list = (values: readonly string[]): string => values.map(quoted).join(', ');

function calls(policy: RenderedPolicy): string[] {
  const { credentials, requestHeaders, responseHeaders, maxAge } = policy;
  return [
    origins(policy),
    `WithMethods(${list(allowedMethods(policy))})`,
    ...(requestHeaders === '*' ? ['AllowAnyHeader()'] : []),
    ...(requestHeaders !== '*' && requestHeaders.length > 0 ? [`WithHeaders(${list(requestHeaders)})`] : []),
    ...(responseHeaders.length > 0 ? [`WithExposedHeaders(${list(responseHeaders)})`] : []),
    ...(credentials ? ['AllowCredentials()'] : []),
    ...(maxAge === undefined ? [] : [`SetPreflightMaxAge(TimeSpan.FromSeconds(${maxAge}))`]),
  ];
}

function origins(policy: RenderedPolicy): string {
  if (policy.origins === '*') return 'AllowAnyOrigin()';
  if (splitOrigins(policy.origins).patterns.length === 0) return `WithOrigins(${list(policy.origins)})`;
  const regex = policy.origins.map(originRegex).join('|');
  return `SetIsOriginAllowed(origin => System.Text.RegularExpressions.Regex.IsMatch(origin, @"${regex}"))`;
}
