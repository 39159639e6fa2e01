import { isToken } from '@corsmith/protocol';
import type { Edit, Span } from '@corsmith/readers';
import { certainEdit } from '../certain-edit.js';
import { pageOf } from '../examples.js';
import type { Judged, Rule } from '../rule.js';

/** Methods that requests can have. */
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'CONNECT',
  'TRACE',
  'QUERY',
  'LINK',
  'UNLINK',
  'PURGE',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'REPORT',
  'SEARCH',
  'MERGE',
];

export const methodNeverMatches: Rule = {
  id: 'method-never-matches',
  title: 'No request has this method',
  judge(policy) {
    const { methods, origins, preflight } = policy;
    if (!Array.isArray(methods.value) || origins.length === 0 || preflight === false) return [];
    const listed: readonly string[] = methods.value;
    return listed.flatMap((method): readonly Judged[] => {
      if (METHODS.includes(method) || method === '*') return [];
      const meant = METHODS.find((one) => one === method.trim().toUpperCase());
      if (meant === undefined && isToken(method))
        return [
          { level: 'no-effect', at: methods.at, message: `There is no method ${method}.`, why: 'No page sends it.' },
        ];
      const isNeeded =
        meant !== undefined && !['GET', 'HEAD', 'POST', 'OPTIONS'].includes(meant) && !listed.includes(meant);
      if (!isNeeded) return [];
      return [
        {
          level: 'broken',
          at: methods.at,
          message: `${JSON.stringify(method)} is not ${meant}: browsers compare every character.`,
          why: `The preflight of ${meant} fails. Write ${meant}.`,
          ...fixOf(methods.at, method, meant),
          example: { outcome: 'blocked', request: { origin: pageOf(policy), method: meant } },
        },
      ];
    });
  },
};

function fixOf(at: Span, written: string, instead: string): { readonly fix?: Edit } {
  const fix = certainEdit(at, written, instead);
  return fix ? { fix } : {};
}
