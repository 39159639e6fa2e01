import { parseUrl } from '@corsmith/protocol';
import { judgedAnswer, lines } from '../facts.js';
import { allowPreflight } from '../permission.js';
import type { CauseRule } from './cause.js';

/** Why a server sends a request elsewhere, as far as the two URLs tell. */
function redirectReason(from: URL, to: URL): string {
  const strip = (url: URL) => url.pathname.replace(/\/$/, '');
  if (from.protocol === 'http:' && to.protocol === 'https:' && from.host === to.host) return 'from http to https';
  if (`www.${from.hostname}` === to.hostname || from.hostname === `www.${to.hostname}`)
    return 'between www and the bare domain';
  if (from.origin === to.origin && strip(from) === strip(to))
    return to.pathname.endsWith('/')
      ? 'to the same path with a slash at its end'
      : 'to the same path without the slash at its end';
  if (/log-?in|sign-?in|auth|sso|oauth/i.test(to.pathname)) return 'to a login page';
  return from.origin === to.origin ? 'to another path' : 'to another host';
}

export const preflightRedirected: CauseRule = {
  id: 'preflight-redirected',
  title: 'The server redirects the preflight',
  match(facts) {
    const answer = judgedAnswer(facts);
    const header = lines(answer, 'location')[0];
    if (!answer || !facts.judged || !header || facts.block.stage !== 'preflight') return undefined;
    if (answer.status < 300 || answer.status > 399) return undefined;
    const from = new URL(facts.request.url);
    const to = parseUrl(header[1].trim(), from.href);
    const reason = to ? ` ${redirectReason(from, to)}` : '';
    return {
      explanation: `The server redirects the preflight${reason}, and a browser never follows that. Call ${
        to ? to.href : 'the final URL'
      } from the page at once, or answer OPTIONS before the redirect.`,
      certainty: 'certain',
      evidence: [{ text: `redirects${reason}`, exchange: facts.judged.index, header, at: 0 }],
    };
  },
  repair: (response, kind, { request }) => (kind === 'preflight' ? allowPreflight(response, request) : response),
};
