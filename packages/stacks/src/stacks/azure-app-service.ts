import { byteLowercase, get } from '@corsmith/protocol';
import { json } from '../data-text.js';
import { headerMark, hostMark, type Stack } from '../stack.js';

export const azureAppService: Stack = {
  id: 'azure-app-service',
  title: 'Azure App Service and Functions',
  role: 'platform',
  place: { kind: 'new-file' },
  detect: (exchange) => [
    ...hostMark(exchange, /\.azurewebsites\.net$/),
    ...headerMark(exchange, 'set-cookie', /^ARRAffinity(SameSite)?=/),
  ],
  setsCors: ({ request, response }) => {
    const echoes = (requested: string, allowed: string) =>
      byteLowercase(get(response?.headers ?? [], allowed) ?? '') ===
      byteLowercase(get(request.headers, requested) ?? '');
    return (
      echoes('access-control-request-method', 'access-control-allow-methods') &&
      echoes('access-control-request-headers', 'access-control-allow-headers')
    );
  },
  limits: {
    name: 'The platform’s CORS',
    wildcards: 'none',
    responseHeaders: 'never',
    maxAge: 'never',
  },
  render(policy) {
    const { origins, credentials } = policy;
    const cors = { allowedOrigins: origins === '*' ? ['*'] : origins, supportCredentials: credentials };
    return {
      files: [
        {
          path: 'cors.json',
          language: 'json',
          where: 'a new file',
          code: json({ properties: { cors } }),
        },
      ],
      steps: [
        `In the portal, under API, CORS: ${origins === '*' ? 'enter *' : 'remove * and add the origins'}${credentials ? ', and tick Enable Access-Control-Allow-Credentials' : ''}; or az webapp cors add. The request below sets the whole list at once.`,
        'Remove CORS from the app: once the platform lists an origin, it responds to preflights and sets the headers.',
        'az rest --method patch --uri "https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP/providers/Microsoft.Web/sites/$APP/config/web?api-version=2024-04-01" --body @cors.json',
      ],
      pitfalls: [
        'The platform allows every method and every request header. For a narrower policy, clear its list and configure CORS in the app.',
        'If the app sets the same headers, they are duplicated.',
        'Authentication of the platform (Easy Auth) redirects to a login page: let it respond with 401 for the API.',
      ],
      verified: 'documented',
    };
  },
};
