import { contains } from '@corsmith/protocol';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { changesCors, type NoteRule, responseHeaders } from '../note.js';

export const anotherSetter: NoteRule = {
  id: 'another-setter',
  match(facts) {
    const { cause, stack } = facts;
    const { fix } = cause;
    const isSet = contains(responseHeaders(facts), ALLOW_ORIGIN);
    if (!fix || !isSet || !changesCors(facts)) return undefined;
    const other = stack.find(({ id }) => id !== fix.stack && SETTERS.includes(id));
    if (!other) return undefined;
    return `${other.id} responds here too (${other.evidence[0]}). If its configuration is what sets the CORS headers today, change them there and not in both: --stack ${other.id} prints how.`;
  },
};

/** Proxies in whose configuration people set CORS headers. */
const SETTERS: readonly string[] = ['nginx', 'apache', 'caddy', 'haproxy', 'varnish', 'traefik', 'envoy', 'kong'];
