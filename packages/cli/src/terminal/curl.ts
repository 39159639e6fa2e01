import { byteLowercase, type HeaderList, type ProbedExchange } from '@corsmith/protocol';
import { curlBody } from './body-words.js';

/** Headers that every browser adds itself and CORS ignores. If the page sets one of them, it is in `pageHeaders`. */
const UNINTERESTING =
  /^(?:accept|accept-encoding|accept-language|user-agent|referer|connection|host|content-length|cache-control|pragma|dnt|priority|upgrade-insecure-requests|sec-.*)$/;

/** The curl command that sends the same request, as groups of words. It follows no redirect, as the probe doesn't. */
export function curlCommand({ request }: ProbedExchange, pageHeaders: HeaderList): string[][] {
  const set = new Set(pageHeaders.map(([name]) => byteLowercase(name)));
  const headers = request.headers.filter(([name]) => {
    const lower = byteLowercase(name);
    return set.has(lower) || !UNINTERESTING.test(lower);
  });
  const { method, body } = request;
  const data = curlBody(body);
  return [
    ['curl', '-i', ...methodFlag(method, data.length > 0), ...(/[[\]{}]/.test(request.url) ? ['-g'] : []), request.url],
    // curl leaves a header without a value out unless it ends in a semicolon.
    ...headers.map(([name, value]) => ['-H', value === '' ? `${name};` : `${name}: ${value}`]),
    ...data,
  ];
}

/** No flag for curl's defaults. */
function methodFlag(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['-I'];
  return method === (hasBody ? 'POST' : 'GET') ? [] : ['-X', method];
}
