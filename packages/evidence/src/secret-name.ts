/** Words that make the name of a header, a parameter or a field the name of a secret. */
const SECRET_WORDS = new Set(
  `auth authorization cookie cookie2 credential credentials jwt key pass pwd session sessionid sid sig
  signature`.split(/\s+/),
);

/** As parts of a longer word too: `csrftoken`. */
const SECRET_PART = /token|secret|password|passwd|apikey|csrf|xsrf|^auth(?!or)/;

/** `X-Api-Key`, `access_token` and `clientSecret` name secrets; `monkey` and Access-Control-Allow-Credentials do not. */
export function isSecretName(name: string): boolean {
  if (/^(?:access-control-|sec-)/i.test(name)) return false;
  const words = name.replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ').toLowerCase();
  return words.split(/[^a-z0-9]+/).some((word) => SECRET_WORDS.has(word) || SECRET_PART.test(word));
}
