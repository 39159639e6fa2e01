const KEY = 'corsmith-token';

/**
 * The secret of the printed link, which lets this page check servers; undefined where the page is a static site. It is
 * taken out of the address, so that no link that is copied holds it, and kept for this tab.
 */
export function takeToken(): string | undefined {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', '#/check');
  }
  return given ?? sessionStorage.getItem(KEY) ?? undefined;
}
