import { originProblem, parseUrl } from '@corsmith/protocol';

/** Origins that resemble these, and strangers: what a list that is too wide, or another wildcard, allows as well. */
export function nearOrigins(origins: readonly string[]): readonly string[] {
  const near = origins.slice(0, MOST).flatMap(resembling);
  return [...new Set([...near, ...STRANGERS])].filter((one) => one === 'null' || originProblem(one) === undefined);
}

const MOST = 40;

export const STRANGERS = ['https://stranger.example', 'http://stranger.example', 'http://localhost:3000', 'null'];

function resembling(origin: string): readonly string[] {
  const url = parseUrl(origin);
  if (!url || url.hostname === '') return [];
  const { protocol, hostname, port } = url;
  const at = port === '' ? '' : `:${port}`;
  const labels = hostname.split('.');
  return [
    `${protocol === 'https:' ? 'http:' : 'https:'}//${hostname}${at}`,
    `${protocol}//${hostname}${port === '8443' ? '' : ':8443'}`,
    ...(port === '' ? [] : [`${protocol}//${hostname}`]),
    ...(/^\[|^[\d.]+$/.test(hostname)
      ? []
      : [
          `${protocol}//sub.${hostname}${at}`,
          `${protocol}//a.b.${hostname}${at}`,
          `${protocol}//evil${hostname}${at}`,
          `${protocol}//${hostname}.attacker.example${at}`,
          ...(labels.length > 2 ? [`${protocol}//${labels.slice(1).join('.')}${at}`] : []),
          ...(labels.length > 2 ? [`${protocol}//other.${labels.slice(1).join('.')}${at}`] : []),
          ...(labels.length > 1 ? [`${protocol}//${hostname.replace('.', 'x')}${at}`] : []),
        ]),
  ];
}
