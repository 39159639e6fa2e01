import { changesCors, type NoteRule, responseHeaders } from '../note.js';

export const cloudflareAccess: NoteRule = {
  id: 'cloudflare-access',
  match(facts) {
    const { seen, responder } = facts;
    if (responder !== undefined || !seen.planned.preflight || !changesCors(facts)) return undefined;
    const sent = seen.request.headers ?? [];
    const isBehind =
      sent.some(([name]) => /^cf-access-/i.test(name)) ||
      responseHeaders(facts).some(
        ([name, value]) => /^set-cookie$/i.test(name) && /^CF_A(?:uthorization|ppSession)=/.test(value),
      );
    if (!isBehind) return undefined;
    return 'The server is behind Cloudflare Access, and a preflight carries neither its cookie nor a service token: turn on “Bypass OPTIONS requests to origin” in the Access application, or set its CORS settings.';
  },
};
