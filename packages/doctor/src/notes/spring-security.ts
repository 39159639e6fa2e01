import { get, type ProbedResponse } from '@corsmith/protocol';
import type { NoteRule } from '../note.js';

export const springSecurity: NoteRule = {
  id: 'spring-security',
  match({ cause: { fix, fixedIn }, judged }) {
    const response = judged?.request.kind === 'preflight' ? judged.response : undefined;
    if (!response || ![401, 403].includes(response.status) || fixedIn !== 'server') return undefined;
    if (!isSpringSecurity(response)) return undefined;
    const more = fix?.stack === 'spring' ? '' : ' --stack spring prints how.';
    return `Spring Security denies the preflight before any controller: @CrossOrigin and WebMvcConfigurer have no effect until its filter chain has http.cors(withDefaults()).${more}`;
  },
};

/** The headers that its filter chain puts on every response by default. */
const isSpringSecurity = ({ headers }: ProbedResponse): boolean =>
  get(headers, 'x-xss-protection') === '0' &&
  get(headers, 'x-frame-options') === 'DENY' &&
  get(headers, 'cache-control') === 'no-cache, no-store, max-age=0, must-revalidate';
