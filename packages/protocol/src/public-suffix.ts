/** Second-level names under which countries register strangers, such as `co.uk` and `com.au`. */
const COUNTRY_SUFFIX = /^(?:ac|co|com|edu|go|gob|gouv|gov|mil|ne|net|nom|or|org|sch)\.[a-z]{2}$/;

/** Where strangers host pages, or open a tunnel to them: what servers name most, on the Public Suffix List or not. */
const HOSTING_SUFFIXES: ReadonlySet<string> = new Set(
  `amplifyapp.com appspot.com azurestaticapps.net azurewebsites.net cloudfront.net deno.dev firebaseapp.com fly.dev
  github.io gitlab.io herokuapp.com hf.space lovable.app netlify.app ngrok-free.app
  ngrok.app ngrok.io ondigitalocean.app onrender.com pages.dev r2.dev replit.app run.app s3.amazonaws.com
  streamlit.app surge.sh trycloudflare.com up.railway.app vercel.app web.app webflow.io
  workers.dev`.split(/\s+/),
);

/** Whether it is one of the best-known hosting services. */
export const isHostingSuffix = (host: string): boolean => HOSTING_SUFFIXES.has(host);

/**
 * Whether strangers can register names right below this host, without the Public Suffix List: every top-level domain, the
 * usual second-level ones and the hosting services above.
 */
export const isUsualPublicSuffix = (host: string): boolean =>
  !host.includes('.') || COUNTRY_SUFFIX.test(host) || isHostingSuffix(host);
