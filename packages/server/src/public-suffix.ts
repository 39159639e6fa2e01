import { builtinModule } from './runtime.js';

/** Second-level names under which countries register strangers, such as `co.uk` and `com.au`. */
const COUNTRY_SUFFIX = /^(?:ac|co|com|edu|go|gob|gouv|gov|mil|ne|net|nom|or|org|sch)\.[a-z]{2}$/;

/** Where strangers host pages, or open a tunnel to them: what servers name most, on the Public Suffix List or not. */
const HOSTING_SUFFIXES = new Set(
  `amplifyapp.com appspot.com azurestaticapps.net azurewebsites.net cloudfront.net deno.dev firebaseapp.com fly.dev
  github.io gitlab.io herokuapp.com hf.space lovable.app netlify.app ngrok-free.app
  ngrok.app ngrok.io ondigitalocean.app onrender.com pages.dev r2.dev replit.app run.app s3.amazonaws.com
  streamlit.app surge.sh trycloudflare.com up.railway.app vercel.app web.app webflow.io
  workers.dev`.split(/\s+/),
);

type PublicSuffixOf = (host: string, options: { allowPrivateDomains: boolean }) => string | null;

/**
 * Whether strangers can register names right below this host, written without a dot at its end: by the list above, and by the whole Public Suffix List where
 * the optional peer `tldts` is installed; without it, by every top-level domain and the usual second-level ones.
 */
export function isPublicSuffix(host: string, publicSuffixOf: PublicSuffixOf | null = installedList()): boolean {
  if (HOSTING_SUFFIXES.has(host)) return true;
  if (publicSuffixOf) return publicSuffixOf(host, { allowPrivateDomains: true }) === host;
  return !host.includes('.') || COUNTRY_SUFFIX.test(host);
}

function installedList(): PublicSuffixOf | null {
  try {
    const { createRequire } = builtinModule<{ createRequire(from: string): (id: string) => unknown }>('node:module')!;
    return (createRequire(import.meta.url)('tldts') as { getPublicSuffix: PublicSuffixOf }).getPublicSuffix;
  } catch {
    return null;
  }
}
