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
        'Remove CORS from the app: once the platform has an origin in its list, it answers preflights and sets the headers.',
        'az rest --method patch --uri "https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP/providers/Microsoft.Web/sites/$APP/config/web?api-version=2024-04-01" --body @cors.json',
      ],
      pitfalls: [
        'The platform allows every method and every request header. For a narrower policy empty its list and set CORS up in the app.',
        'An app that sets the same headers sends them besides.',
        'Authentication of the platform (Easy Auth) redirects to a login: let it answer 401 to the API.',
      ],
      verified: 'documented',
    };
  },
};
