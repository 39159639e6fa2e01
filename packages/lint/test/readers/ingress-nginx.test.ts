import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy } from '../linted.js';

const ingress = (annotations: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
${annotations
  .split('\n')
  .map((row) => `    nginx.ingress.kubernetes.io/${row}`)
  .join('\n')}
`;

test('named origins are right, with the defaults of ingress-nginx', async () => {
  const result = await linted({
    'ingress.yaml': ingress('enable-cors: "true"\ncors-allow-origin: "https://a.example.org, https://*.b.example.org"'),
  });
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://a.example.org', 'https://*.b.example.org'],
    credentials: true,
    maxAge: 1_728_000,
  });
});

test('the defaults are * with credentials, which browsers reject', async () => {
  const result = await linted({ 'ingress.yaml': ingress('enable-cors: "true"') });
  expect(hardOf(result)).toEqual(['broken wildcard-with-credentials 5']);
  expect(onlyPolicy(result)).toMatchObject({ origins: '*', credentials: false });
});

test('without enable-cors the other annotations do nothing', async () => {
  const result = await linted({ 'ingress.yaml': ingress('cors-allow-origin: "https://a.example.org"') });
  expect(hardOf(result)).toEqual(['broken enable-cors-missing 5']);
  expect(onlyPolicy(result)).toMatchObject({ origins: [] });
});

test('a value that a template writes is unknown', async () => {
  const result = await linted({
    'templates/ingress.yaml': ingress('enable-cors: "true"\ncors-allow-origin: {{ .Values.origin | quote }}'),
  });
  expect(result.policies[0]).toMatchObject({ policy: null, unknownBecause: expect.stringContaining('.Values.origin') });
});
