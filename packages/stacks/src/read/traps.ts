import { commonTraps } from './traps/common.js';
import { kubernetesTraps } from './traps/kubernetes.js';
import { nginxTraps } from './traps/nginx.js';

/** Every trap that readers report: its level and its words, unless the reader has better ones. */
export const TRAPS = {
  ...commonTraps,
  ...kubernetesTraps,
  ...nginxTraps,
} as const;

export type TrapId = keyof typeof TRAPS;
