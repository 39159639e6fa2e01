import type { PolicyConfig } from '@corsmith/server';
import { codePlaceOf, type Recipe, type StackId } from '@corsmith/stacks';
import { checkedPolicy } from './policy-file.js';

/** The words of a command, in groups that stay together. */
type Words = readonly (readonly string[])[];

/** The words of the `corsmith fix` command that prints the configuration for a policy; undefined if the policy is invalid. */
export function fixCommand(policy: PolicyConfig, stack: StackId): Words | undefined {
  if ('problems' in checkedPolicy(policy, (path) => path)) return undefined;
  const { origins, credentials, methods = [], requestHeaders = [], responseHeaders = [] } = policy;
  const names = typeof requestHeaders === 'string' ? [] : requestHeaders;
  return [
    ['corsmith', 'fix', '--stack', stack],
    ...(typeof origins === 'object' ? origins.map((origin) => ['--origin', origin]) : []),
    ...methods.map((method) => ['-X', method]),
    ...names.map((name) => ['-H', name]),
    ...(credentials ? [['--credentials']] : []),
    ...responseHeaders.map((name) => ['--read', name]),
  ];
}

/** The words of the command that writes a recipe into its file; undefined if it can't be written automatically. */
export function writeCommand(policy: PolicyConfig, recipe: Recipe): Words | undefined {
  const {
    stack,
    files: [file],
    removals,
    form,
    leftOut,
  } = recipe;
  if (!file || removals || form || leftOut || !codePlaceOf(stack)) return undefined;
  const command = fixCommand(policy, stack);
  return command && [...command, ['--write', file.path]];
}
