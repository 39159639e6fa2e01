import type { StackId } from '@corsmith/doctor';
import type { PolicyConfig } from '@corsmith/server';

/** The words of the `corsmith fix` that writes a policy of named origins into that file, in groups that stay together. */
export function fixCommand(policy: PolicyConfig, stack: StackId, file: string): readonly (readonly string[])[] {
  const { origins, credentials, methods = [], requestHeaders = [], responseHeaders = [] } = policy;
  const names = typeof requestHeaders === 'string' ? [] : requestHeaders;
  return [
    ['corsmith', 'fix', '--stack', stack],
    ...(typeof origins === 'object' ? origins.map((origin) => ['--origin', origin]) : []),
    ...methods.map((method) => ['-X', method]),
    ...names.map((name) => ['-H', name]),
    ...(credentials ? [['--credentials']] : []),
    ...responseHeaders.map((name) => ['--read', name]),
    ['--write', file],
  ];
}
