/**
 * Secrets that show by their form alone, wherever they stand. Each prefix is one that its issuer documents for secret
 * scanning, so that ids, hashes and UUIDs are none of them. Bounded, so that hostile text takes linear time.
 */
const TOKENS: readonly RegExp[] = [
  // SAML in base64: `<saml` and `<?xml … <saml` as forms post them.
  /PHNhbW[\w+/]{20,16000}(?:={0,2}|(?:%3D){0,2})/,
  // GitHub
  /gh[oprsu]_[A-Za-z0-9]{16,255}/,
  /github_pat_\w{20,255}/,
  // GitLab
  /gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{16,100}/,
  // AWS
  /(?:AKIA|ASIA)[A-Z0-9]{16}/,
  // Stripe
  /[rs]k_(?:live|test)_[A-Za-z0-9]{10,200}/,
  /whsec_[A-Za-z0-9+/]{20,100}={0,2}/,
  // Slack
  /xox[a-z]-[A-Za-z0-9-]{10,250}/,
  /xapp-\d-[A-Za-z0-9-]{10,250}/,
  // Google
  /AIza[\w-]{35}/,
  /ya29\.[\w-]{20,2000}/,
  /GOCSPX-[\w-]{20,60}/,
  // OpenAI, Anthropic
  /sk-(?=[\w-]{0,200}\d)(?:proj-|ant-|svcacct-)?[\w-]{32,250}/,
  // npm, PyPI, Hugging Face, DigitalOcean, SendGrid, Shopify, Telegram
  /npm_[A-Za-z0-9]{36}/,
  /pypi-[\w-]{50,300}/,
  /hf_[A-Za-z0-9]{30,60}/,
  /do[opr]_v1_[a-f0-9]{64}/,
  /SG\.[\w-]{16,40}\.[\w-]{16,80}/,
  /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/,
  /(?:bot)?\d{8,10}:AA[\w-]{30,40}/,
];

const TOKEN = new RegExp(`(?<![A-Za-z0-9])(?:${TOKENS.map(({ source }) => source).join('|')})(?![A-Za-z0-9])`, 'g');

/** JSON Web Tokens: three or five parts in base64url, of which the first begins with `{"`. */
const JWT = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{2,}\.[\w-]*(?:\.[\w-]+\.[\w-]+)?/g;

const PRIVATE_KEY = /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[^-]{1,10000}(?:(?=-----END)|$)/g;

/** Paths that are the secret: whoever knows them may post. */
const WEBHOOK = /(hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{8,300}/g;

/** `Bearer …`, but not the prose after such a word, nor a parameter of a challenge such as `Bearer realm="…"`. */
const SCHEME =
  /\b((?:Bearer|Basic|DPoP|Negotiate|NTLM|Token)(?:\s{1,4}|%20|\+))(?![\w-]{1,60}=(?:["\w%]|\\"))([\w.~+/%-]{8,16000}={0,2})/gi;

/** The text with what looks like a secret masked. */
export const maskShapes = (text: string, mask: string): string =>
  text
    .replace(JWT, mask)
    .replace(TOKEN, mask)
    .replace(PRIVATE_KEY, `$1${mask}`)
    .replace(WEBHOOK, `$1${mask}`)
    .replace(SCHEME, (whole, scheme: string, value: string) =>
      /\d/.test(value) || value.length >= 24 ? `${scheme}${mask}` : whole,
    );
