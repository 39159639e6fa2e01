import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isValid = ajv.compile(
  JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  ),
);

/** What the schema of SARIF 2.1.0 says against it; empty if it is valid. */
export const sarifProblems = (log: unknown): readonly string[] =>
  isValid(log) ? [] : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
