const KEY = 'corsmith-token';

/**
 * The token in the printed link, which the API requires; undefined on a static site. It is removed from the address bar, so that
 * copied links don't contain it, and stored for this tab.
 */
export function takeToken(): string | undefined {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', '#/check');
  }
  return given ?? sessionStorage.getItem(KEY) ?? undefined;
}
