import { codeTraps } from './traps/code.js';
import { commonTraps } from './traps/common.js';
import { goTraps } from './traps/go.js';
import { javaTraps } from './traps/java.js';
import { javascriptTraps } from './traps/javascript.js';
import { kubernetesTraps } from './traps/kubernetes.js';
import { meshTraps } from './traps/mesh.js';
import { nginxTraps } from './traps/nginx.js';
import { platformTraps } from './traps/platforms.js';
import { pythonTraps } from './traps/python.js';

/** Every trap that readers report: its level and its words, unless the reader has better ones. */
export const TRAPS = {
  ...codeTraps,
  ...commonTraps,
  ...goTraps,
  ...javaTraps,
  ...javascriptTraps,
  ...kubernetesTraps,
  ...meshTraps,
  ...nginxTraps,
  ...platformTraps,
  ...pythonTraps,
} as const;

export type TrapId = keyof typeof TRAPS;
