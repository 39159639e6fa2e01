import { type PolicyReading, placeOf, type Stated } from '@corsmith/readers';
import { exampleOf } from '../examples.js';
import { responsesOf } from '../responses.js';
import { samplesOfPattern } from './samples-of-pattern.js';
import type { Candidates, Side, Unknown } from './side.js';

/** A configuration as it was read. */
export function sideOfReading(policy: PolicyReading): Side {
  const { at, where, errors, refused } = policy;
  return {
    title: `${at.file.path}:${placeOf(at).line}`,
    file: at.file.path,
    ...(where !== undefined && { where }),
    send: responsesOf(policy),
    candidates: candidatesOf(policy),
    unknown: refused === undefined ? unknownIn(policy) : {},
    errors: refused === undefined ? errors : true,
  };
}

function candidatesOf({ origins, methods, requestHeaders, exposed }: PolicyReading): Candidates {
  const named = origins.flatMap((one) =>
    one.kind === 'pattern' ? samplesOfPattern(one.regex, one.flags) : (exampleOf(one) ?? []),
  );
  return {
    origins: [...new Set(named)],
    methods: listOf(methods),
    requestHeaders: listOf(requestHeaders),
    responseHeaders: listOf(exposed),
  };
}

const listOf = ({ value }: Stated<readonly string[] | string>): readonly string[] =>
  typeof value === 'object' ? value : [];

function unknownIn({ origins, credentials, methods, requestHeaders, exposed }: PolicyReading): Unknown {
  const origin = origins.find((one) => one.kind === 'unknown');
  const because = {
    origins: origin?.kind === 'unknown' ? origin.because : undefined,
    credentials: credentials.because,
    methods: methods.because,
    requestHeaders: requestHeaders.because,
    responseHeaders: exposed.because,
  };
  return Object.fromEntries(Object.entries(because).filter(([, reason]) => reason !== undefined));
}
