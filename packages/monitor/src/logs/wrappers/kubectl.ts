import type { Wrapper } from '../lines/wrapper.js';

/** `kubectl logs --prefix` */
export const kubectl: Wrapper = {
  id: 'kubectl',
  title: 'kubectl --prefix',
  shape: { kind: 'text', pattern: /^\[pod\/[^\]]+\] / },
};
