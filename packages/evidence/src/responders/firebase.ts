import type { Responder } from '../attribution/responder.js';

export const firebase: Responder = {
  id: 'firebase',
  responses: [
    {
      kind: 'refusal',
      name: 'Google’s front end (the function or service is not public)',
      marks: [
        {
          status: [401, 403],
          body: /Your client does not have permission to (?:get|access) (?:the requested )?URL|<h2>The request was not authenticated/,
        },
      ],
      wayOut:
        'A preflight carries no token, so the function must be public: allow unauthenticated invocations (role Cloud Run Invoker or Cloud Functions Invoker for allUsers; `invoker: "public"`), and check tokens in its code.',
    },
    {
      kind: 'another-program',
      name: 'Firebase Hosting',
      marks: [{ status: [404], body: /<title>(?:Site|Page) Not Found<\/title>[\s\S]*firebase/i }],
      wayOut: 'There is no such site or path: check the host name, and `rewrites` in firebase.json.',
    },
    {
      kind: 'function',
      name: 'Cloud Functions or Cloud Run',
      marks: [
        { status: [500], body: /^Error: could not handle the request/ },
        {
          status: [500, 503],
          body: /The request (?:failed because|was aborted because)|The request has been terminated because/,
        },
      ],
      wayOut: 'It crashed, timed out or has no free instance: Logs Explorer (`firebase functions:log`) shows why.',
    },
    {
      kind: 'gateway',
      name: 'Google’s load balancer',
      marks: [{ status: [502, 503], body: /<title>(?:502|503) Server Error<\/title>|Error: Server Error/ }],
      wayOut: 'No healthy backend responds: check its health checks and logs.',
    },
  ],
};
