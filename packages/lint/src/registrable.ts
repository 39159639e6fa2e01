import { isHostingSuffix, isLoopbackHost, isUsualPublicSuffix, parseUrl } from '@corsmith/protocol';
import { compiled, type ReadOrigin } from '@corsmith/readers';

export type Pattern = Extract<ReadOrigin, { kind: 'pattern' }>;

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

/** Another site of the same hosting service that the pattern allows as well as this one. */
export function hostedStranger(
  { regex, flags }: Pattern,
  origin: string,
): { readonly origin: string; readonly suffix: string } | undefined {
  const [label = '', ...rest] = (parseUrl(origin)?.hostname ?? '').split('.');
  const suffix = rest.join('.');
  if (!isHostingSuffix(suffix)) return undefined;
  const stranger = origin.replace(label, 'corsmith-stranger');
  return compiled(regex, flags)?.test(stranger) ? { origin: stranger, suffix } : undefined;
}
