import { contains } from '@corsmith/protocol';
import { changesCors, isDetected, type NoteRule } from '../note.js';

export const supabaseVerifyJwt: NoteRule = {
  id: 'supabase-verify-jwt',
  match(facts) {
    const { request } = facts.seen;
    if (facts.responder !== undefined || !isDetected(facts, 'supabase') || !changesCors(facts)) return undefined;
    if (contains(request.headers ?? [], 'authorization') || !isFunction(request.url)) return undefined;
    return 'The request has no Authorization. Unless the function was deployed with verify_jwt = false, the gateway then responds with 401 before the function runs: send the anon key or the user’s token.';
  },
};

function isFunction(url: string): boolean {
  const { hostname, pathname } = new URL(url);
  return pathname.startsWith('/functions/v1/') || hostname.includes('.functions.supabase.');
}
