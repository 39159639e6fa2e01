import { BROWSERS, type Browser, originProblem, parseUrl } from '@corsmith/protocol';

/** Characters that are valid in every host. */
const PLAIN = /^[a-z0-9._-]*$/;

/**
 * Hosts from which each browser loads a page. All three parse more than they load: the DNS lookup rejects the rest. Tested
 * on Chromium 156, Firefox 153 and WebKitGTK 2.50.
 */
const LOADED: Readonly<Record<Browser, RegExp>> = {
  chromium: PLAIN,
  firefox: /^[a-z0-9._$+-]*$/,
  webkit: /^[a-z0-9._!"$&'()*+,=`{}~-]*$/,
};

/** The schemes of each browser's extensions. */
const EXTENSIONS: Readonly<Record<string, Browser>> = {
  'chrome-extension': 'chromium',
  'moz-extension': 'firefox',
  'safari-web-extension': 'webkit',
};

/** The limits of host names and labels. https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
const isName = (host: string): boolean =>
  host.length <= 253 &&
  host
    .replace(/\.$/, '')
    .split('.')
    .every((label) => label.length > 0 && label.length <= 63);

/** The browsers in which a page can have this origin. */
export function browsersAt(origin: string): readonly Browser[] {
  if (origin === 'null') return BROWSERS;
  const extension = EXTENSIONS[origin.slice(0, origin.indexOf(':'))];
  if (extension) return [extension];
  const url = parseUrl(origin);
  if (!url || originProblem(origin)) return [];
  if (url.hostname.startsWith('[')) return BROWSERS;
  if (!isName(url.hostname)) return [];
  // No public authority issues a certificate for a name with such characters in any label.
  // https://cabforum.org/working-groups/server/baseline-requirements/ 7.1.2.7.12
  if (url.protocol === 'https:' && !isCertifiable(url.hostname)) return [];
  return BROWSERS.filter((browser) => LOADED[browser].test(url.hostname));
}

const isCertifiable = (host: string): boolean => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.|$))+$/.test(host);
