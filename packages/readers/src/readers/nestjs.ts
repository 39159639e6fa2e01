import type { CodeFile } from '../read/code/code-file.js';
import { corsPackagePolicy, corsPackageTraps } from '../read/code/cors-package.js';
import { bodyParsersBefore } from '../read/code/express-order.js';
import { readJavaScript } from '../read/code/javascript.js';
import { resolved } from '../read/code/resolve.js';
import { splitWithoutTrim } from '../read/code/split-origins.js';
import { eachFile, type PolicyReading, type Reader, type Reading } from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { booleanOf, entryOf, type Value } from '../read/value.js';

/** NestJS, whose enableCors() takes the options of npm's `cors`. https://docs.nestjs.com/security/cors */
export const nestjs: Reader = {
  id: 'nestjs',
  layer: 'application',
  files: /\.[cm]?[jt]s$/,
  marks: [/\benableCors\b|NestFactory/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readJavaScript(file);
  const enabled = code.calls.filter(({ callee }) => /(?:^|\.)enableCors$/.test(callee));
  const policies = enabled.map((call): PolicyReading => {
    const options = call.arguments[0] && resolved(call.arguments[0], code);
    return corsPackagePolicy('nestjs', options, options?.at ?? call.at);
  });
  return {
    policies: [...policies, ...created(code)],
    traps: enabled.flatMap((call) => {
      const [given] = call.arguments;
      const written = given?.kind === 'name' ? code.variables.get(given.name) : given;
      return [
        ...bodyParsersBefore(call, code),
        ...corsPackageTraps(given && resolved(given, code)),
        ...splitWithoutTrim(entryOf(written, 'origin')?.value),
      ];
    }),
  };
}

/** `NestFactory.create(AppModule, { cors: true })` */
function created(code: CodeFile): readonly PolicyReading[] {
  return code.calls.flatMap((call) => {
    const [module, written] = call.arguments;
    if (!module || !written || !/NestFactory\.create$/.test(call.callee)) return [];
    const options: Value = resolved(written, code);
    const cors = entryOf(options, 'cors');
    if (!cors || booleanOf(cors.value) === false) return [];
    const given = booleanOf(cors.value) === true ? undefined : cors.value;
    return [corsPackagePolicy('nestjs', given, cors.value.at)];
  });
}
