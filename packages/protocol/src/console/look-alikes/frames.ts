import type { LookAlike } from '../look-alike.js';

export const FRAMES: readonly LookAlike[] = [
  {
    id: 'frame-options',
    topic: 'frame',
    what: 'the framed server’s X-Frame-Options does not allow this page to embed it',
    fix: 'Remove X-Frame-Options on the server that is framed and name the page’s origin in frame-ancestors of its Content-Security-Policy. The page itself can’t change it. Logins of other companies never allow frames.',
    words: [
      [
        'chromium',
        "Refused to display '{url}' in a frame because it set",
        "Refused to display '{url}' in a frame because",
      ],
      [
        'firefox',
        'The loading of "{url}" in a frame is denied by "X-Frame-Options',
        'Load denied by X-Frame-Options: "{url}" does not permit',
        'Load denied by X-Frame-Options',
      ],
      ['webkit', "Multiple 'X-Frame-Options' headers"],
    ],
  },
  {
    id: 'frame',
    topic: 'frame',
    what: 'a page may not look into a window or frame of another origin',
    fix: 'Use postMessage between the two pages, or serve both from one origin. CORS does not apply to frames.',
    words: [
      [
        'chromium',
        'Blocked a frame with origin "{origin}" from accessing a cross-origin frame.',
        'Blocked a frame with origin "{origin}" from accessing a frame with origin',
        'Blocked a frame with origin "{origin}" from accessing a',
        "Failed to set a named property '{parameter}' on 'Location': The current window does not have permission to navigate the target frame",
        'Unsafe attempt to initiate navigation for frame',
      ],
      [
        'firefox',
        'Permission denied to access property "{parameter}" on cross-origin object',
        'Permission denied to access property "{parameter}"',
        'Permission denied to access object',
      ],
      ['webkit', 'SecurityError: Sandbox access violation:', 'Sandbox access violation: Blocked a frame'],
    ],
  },
  {
    id: 'post-message',
    topic: 'frame',
    what: 'postMessage names another target origin than the window has',
    fix: 'Give postMessage the origin of the window that receives it as its second argument: scheme, host and port, without a path. Wait until the frame has loaded.',
    words: [
      [
        'chromium',
        "Failed to execute 'postMessage' on 'DOMWindow': The target origin provided ('{parameter}') does not match the recipient window's origin ('{origin}').",
        "Failed to execute 'postMessage' on 'Window': Invalid target origin '{parameter}' in a call to 'postMessage'",
      ],
      ['firefox', "Failed to execute 'postMessage' on 'DOMWindow': The target origin provided"],
      [
        'webkit',
        'Unable to post message to {parameter}. Recipient has origin {originWord}.',
        'Unable to post message to',
      ],
    ],
  },
];
