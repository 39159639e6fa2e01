import { REPORTER_NAMES, type ReporterName } from '@corsmith/contract/report';

/** `pretty` is for a terminal, the others are the contract's reporters. */
export type OutputName = 'pretty' | ReporterName;
export const OUTPUT_NAMES: readonly OutputName[] = ['pretty', ...REPORTER_NAMES];
