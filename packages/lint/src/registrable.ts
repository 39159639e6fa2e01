import { isLoopbackHost, isUsualPublicSuffix, parseUrl } from '@corsmith/protocol';

/** Whether anyone could register the host of this origin, so that it belongs to a stranger. */
export function isRegistrable(origin: string): boolean {
  const host = parseUrl(origin)?.hostname ?? '';
  return (
    host.includes('.') &&
    !isLoopbackHost(host) &&
    !/^[\d.]+$|^\[/.test(host) &&
    !isUsualPublicSuffix(host) &&
    !/\.(?:test|local|internal|localhost|invalid|lan)$/.test(host)
  );
}

/** The name that its owner registered: a public suffix and one label. */
export function registeredName(origin: string): string {
  const labels = (parseUrl(origin)?.hostname ?? '').split('.');
  const at = labels.findLastIndex((_, index) => !isUsualPublicSuffix(labels.slice(index).join('.')));
  return labels.slice(Math.max(0, at)).join('.');
}
