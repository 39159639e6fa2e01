import { parseUrl } from '@corsmith/protocol';
import type { Report } from './contract-error.js';
import type { Path } from './path.js';

/** The URL as a page would request it; undefined if it is invalid. */
export function endpointUrl(text: string, path: Path, report: Report, base?: string): string | undefined {
  const url = parseUrl(text, base);
  const whole = base === undefined ? 'Write it whole, from https:// on.' : 'Write a path, or a URL from https:// on.';
  if (text.trim() === '') report('not-a-url', path, text, `The URL is empty. ${whole}`);
  else if (!url || !/^https?:$/.test(url.protocol))
    report('not-a-url', path, text, `Must be a URL. ${whole}`, guess(text));
  else if (url.username !== '' || url.password !== '')
    report('not-a-url', path, text, 'Pages can’t request a URL with a user name or password.');
  else return withoutFragment(url);
  return undefined;
}

/** `https://api.example.com` for a URL from `endpointUrl`: its path begins at the third slash. */
export const serverOrigin = (url: string): string => url.slice(0, url.indexOf('/', url.indexOf('//') + 2));

const withoutFragment = ({ href }: URL): string => href.replace(/#.*$/, '');

/** For `localhost:3000/users` or `api.example.com`. Local servers rarely have a certificate. */
function guess(text: string): string | undefined {
  if (!/^[a-z0-9.-]+(?::\d{1,5})?(?:[/?]|$)/i.test(text)) return undefined;
  const scheme = /^(?:localhost|[\d.]+)(?:[:/?]|$)/i.test(text) ? 'http' : 'https';
  return parseUrl(`${scheme}://${text}`) && `${scheme}://${text}`;
}
