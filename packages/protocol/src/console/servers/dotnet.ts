import type { ServerEntry } from '../server-message.js';

export const DOTNET: readonly ServerEntry[] = [
  {
    id: 'aspnet-wildcard',
    title: 'ASP.NET Core',
    cause: 'wildcard-with-credentials',
    what: 'the policy has AllowAnyOrigin together with AllowCredentials, and ASP.NET Core refuses that',
    fix: 'Use WithOrigins with a list of origins beside AllowCredentials.',
    words: ['The CORS protocol does not allow specifying a wildcard (any) origin and credentials at the same time.'],
  },
  {
    id: 'aspnet-middleware',
    title: 'ASP.NET Core',
    cause: 'no-allow-origin',
    what: 'the endpoint has a CORS policy, and no middleware applies it: the responses have no CORS headers',
    fix: 'Call app.UseCors() after UseRouting and before UseAuthorization.',
    words: [
      'contains CORS metadata, but a middleware was not found that supports CORS.',
      'but a middleware was not found that supports CORS',
    ],
  },
  {
    id: 'aspnet-origin',
    title: 'ASP.NET Core',
    cause: 'origin-not-allowed',
    what: 'the policy does not allow the page’s origin, so the response has no CORS headers',
    fix: 'Add the origin to WithOrigins, without a trailing slash.',
    words: ['Request origin {token} does not have permission to access the resource.', 'CORS policy execution failed.'],
  },
  {
    id: 'aspnet-method',
    title: 'ASP.NET Core',
    cause: 'method-not-allowed',
    what: 'the policy does not allow the method',
    fix: 'Add it to WithMethods, or use AllowAnyMethod.',
    words: ['Request method {token} not allowed in CORS policy.'],
  },
  {
    id: 'aspnet-header',
    title: 'ASP.NET Core',
    cause: 'header-not-allowed',
    what: 'the policy does not allow a request header',
    fix: 'Add it to WithHeaders, or use AllowAnyHeader.',
    words: [
      "Request header '{parameter}' not allowed in CORS policy.",
      'One or more request header(s) not allowed in CORS policy.',
    ],
  },
  {
    id: 'aspnet-no-policy',
    title: 'ASP.NET Core',
    cause: 'no-allow-origin',
    what: 'the named CORS policy does not exist, so no CORS headers are sent',
    fix: 'Define it with builder.Services.AddCors(o => o.AddPolicy(name, …)), with the same name.',
    words: ['No CORS policy found for the specified request.', 'No policy found with name'],
  },
  {
    id: 'aspnet-webapi',
    title: 'ASP.NET Web API',
    cause: 'origin-not-allowed',
    what: 'Web API does not allow the page’s origin, method or header',
    fix: 'Add it in EnableCorsAttribute(origins, headers, methods).',
    words: [
      "The origin '{parameter}' is not allowed.",
      "The collection of headers '{parameter}' is not allowed.",
      "The method '{parameter}' is not allowed.",
    ],
  },
];
