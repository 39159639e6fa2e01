import type { CodeFile } from '../read/code/code-file.js';
import { corsPackagePolicy, corsPackageTraps } from '../read/code/cors-package.js';
import { bodyParsersBefore, routesBefore, staticBefore, useOf } from '../read/code/express-order.js';
import { readJavaScript } from '../read/code/javascript.js';
import { resolved } from '../read/code/resolve.js';
import { methodsOfRoutes } from '../read/code/route-methods.js';
import { splitWithoutTrim } from '../read/code/split-origins.js';
import { eachFile, type PolicyReading, type Project, type Reader, type Reading } from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { type CallValue, entryOf, type Value, within } from '../read/value.js';
import { majorOf } from '../read/versions.js';

/** npm's `cors` in Express and whatever else takes its middleware. https://github.com/expressjs/cors#readme */
export const express: Reader = {
  id: 'express',
  layer: 'application',
  files: /\.[cm]?[jt]sx?$/,
  marks: [/['"]cors['"]/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile, project: Project): Reading {
  const code = readJavaScript(file);
  const local = [...code.imports].find(([, { module }]) => module === 'cors')?.[0];
  if (local === undefined) return { policies: [], traps: [] };
  const calls = code.calls.filter(({ callee }) => callee === local || callee === `${local}.default`);
  const optionsOf = (call: CallValue): Value | undefined => call.arguments[0] && resolved(call.arguments[0], code);
  const isPreflight = (call: CallValue) => optionsRoute(call, code) !== undefined;
  const main = calls.filter((call) => !isPreflight(call));
  const policies = distinct(
    (main.length > 0 ? main : calls).map((call) => {
      const options = optionsOf(call);
      return { ...corsPackagePolicy('express', options, options?.at ?? call.at), ...pathOf(call, code) };
    }),
  );
  const [first] = main.filter((call) => isForAll(call, code));
  return {
    policies,
    traps: [
      ...distinctTraps(calls.flatMap((call) => corsPackageTraps(optionsOf(call)))),
      ...(first ? [...bodyParsersBefore(first, code), ...staticBefore(first, code), ...routesBefore(first, code)] : []),
      ...(first ? twice(first, main, code) : []),
      ...calls.flatMap((call) => pathThrows(call, code, project)),
      ...calls.flatMap((call) => splitTraps(call, code)),
      ...unusedOptions(calls, code),
      ...policies.flatMap((policy) => methodsOfRoutes(policy, code)),
    ],
  };
}

/** `app.use(cors())`, without a path. */
const isForAll = (call: CallValue, code: CodeFile): boolean => {
  const use = useOf(call, code);
  return use !== undefined && use.arguments[0]?.kind !== 'text';
};

function pathOf(call: CallValue, code: CodeFile): { readonly where?: string } {
  const [path] = useOf(call, code)?.arguments ?? [];
  return path?.kind === 'text' && path.text !== '/' && path.text !== '*' ? { where: path.text } : {};
}

/** `app.options('*', cors())` */
const optionsRoute = (call: CallValue, { calls }: CodeFile): CallValue | undefined =>
  calls.find(({ callee, at }) => /\.options$/.test(callee) && at.from <= call.at.from && call.at.to <= at.to);

/** Express 5, unless package.json names an older one. */
function pathThrows(call: CallValue, code: CodeFile, project: Project): readonly Trap[] {
  const route = optionsRoute(call, code);
  const [path] = route?.arguments ?? [];
  if (!route || path?.kind !== 'text' || !/^\/?\*$/.test(path.text)) return [];
  if ((majorOf('express', project) ?? 5) < 5) return [];
  return [trap('options-path-throws', route.at)];
}

function twice(first: CallValue, all: readonly CallValue[], code: CodeFile): readonly Trap[] {
  const app = useOf(first, code)?.callee;
  return all.flatMap((call): readonly Trap[] => {
    const use = useOf(call, code);
    if (call === first || !use || use.callee !== app || use.at.from < first.at.to) return [];
    return isInside(call, first, code) ? [trap('cors-twice', use.at)] : [];
  });
}

/** Whether two calls are in the same function. */
const isInside = (a: CallValue, b: CallValue, code: CodeFile): boolean =>
  !code.calls.some((one) =>
    one.arguments.some(
      (given) =>
        given.kind === 'function' &&
        given.at.from <= a.at.from !== given.at.from <= b.at.from &&
        (given.at.to >= a.at.to || given.at.to >= b.at.to),
    ),
  );

function splitTraps(call: CallValue, code: CodeFile): readonly Trap[] {
  const [given] = call.arguments;
  const options = given?.kind === 'name' ? code.variables.get(given.name) : given;
  const origin = entryOf(options, 'origin')?.value;
  const list = origin?.kind === 'name' ? code.variables.get(origin.name) : origin;
  return splitWithoutTrim(list);
}

/** `const corsOptions = { origin: … }`, while `cors()` is called with something else. */
function unusedOptions(calls: readonly CallValue[], code: CodeFile): readonly Trap[] {
  if (calls.length === 0) return [];
  return [...code.variables].flatMap(([name, value]): readonly Trap[] => {
    if (value?.kind !== 'map' || !/cors/i.test(name) || !entryOf(value, 'origin')) return [];
    const uses = code.file.text.match(new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`, 'g')) ?? [];
    const isUsed = uses.length > 1 || calls.some((call) => [...within(call)].includes(value));
    return isUsed ? [] : [trap('options-not-used', value.at)];
  });
}

const distinct = (policies: readonly PolicyReading[]): readonly PolicyReading[] => [
  ...new Map(policies.map((one) => [`${one.at.from} ${one.where ?? ''}`, one])).values(),
];

const distinctTraps = (traps: readonly Trap[]): readonly Trap[] => [
  ...new Map(traps.map((one) => [`${one.id} ${one.at.from}`, one])).values(),
];
