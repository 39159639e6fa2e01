import type { Marionette } from '../browsers/marionette.js';
import { type HarEntry, type HarHeaders, harEntry } from './har-entry.js';

/** In the browser's own context: the notifications from which its Network panel is filled. */
const WATCH_NETWORK = `
  const entries = window.corsmithNetwork = new Map();
  const lines = (visit) => {
    const headers = [];
    visit({ visitHeader: (name, value) => void headers.push({ name, value }) });
    return headers;
  };
  const observer = { observe(subject, topic) {
    const channel = subject.QueryInterface(Ci.nsIHttpChannel);
    const entry = entries.get(channel) ?? { url: channel.URI.specIgnoringRef, status: 0, response: [] };
    entries.set(channel, entry);
    if (topic === 'http-on-modify-request') {
      entry.method = channel.requestMethod;
      entry.request = lines((visitor) => channel.visitRequestHeaders(visitor));
    } else if (topic === 'http-on-examine-response' || topic === 'http-on-examine-cached-response') {
      entry.status = channel.responseStatus;
      entry.response = lines((visitor) => channel.visitOriginalResponseHeaders(visitor));
    }
  } };
  for (const topic of ['http-on-modify-request', 'http-on-examine-response', 'http-on-examine-cached-response'])
    Services.obs.addObserver(observer, topic);
`;

const TAKE = `
  const entries = [...window.corsmithNetwork.values()];
  window.corsmithNetwork.clear();
  return entries.filter(({ request }) => request !== undefined);
`;

interface Noted {
  readonly url: string;
  readonly method: string;
  readonly request: HarHeaders;
  readonly status: number;
  readonly response: HarHeaders;
}

/** Records what Firefox's Network panel shows, in its export's form: all headers, and no word of what CORS made of them. */
export async function recordFirefox(marionette: Marionette): Promise<() => Promise<readonly HarEntry[]>> {
  await marionette.command('WebDriver:ExecuteScript', { script: WATCH_NETWORK, args: [] });
  return async () => {
    const { value } = (await marionette.command('WebDriver:ExecuteScript', { script: TAKE, args: [] })) as {
      value: readonly Noted[];
    };
    return value.map(({ url, method, request, status, response }) =>
      harEntry({ url, method, headers: request }, { status, headers: response }),
    );
  };
}
