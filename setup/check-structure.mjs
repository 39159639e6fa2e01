/** Prints what holds of the workspace's structure, and fails where something does not. Run by `npm run check`. */
import { fileURLToPath } from 'node:url';
import { allowed } from './structure/allowed-assertions.mjs';
import { assertionsIn, counted, unexplained } from './structure/assertions.mjs';
import { circles, importsBehindAFace, sizes, upwardArrows } from './structure/judge.mjs';
import { readFiles } from './structure/read-files.mjs';
import { limits } from './structure/rooms.mjs';

const files = readFiles(fileURLToPath(new URL('../', import.meta.url)));
const { shares, median, large } = sizes(files);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const percent = (share) => `${(share * 100).toFixed(1)} %`;

const assertions = files
  .filter(({ path }) => /^packages\/[^/]+\/src\//.test(path))
  .map(({ path, text }) => assertionsIn(path, text));
const sumOf = (kind) => assertions.reduce((sum, one) => sum + one[kind], 0);

const findings = [
  ['circles', circles(files).map((circle) => circle.join(' → '))],
  ['upward arrows', upwardArrows(files)],
  ['imports behind a face', importsBehindAFace(files)],
  [`files above ${kilobytes(limits.largestFile)}`, large.map(({ path, bytes }) => `${path}: ${kilobytes(bytes)}`)],
  [
    `packages above ${percent(limits.largestShare)} of all TypeScript`,
    shares.filter(({ share }) => share > limits.largestShare).map(({ room, share }) => `${room}: ${percent(share)}`),
  ],
  [
    `medians above ${kilobytes(limits.medianFile)}`,
    median > limits.medianFile ? [`the median file: ${kilobytes(median)}`] : [],
  ],
  ['files with assertions other than those allowed', unexplained(assertions, allowed)],
];

for (const [name, found] of findings) {
  console.log(`${found.length} ${name}`);
  for (const one of found) console.log(`  ${one}`);
}
console.log(`${counted(sumOf('nonNull'), sumOf('casts'))}, each with a reason`);
console.log(`largest package ${shares[0].room} ${percent(shares[0].share)}, median file ${kilobytes(median)}`);
if (findings.some(([, found]) => found.length > 0)) process.exitCode = 1;
