import { codeTraps } from './traps/code.js';
import { csharpTraps } from './traps/csharp.js';
import { goTraps } from './traps/go.js';
import { javaTraps } from './traps/java.js';
import { javascriptTraps } from './traps/javascript.js';
import { kubernetesTraps } from './traps/kubernetes.js';
import { meshTraps } from './traps/mesh.js';
import { nginxTraps } from './traps/nginx.js';
import { phpTraps } from './traps/php.js';
import { platformTraps } from './traps/platforms.js';
import { proxyTraps } from './traps/proxies.js';
import { pythonTraps } from './traps/python.js';
import { rubyTraps } from './traps/ruby.js';
import { syntaxTraps } from './traps/syntax.js';

/** Every trap that readers report: its level and its words, unless the reader has better ones. */
export const TRAPS = {
  ...codeTraps,
  ...syntaxTraps,
  ...csharpTraps,
  ...goTraps,
  ...javaTraps,
  ...javascriptTraps,
  ...kubernetesTraps,
  ...meshTraps,
  ...nginxTraps,
  ...phpTraps,
  ...platformTraps,
  ...proxyTraps,
  ...pythonTraps,
  ...rubyTraps,
} as const;

export type TrapId = keyof typeof TRAPS;
