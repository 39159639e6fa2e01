import type { Wrapper } from '../lines/wrapper.js';

/** Kubernetes' container logs: https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md */
export const cri: Wrapper = {
  id: 'cri',
  title: 'Kubernetes, CRI',
  shape: { kind: 'text', pattern: /^(?<time>\d{4}-\d\d-\d\dT\S+) (?:stdout|stderr) [FP] / },
};
