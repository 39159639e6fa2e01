import { byteLowercase, isCorsSafelistedMethod } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { NeededPolicy } from '@corsmith/stacks';
import { listed } from '../listed.js';
import type { ObservedPolicy } from './observed-policy.js';

/** What turns the server's policy into one that allows what is needed, in a line; undefined if the policy does already. */
export function changeSentence(seen: ObservedPolicy, needed: NeededPolicy, merged: PolicyConfig): string | undefined {
  const added = [
    originAddition(seen, needed, merged),
    needed.credentials && !seen.credentials ? 'allow credentials' : undefined,
    addition('to the allowed methods', missing(seen.methods, needed.methods), seen.methods.length > 0),
    needed.credentials && seen.wildcards.length > 0
      ? `name the ${seen.wildcards.join(' and ')}: with credentials, * is a literal name`
      : undefined,
    seen.requestHeaders === '*'
      ? undefined
      : addition(
          'to the allowed request headers',
          missing(seen.requestHeaders.map(byteLowercase), needed.requestHeaders),
          seen.requestHeaders.length > 0,
        ),
    exposure(missing(seen.responseHeaders.map(byteLowercase), needed.responseHeaders)),
  ].filter((part) => part !== undefined);
  if (added.length === 0) return undefined;
  const kept = keptOrigins(seen, needed, merged);
  return `${capitalised(listed(added))}${kept === undefined ? '' : `; ${kept}`}.`;
}

/** What of the server's own policy stays, for a fix that adds nothing to it. */
export function keptSentence(seen: ObservedPolicy, needed: NeededPolicy, merged: PolicyConfig): string | undefined {
  const kept = keptOrigins({ ...seen, variesByOrigin: false }, needed, merged);
  return kept === undefined ? undefined : `${capitalised(kept)}.`;
}

function originAddition(seen: ObservedPolicy, needed: NeededPolicy, merged: PolicyConfig): string | undefined {
  if (merged.origins === '*') return seen.anyOrigin || seen.echoesOrigins ? undefined : 'allow every origin';
  const wanted = needed.origins;
  if (seen.anyOrigin && needed.credentials)
    return `allow ${wanted.join(', ')} by name in place of *, which no browser accepts with credentials`;
  const lacking = wanted.filter((origin) => !seen.origins.includes(origin));
  if (lacking.length === 0) return undefined;
  const [origin = ''] = lacking;
  const wrong = seen.invalidOrigins.find((value) => isMeant(value, origin));
  if (wrong !== undefined) return `send ${origin} instead of ${wrong}`;
  return seen.origins.length === 0
    ? `allow the origin ${lacking.join(', ')}`
    : `add ${lacking.join(', ')} to the allowed origins`;
}

/** The same origin with a slash, a path, quotation marks or in another case. */
const isMeant = (value: string, origin: string): boolean => {
  const bare = value.replace(/^["'[]+|["'\]]+$/g, '');
  return URL.canParse(bare) && new URL(bare).origin === origin;
};

/** More would hide the first. */
const NAMED = 3;

function keptOrigins(seen: ObservedPolicy, needed: NeededPolicy, merged: PolicyConfig): string | undefined {
  if (merged.origins === '*') return seen.anyOrigin ? 'keep * for the origins' : undefined;
  if (seen.anyOrigin || seen.echoesOrigins)
    return 'today every origin is allowed, so name every other origin that uses this server too';
  const others = seen.origins.filter((origin) => !needed.origins.includes(origin));
  // No probe can show all of a list.
  const isList = others.length > 0 || (seen.origins.length > 0 && seen.variesByOrigin);
  return isList ? `keep ${listed([...others.slice(0, NAMED), 'every other origin of your list'])}` : undefined;
}

/** GET, HEAD and POST need no permission. */
const missing = (known: readonly string[], wanted: readonly string[] = []): string[] =>
  wanted.filter(
    (name) => !known.includes(name) && !known.includes(byteLowercase(name)) && !isCorsSafelistedMethod(name),
  );

const addition = (list: string, names: readonly string[], isList: boolean): string | undefined => {
  if (names.length === 0) return undefined;
  if (isList) return `add ${names.join(', ')} ${list}`;
  return `${list.replace('to the allowed', 'allow the').replace(/s$/, names.length > 1 ? 's' : '')} ${names.join(', ')}`;
};

const exposure = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : `expose ${names.join(', ')}`;

const capitalised = (text: string): string => text.replace(/^./, (first) => first.toUpperCase());
