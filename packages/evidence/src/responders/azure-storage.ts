import type { Responder } from '../attribution/responder.js';

export const azureStorage: Responder = {
  id: 'azure-storage',
  responses: [
    {
      kind: 'refusal',
      name: 'Azure Storage',
      marks: [
        { headers: { 'x-ms-error-code': /^CorsPreflightFailure$/ } },
        { body: /<Code>CorsPreflightFailure<\/Code>|CORS not enabled or no matching rule found for this request/ },
      ],
      wayOut:
        'The storage account has no CORS rule for this origin, method and header: `az storage cors add --services b --methods GET PUT --origins … --allowed-headers "*"`.',
    },
  ],
};
