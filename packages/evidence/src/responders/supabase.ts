import type { Responder } from '../attribution/responder.js';

export const supabase: Responder = {
  id: 'supabase',
  responses: [
    {
      kind: 'function',
      name: 'Supabase Edge Functions',
      marks: [
        { body: /"code":"(?:BOOT_ERROR|WORKER_ERROR|WORKER_LIMIT|WORKER_RESOURCE_LIMIT|IDLE_TIMEOUT|FUNCTION_ERROR)"/ },
        { status: [546], headers: { 'sb-gateway-version': /./ } },
      ],
      wayOut:
        'The function did not start or crashed: the logs of the function in the dashboard, or `supabase functions serve`, show why.',
    },
    {
      kind: 'refusal',
      name: 'Supabase’s gateway',
      marks: [
        {
          status: [401],
          body: /"(?:code":"UNAUTHORIZED_\w+|msg":"(?:Error: )?Missing authorization header|message":"(?:Missing authorization header|Invalid JWT))/i,
        },
        { status: [401], headers: { 'sb-gateway-version': /./ } },
      ],
      wayOut:
        'It verifies the JWT before the function runs. Send the anon key or the user’s token in Authorization, or deploy with `--no-verify-jwt` (`verify_jwt = false` in config.toml) and check it in the function, after OPTIONS.',
    },
    {
      kind: 'another-program',
      name: 'Supabase’s gateway',
      marks: [{ status: [404], body: /"code":"NOT_FOUND","message":"Requested function was not found"/ }],
      wayOut: 'There is no such function: check its name and deploy it with `supabase functions deploy`.',
    },
  ],
};
