/**
 * The rooms, from top to bottom, and the rooms that each may import. Tests of a room may also import what its
 * package.json names for development.
 */
export const rooms = {
  cli: [
    'web',
    'proxy',
    'monitor',
    'lint',
    'readers',
    'contract',
    'audit',
    'doctor',
    'stacks',
    'evidence',
    'server',
    'protocol',
  ],
  web: ['monitor', 'lint', 'readers', 'contract', 'doctor', 'stacks', 'evidence', 'server', 'protocol'],
  proxy: ['monitor', 'stacks', 'server', 'protocol'],
  monitor: ['contract', 'doctor', 'evidence', 'server', 'protocol'],
  lint: ['readers', 'contract', 'doctor', 'stacks', 'evidence', 'server', 'protocol'],
  contract: ['doctor', 'stacks', 'evidence', 'server', 'protocol'],
  audit: ['doctor', 'stacks', 'server', 'protocol'],
  doctor: ['stacks', 'evidence', 'fetch', 'server', 'protocol'],
  readers: ['stacks', 'protocol'],
  stacks: ['server', 'protocol'],
  evidence: ['protocol'],
  fetch: ['protocol'],
  server: ['protocol'],
  protocol: [],
};

/** Packages that nothing imports by a name: their face is src/index.ts. */
export const nameless = ['cli', 'web'];

/** Limits in bytes, and the largest share of one package in all TypeScript. */
export const limits = { medianFile: 4096, largestFile: 14 * 1024, largestShare: 0.15 };

/** Folders whose TypeScript counts. */
export const counted = ['packages', 'testbed', 'bench', 'setup'];
