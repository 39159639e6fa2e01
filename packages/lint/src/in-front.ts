import { MANIFESTS, type SourceFile } from '@corsmith/readers';

/** Folders that hold the configuration of a proxy for what is beside them. */
const OF_PROXIES =
  /^(?:nginx|apache2?|httpd|caddy|haproxy|traefik|envoy|proxy|gateway|ingress|conf(?:ig)?|conf\.d|etc|sites-(?:available|enabled)|snippets|templates|docker|\.docker|deploy(?:ment)?|\.platform|infra(?:structure)?|ops|k8s|kubernetes|helm|charts?|public|htdocs|www|web)$/i;

/**
 * Whether a proxy's file stands in front of these apps, judged by their places in the repository: the apps are one app,
 * beside the file or below it.
 */
export function isInFront(proxy: string, apps: readonly string[], files: readonly SourceFile[]): boolean {
  const place = folderOf(proxy);
  while (OF_PROXIES.test(place.at(-1) ?? '')) place.pop();
  return apps.length > 0 && isOneApp(apps, files) && apps.every((app) => isWithin(folderOf(app), place));
}

/** By the manifests of their packages; without any, all are below the first one's folder. */
function isOneApp(apps: readonly string[], files: readonly SourceFile[]): boolean {
  const roots = files.flatMap(({ path }) => (MANIFESTS.test(path) ? [folderOf(path)] : []));
  const rootOf = (app: string) =>
    roots.filter((root) => isWithin(folderOf(app), root)).sort((a, b) => b.length - a.length)[0];
  const own = new Set(apps.map((app) => (rootOf(app) ?? []).join('/')));
  if (own.size > 1) return false;
  const [first = []] = apps.map(folderOf).sort((a, b) => a.length - b.length);
  return apps.every((app) => isWithin(folderOf(app), first)) || apps.every((app) => rootOf(app) !== undefined);
}

const folderOf = (path: string): string[] => path.split('/').slice(0, -1);

const isWithin = (folder: readonly string[], outer: readonly string[]): boolean =>
  outer.every((name, index) => folder[index] === name);
