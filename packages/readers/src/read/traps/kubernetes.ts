import type { TrapTable } from '../trap-words.js';

export const kubernetesTraps = {
  'enable-cors-missing': {
    level: 'broken',
    message: 'enable-cors "true" is missing, so this annotation is ignored.',
    why: 'ingress-nginx reads the other cors-… annotations only with enable-cors: "true".',
  },
  'client-certificate-blocks-preflight': {
    level: 'broken',
    message: 'Preflights are rejected: they never carry a client certificate.',
    why: 'Browsers send preflights without credentials, so verification fails before CORS is handled.',
  },
} as const satisfies TrapTable;
