import type { LookAlike } from '../look-alike.js';

const fix =
  'Set crossorigin="anonymous" on the element (image.crossOrigin in code) before its src, and send Access-Control-Allow-Origin with the file from its server. Both are needed.';

export const CANVAS_AND_MEDIA: readonly LookAlike[] = [
  {
    id: 'tainted-canvas',
    topic: 'tainted-canvas',
    what: 'a canvas can’t be read, because an image or a video of another origin was drawn on it that was loaded without CORS',
    fix,
    words: [
      [
        'chromium',
        'Tainted canvases may not be exported.',
        'Tainted canvases may not be loaded.',
        'The canvas has been tainted by cross-origin data',
        'The image element contains cross-origin data, and may not be loaded.',
        'The video element contains cross-origin data, and may not be loaded.',
        'The cross-origin image at {url} may not be loaded.',
        'contains cross-origin data, and may not be loaded.',
        'The source image is from a cross-origin',
        "The HTMLImageElement provided is in the 'tainted' state",
      ],
      ['firefox', 'Cross-origin elements require CORS'],
      [
        'webkit',
        'Unable to get image data from canvas because the canvas has been tainted by cross-origin data.',
        'Unable to get image data from canvas',
      ],
    ],
  },
  {
    id: 'insecure-operation',
    topic: 'tainted-canvas',
    what: 'the browser refused an operation for security. Mostly it is reading a canvas on which something of another origin was drawn; in Firefox also storage that is blocked',
    fix: `For a canvas: ${fix}`,
    words: [[undefined, 'The operation is insecure.']],
  },
  {
    id: 'cross-origin-audio',
    topic: 'cross-origin-media',
    what: 'audio or video of another origin was loaded without CORS, so its sound can’t be processed',
    fix,
    words: [
      [
        'chromium',
        'MediaElementAudioSource outputs zeroes due to CORS access restrictions for {urlWord}',
        'MediaElementAudioSource outputs zeroes due to CORS access restrictions',
      ],
      [
        'firefox',
        'The HTMLMediaElement passed to createMediaElementSource has a cross-origin resource, the node will output silence.',
      ],
    ],
  },
  {
    id: 'cross-origin-styles',
    topic: 'cross-origin-media',
    what: 'the rules of a stylesheet of another origin can’t be read',
    fix: 'Set crossorigin="anonymous" on the link element, and send Access-Control-Allow-Origin with the stylesheet. Or leave such stylesheets out of the code that reads rules.',
    words: [
      [
        undefined,
        "Failed to read the 'cssRules' property from 'CSSStyleSheet': Cannot access rules",
        "Failed to read the 'rules' property from 'CSSStyleSheet': Cannot access rules",
        'CSSStyleSheet.cssRules getter: Not allowed to access cross-origin stylesheet',
        'Not allowed to access cross-origin stylesheet',
      ],
    ],
  },
];
