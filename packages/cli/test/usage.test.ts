import { expect, test } from 'vitest';
import { corsmithHere } from './cli-here.js';

const told = async (...args: string[]) => {
  const { code, stderr } = await corsmithHere(args);
  expect(code).toBe(2);
  return stderr;
};

test('each value of an option that may be given again has to be one of its choices', async () => {
  const engines = (...names: string[]) => names.flatMap((name) => ['--engine', name]);
  expect(await told('test', 'none.yaml', ...engines('firefox', 'opera'))).toMatch(/'opera' is invalid[\s\S]*chromium/);
  for (const name of ['chrome', 'Safari', 'edge', 'Firefox'])
    expect(await told('test', 'none.yaml', ...engines(name))).toContain('none.yaml does not exist');
  expect(await told('watch', 'none.yaml', ...engines('firefox', 'chromium'))).toContain('none.yaml does not exist');
});

test('an URL where a flag is wanted is told its flag', async () => {
  expect(await told('proxy', 'http://localhost:3000')).toContain('Give it as --target http://localhost:3000');
  expect(await told('audit', 'http://localhost:3000', 'x')).toContain('Quote a value');
});

test('a folder in place of a contract is told', async () => {
  expect(await told('test', '.')).toContain('. is a folder');
});

test('-v is told the flag of the version', async () => {
  expect(await told('-v')).toContain('corsmith -V prints the version');
});
