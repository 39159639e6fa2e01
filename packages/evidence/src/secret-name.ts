/** A name that has one of these words is the name of a secret, whether of a header, a parameter or a field. */
const WORDS = new Set(
  `assertion auth authorization cookie cookie2 credential credentials creds jwt key otp pass passcode passphrase passwd pwd
  session sessionid sid sig signature totp`.split(/\s+/),
);

/** As parts of a longer word too: `csrftoken`, `JSESSIONID`. */
const PARTS = /token|secret|password|passwd|apikey|accesskey|privatekey|csrf|xsrf|sess(?:ion)?id|^auth(?!or)/;

/** Names as a whole, without case, separators and a leading `X-`. */
const NAMES = new Set(
  `bearer codeverifier connectsid devicecode dpop hmac pin pw samlart samlresponse usercode`.split(/\s+/),
);

/** Names that look like those of secrets: what they hold is public. */
const PUBLIC = new Set(
  `cachekey foreignkey maxtokens primarykey proxyauthenticate publickey publickeypins sortkey surrogatekey tokentype
  wwwauthenticate`.split(/\s+/),
);

/** Parameters that hold a secret in a login and something harmless elsewhere: their value decides. */
const SOMETIMES = new Set('code nonce refresh state ticket'.split(' '));

/** `X-Api-Key`, `access_token` and `clientSecret` name secrets; `monkey` and Access-Control-Allow-Credentials do not. */
export function isSecretName(name: string): boolean {
  if (/^(?:access-control-|sec-)/i.test(name)) return false;
  const whole = squeezed(name);
  if (PUBLIC.has(whole)) return false;
  if (NAMES.has(whole)) return true;
  const words = name.replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ').toLowerCase();
  return words.split(/[^a-z0-9]+/).some((word) => WORDS.has(word) || PARTS.test(word));
}

/** Whether this value of a parameter is a secret: by its name, or for `code` and the like if the value looks random. */
export const isSecretParameter = (name: string, value: string): boolean =>
  isSecretName(name) || (SOMETIMES.has(squeezed(name)) && isRandom(value, 6));

/** The same for a field of JSON, where `code` is most often the code of an error. */
export const isSecretField = (name: string, value: string): boolean =>
  isSecretName(name) || (SOMETIMES.has(squeezed(name)) && isRandom(value, 20));

/** A one-time code as a number of JSON; of others, such as `max_tokens`, a number is no secret. */
export const isSecretNumber = (name: string): boolean => /^(?:otp|passcode|pin|totp)$/.test(squeezed(name));

/** Text that nobody would write by hand: digits, or longer with digits or capitals among small letters. */
const isRandom = (value: string, least: number): boolean =>
  (value.length >= least && /\d/.test(value) && !/[\s_]/.test(value)) ||
  (value.length >= Math.max(least, 16) &&
    /[a-z]/.test(value) &&
    /\d|[a-z][A-Z]+[a-z]/.test(value) &&
    !/\s/.test(value));

const squeezed = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^x(?=otp|pin|pass|bearer|cachekey)/, '');
