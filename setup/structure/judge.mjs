import { limits, nameless, rooms } from './rooms.mjs';

/** @typedef {import('./read-files.mjs').SourceFile} SourceFile */

/** The package that a file belongs to; undefined outside `packages`. */
const roomOf = (path) => /^packages\/([^/]+)\//.exec(path)?.[1];

/**
 * Circles of files, types included: each as the paths on it.
 *
 * @param {readonly SourceFile[]} files
 * @returns {string[][]}
 */
export function circles(files) {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  // Tarjan's strongly connected components: one of several files is a circle.
  const found = [];
  const index = new Map();
  const low = new Map();
  const stack = [];
  const visit = (path) => {
    index.set(path, index.size);
    low.set(path, index.get(path));
    stack.push(path);
    for (const target of importsOf.get(path).filter((one) => importsOf.has(one))) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) low.set(path, Math.min(low.get(path), low.get(target)));
    }
    if (low.get(path) !== index.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1) found.push(component);
  };
  for (const { path } of files) if (!index.has(path)) visit(path);
  return found;
}

/**
 * Imports of a room from one that stands above it or beside it. Tests may import their room's development dependencies.
 *
 * @param {readonly SourceFile[]} files
 * @returns {string[]}
 */
export const upwardArrows = (files) =>
  files.flatMap(({ path, imports }) => {
    const room = roomOf(path);
    if (room === undefined || !path.startsWith(`packages/${room}/src/`)) return [];
    return imports
      .map((target) => /^@corsmith\/([^/]+)/.exec(target)?.[1] ?? roomOf(target))
      .filter((target) => target !== undefined && target !== room && !rooms[room]?.includes(target))
      .map((target) => `${path} → ${target}`);
  });

const faces = nameless.map((room) => `packages/${room}/src/index.ts`);

/**
 * Imports of a file of another package by its path, past the entries that the package exports.
 *
 * @param {readonly SourceFile[]} files
 * @returns {string[]}
 */
export const importsBehindAFace = (files) =>
  files.flatMap(({ path, imports }) =>
    imports
      .filter((target) => roomOf(target) !== undefined && roomOf(target) !== roomOf(path))
      .filter((target) => target.includes('/src/') && !faces.includes(target))
      .map((target) => `${path} → ${target}`),
  );

/**
 * Sizes in bytes: each package's share of the whole, the median file and the files above the limit.
 *
 * @param {readonly SourceFile[]} files
 */
export function sizes(files) {
  const code = files.filter(({ path }) => path.endsWith('.ts'));
  const total = sum(code);
  const shares = Object.keys(rooms)
    .map((room) => ({ room, share: sum(code.filter(({ path }) => roomOf(path) === room)) / total }))
    .sort((a, b) => b.share - a.share);
  const bytes = code.map((file) => file.bytes).sort((a, b) => a - b);
  return {
    shares,
    median: bytes[bytes.length >> 1] ?? 0,
    large: code.filter((file) => file.bytes > limits.largestFile),
  };
}

const sum = (files) => files.reduce((total, { bytes }) => total + bytes, 0);
