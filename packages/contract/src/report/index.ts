export type { Reporter } from '../reporter.js';
export { REPORTER_NAMES, type ReporterName } from '../reporter-names.js';
export { problemAnnotations } from './annotations.js';
export { rendered, reporterOf } from './rendered.js';
export {
  type Counts,
  failing,
  headline,
  notVerified,
  type ReportParts,
  reasonOf,
  reportOf,
  type TestedExpectation,
  type TestReport,
  tally,
} from './report.js';
