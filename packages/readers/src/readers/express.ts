import { corsPackagePolicy } from '../read/code/cors-package.js';
import { readJavaScript } from '../read/code/javascript.js';
import { resolved } from '../read/code/resolve.js';
import { eachFile, type Reader, type Reading } from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';

export const express: Reader = {
  id: 'express',
  layer: 'application',
  files: /\.[cm]?[jt]sx?$/,
  marks: /['"]cors['"]/,
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readJavaScript(file);
  const local = [...code.imports].find(([, { module }]) => module === 'cors')?.[0];
  const [call] = code.calls.filter(({ callee }) => callee === local);
  if (!call) return { policies: [], traps: [] };
  const options = call.arguments[0] && resolved(call.arguments[0], code);
  return { policies: [corsPackagePolicy('express', options, options?.at ?? call.at)], traps: [] };
}
