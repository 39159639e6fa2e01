import { expect, test } from 'vitest';
import { renderedPolicy } from '../../src/stack.js';
import { keycloak } from '../../src/stacks/keycloak.js';

const policy = renderedPolicy({ origins: ['https://app.example.com'], credentials: true });

test('keycloak writes a configuration that names the allowed origin, and says what to do then', () => {
  const { files, steps } = keycloak.render(policy);
  expect(files.map(({ code }) => code).join('\n'), 'fill in render').toContain('app.example.com');
  expect(steps, 'fill in render').not.toEqual([]);
});

test('keycloak is finished: remove `draft`, then run npm run lists and npm run docs', () => {
  expect(keycloak.draft).toBeUndefined();
});
