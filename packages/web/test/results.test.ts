import { expect, test } from 'vitest';
import { matrixOf, reasonOf, type Tested } from '../src/contract/results.js';

const tested = (origin: string, method: string, verdict: Tested['verdict'] = { kind: 'holds' }): Tested => ({
  ...{ origin, method, verdict, endpoint: 'users', url: 'https://api.example.com/users' },
  ...{ title: `${method} users from ${origin}`, expected: 'allowed' },
});

test('results become a table of requests by origins', () => {
  const broken = tested('https://b.example', 'GET', { kind: 'broken', message: 'It is blocked.' });
  const tests = [tested('https://a.example', 'GET'), tested('https://a.example', 'PUT'), broken, broken];
  const { origins, rows } = matrixOf(tests);
  expect(origins).toEqual(['https://a.example', 'https://b.example']);
  expect(rows.map(({ name, cells }) => [name, cells.map((cell) => cell.length)])).toEqual([
    ['GET users', [1, 2]],
    ['PUT users', [1, 0]],
  ]);
  expect(tests.map(reasonOf)).toEqual([undefined, undefined, 'It is blocked.', 'It is blocked.']);
});
