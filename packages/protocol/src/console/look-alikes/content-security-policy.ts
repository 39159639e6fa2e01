import { originOf } from '../../origin.js';
import type { LookAlike } from '../look-alike.js';
import type { NotCorsMessage } from '../parsed-message.js';

const VIOLATES = 'violates the following Content Security Policy directive: "{parameter}".';

/** `connect-src` of `connect-src 'self'`; `default-src` is used where there is none. */
function directiveOf({ parameter = '', text }: NotCorsMessage): string {
  const fallback = /Note that '?([a-z-]+)'? was not explicitly set/.exec(text)?.[1];
  return fallback ?? /[a-z]+(?:-[a-z]+)+/.exec(parameter)?.[0] ?? 'connect-src';
}

const allow = (message: NotCorsMessage): string =>
  `Add ${originOf(message.url ?? '') ?? 'the origin of the URL'} to ${directiveOf(message)} in the Content-Security-Policy of the page: a response header of the page’s own server, or a meta element.`;

export const CONTENT_SECURITY_POLICY: readonly LookAlike[] = [
  {
    id: 'csp-report-only',
    topic: 'content-security-policy',
    what: 'the page reports a violation of its Content-Security-Policy. It is report-only: the browser lets the request pass',
    fix: (message) =>
      `Nothing has to be fixed for the request to work. Before the policy is enforced: ${allow(message)}`,
    words: [
      [
        'chromium',
        `[Report Only] Refused to {action} '{url}' because it ${VIOLATES}`,
        `[Report Only] Refused to {action} because it ${VIOLATES}`,
        `Connecting to '{url}' ${VIOLATES} The policy is report-only`,
        `Loading the {kind} '{url}' ${VIOLATES} The policy is report-only`,
        `Framing '{url}' ${VIOLATES} The policy is report-only`,
      ],
      [
        'webkit',
        '[Report Only] Refused to connect to {url} because it does not appear in the {parameter} directive of the Content Security Policy.',
        '[Report Only] Refused to load {url} because it does not appear in the {parameter} directive of the Content Security Policy.',
      ],
    ],
  },
  {
    id: 'frame-ancestors',
    topic: 'frame',
    what: 'the framed server’s Content-Security-Policy (frame-ancestors) does not allow this page to embed it',
    fix: 'Add the page’s origin to frame-ancestors in the Content-Security-Policy of the server that is framed. The page itself can’t change it.',
    words: [
      [
        'chromium',
        `Refused to frame '{url}' because an ancestor violates the following Content Security Policy directive: "{parameter}".`,
        `Framing '{url}' violates the following Content Security Policy directive: "frame-ancestors {parameter}".`,
        `Framing '{url}' violates the following report-only Content Security Policy directive: "frame-ancestors {parameter}".`,
        'Refused to display \'{url}\' in a frame because an ancestor violates the following Content Security Policy directive: "{parameter}".',
      ],
      [
        'webkit',
        'Refused to load {url} because it does not appear in the frame-ancestors directive of the Content Security Policy.',
      ],
      ['firefox', 'The loading of "{url}" in a frame is denied by "frame-ancestors" directive'],
    ],
  },
  {
    id: 'form-action',
    topic: 'content-security-policy',
    what: 'the page’s own Content-Security-Policy does not let its form be sent there',
    fix: (message) =>
      `Add ${originOf(message.url ?? '') ?? 'the target'} to form-action in the Content-Security-Policy of the page. Redirects after the form count too.`,
    words: [
      [
        'chromium',
        `Refused to send form data to '{url}' because it ${VIOLATES}`,
        `Sending form data to '{url}' ${VIOLATES}`,
      ],
    ],
  },
  {
    id: 'inline-code',
    topic: 'content-security-policy',
    what: 'the page’s own Content-Security-Policy does not allow inline code or eval',
    fix: 'Move the code into a file, or allow it by a nonce or a hash in script-src (style-src for styles) of the page’s Content-Security-Policy.',
    words: [
      [
        'chromium',
        `Refused to execute inline script because it ${VIOLATES}`,
        `Refused to execute inline event handler because it ${VIOLATES}`,
        `Refused to apply inline style because it ${VIOLATES}`,
        `Executing inline script ${VIOLATES}`,
        `Executing inline event handler ${VIOLATES}`,
        `Applying inline style ${VIOLATES}`,
        "Refused to evaluate a string as JavaScript because 'unsafe-eval' is not an allowed source of script",
        "Evaluating a string as JavaScript violates the following Content Security Policy directive because 'unsafe-eval' is not an allowed source of script",
      ],
    ],
  },
  {
    id: 'trusted-types',
    topic: 'content-security-policy',
    what: 'the page’s own Content-Security-Policy requires Trusted Types for this assignment',
    fix: 'Create the value with a Trusted Types policy, or remove require-trusted-types-for from the page’s Content-Security-Policy.',
    words: [
      [
        undefined,
        "This document requires 'TrustedHTML' assignment.",
        "This document requires 'TrustedScript' assignment.",
        "This document requires 'TrustedScriptURL' assignment.",
      ],
    ],
  },
  {
    id: 'content-security-policy',
    topic: 'content-security-policy',
    what: 'the page’s own Content-Security-Policy does not let it load this',
    fix: allow,
    words: [
      [
        'chromium',
        `Refused to {action} '{url}' because it ${VIOLATES} Note that '{name}' was not explicitly set`,
        `Refused to {action} '{url}' because it ${VIOLATES}`,
        `Connecting to '{url}' ${VIOLATES}`,
        `Loading the {kind} '{url}' ${VIOLATES}`,
        `Framing '{url}' ${VIOLATES}`,
        `Creating a worker from '{url}' ${VIOLATES}`,
        "Refused to connect because it violates the document's Content Security Policy.",
        VIOLATES,
        '(blocked:csp)',
      ],
      [
        'webkit',
        'Refused to connect to {url} because it does not appear in the {parameter} directive of the Content Security Policy.',
        'Refused to load {url} because it does not appear in the {parameter} directive of the Content Security Policy.',
        'because it does not appear in the {parameter} directive of the Content Security Policy.',
        'because it appears in neither the {parameter} directive nor the default-src directive of the Content Security Policy.',
      ],
    ],
  },
];
