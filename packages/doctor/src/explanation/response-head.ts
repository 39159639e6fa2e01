import { get, type HeaderList, originProblem, simulate } from '@corsmith/protocol';
import { type Explanation, explainMessage } from './explanation.js';

const LINE =
  /^[\s>|<*-]{0,10}(access-control-(?:allow|expose|max)-[a-z-]{1,40}|vary)\s{0,5}:[^\S\n]*(.{0,2000}?)\s*$/gim;

/** What a browser makes of response headers whose request is not in the text. */
export async function explainResponseHead(text: string, given?: string): Promise<Explanation | undefined> {
  const headers: HeaderList = [...text.matchAll(LINE)].map(([, name = '', value = '']) => [name, value]);
  const allowed = get(headers, 'access-control-allow-origin');
  if (allowed === undefined) return undefined;
  const isNamed = originProblem(allowed) === undefined && allowed !== 'null';
  const origin = given ?? (isNamed ? allowed : 'https://app.example.com');
  const withCredentials = get(headers, 'access-control-allow-credentials') !== undefined;
  const outcome = await simulate(
    { origin, url: 'https://api.example.com/', credentials: withCredentials ? 'include' : 'omit' },
    async () => ({ status: 200, headers }),
    { engine: 'chromium' },
  );
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\n');
  if (outcome.block)
    return {
      ...explainMessage({ kind: 'error', ...outcome.block, text: lines, ...(given !== undefined && { origin }) }),
      title: 'Browsers block a response with these headers',
    };
  const who = allowed === '*' ? 'Every origin' : origin;
  return {
    message: { kind: 'follow-up', text: lines },
    title: 'These headers are valid',
    meaning: `${who} may read a response with these headers${withCredentials ? ', also with credentials' : allowed === '*' ? ', without credentials' : ''}. Whether the browser blocks the request shows in its console message.`,
    causes: [],
    open: [],
  };
}
