import type { TrapTable } from '../trap-words.js';

export const csharpTraps = {
  'policy-not-used': {
    level: 'broken',
    message: 'Nothing uses this policy.',
    why: 'AddCors() only registers policies. app.UseCors() applies one.',
  },
  'policy-name-unknown': {
    level: 'broken',
    message: 'There is no policy of this name.',
    why: 'Names are compared letter by letter; without a policy no response has CORS headers.',
  },
  'cors-after-authorization': {
    level: 'broken',
    message:
      'UseCors() comes after UseAuthorization(), so 401 and 403 have no CORS headers and preflights may be rejected.',
    why: 'The order is UseRouting(), UseCors(), UseAuthentication(), UseAuthorization(), endpoints.',
  },
  'cache-before-cors': {
    level: 'fragile',
    message: 'Cached responses are sent without CORS headers.',
    why: 'UseResponseCaching() must come after UseCors().',
  },
} as const satisfies TrapTable;
