import { expect, test } from 'vitest';
import { corsmithHere } from './cli-here.js';

const errorOf = async (...args: string[]) => {
  const { code, stderr } = await corsmithHere(args);
  expect(code).toBe(2);
  return stderr;
};

test('each value of an option that may be given again has to be one of its choices', async () => {
  const engines = (...names: string[]) => names.flatMap((name) => ['--engine', name]);
  expect(await errorOf('test', 'none.yaml', ...engines('firefox', 'opera'))).toMatch(
    /'opera' is invalid[\s\S]*chromium/,
  );
  for (const name of ['chrome', 'Safari', 'edge', 'Firefox'])
    expect(await errorOf('test', 'none.yaml', ...engines(name))).toContain('none.yaml does not exist');
  expect(await errorOf('watch', 'none.yaml', ...engines('firefox', 'chromium'))).toContain('none.yaml does not exist');
});

test('a URL in place of a flag is an error that names the flag', async () => {
  expect(await errorOf('proxy', 'http://localhost:3000')).toContain('Give it as --target http://localhost:3000');
  expect(await errorOf('check', 'http://localhost:3000', 'x')).toContain('Quote a value');
});

test('a folder in place of a contract is an error', async () => {
  expect(await errorOf('test', '.')).toContain('. is a folder');
});

test('-v is an error that names -V', async () => {
  expect(await errorOf('-v')).toContain('corsmith -V prints the version');
});
