import type { Located } from './sender.js';

/** The headers without which the server denies access, of those that browsers don't send on their own; none if it does not. */
export async function requiredToken(
  names: readonly string[],
  withToken: Located | undefined,
  withoutThem: (names: readonly string[]) => Promise<Located | undefined>,
): Promise<readonly string[]> {
  if (names.length === 0 || !withToken?.response || withToken.response.status >= 400) return [];
  const status = (await withoutThem(names))?.response?.status ?? 0;
  return status >= 400 && status !== 429 && status < 500 ? names : [];
}
