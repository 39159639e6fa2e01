import { builtinModule } from './runtime.js';

/** Second-level names under which countries register strangers, such as `co.uk` and `com.au`. */
const COUNTRY_SUFFIX = /^(?:ac|co|com|edu|go|gob|gouv|gov|mil|ne|net|nom|or|org|sch)\.[a-z]{2}$/;

/** Where strangers host pages: those of the Public Suffix List's private part that servers name most. */
const HOSTING_SUFFIXES = new Set(
  `appspot.com azurewebsites.net cloudfront.net deno.dev firebaseapp.com fly.dev github.io gitlab.io herokuapp.com
  netlify.app ngrok-free.app ngrok.app ngrok.io onrender.com pages.dev replit.app run.app s3.amazonaws.com vercel.app
  web.app workers.dev`.split(/\s+/),
);

type PublicSuffixOf = (host: string, options: { allowPrivateDomains: boolean }) => string | null;

/**
 * Whether strangers can register names right below this host. Exact where the optional peer `tldts` is installed (it
 * carries the Public Suffix List); without it every top-level domain, the usual second-level ones and the hosting
 * services above.
 */
export function isPublicSuffix(host: string, publicSuffixOf: PublicSuffixOf | null = installedList()): boolean {
  if (publicSuffixOf) return publicSuffixOf(host, { allowPrivateDomains: true }) === host;
  return !host.includes('.') || COUNTRY_SUFFIX.test(host) || HOSTING_SUFFIXES.has(host);
}

function installedList(): PublicSuffixOf | null {
  try {
    const { createRequire } = builtinModule<{ createRequire(from: string): (id: string) => unknown }>('node:module')!;
    return (createRequire(import.meta.url)('tldts') as { getPublicSuffix: PublicSuffixOf }).getPublicSuffix;
  } catch {
    return null;
  }
}
