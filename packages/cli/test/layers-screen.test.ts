import type { Diagnosis, LayerChange, LayerResponse } from '@corsmith/doctor';
import { expect, test } from 'vitest';
import { layerLines } from '../src/terminal/layers.js';
import { paint } from '../src/terminal/paint.js';
import { repaired, trailingSlash } from './diagnoses.js';

const permission: LayerResponse['headers'] = [
  ['vary', 'Origin'],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-origin', 'https://app.example.com'],
];
const layer = (name: string, headers: LayerResponse['headers'], status = 200): LayerResponse => ({
  name,
  exchange: 0,
  status,
  headers,
});
const stripped: LayerChange = {
  layer: 'front',
  change: 'stripped',
  headers: ['access-control-allow-origin', 'access-control-allow-credentials'],
};

/** There to be explained. */
const { causes } = trailingSlash;

const twoLayers: Diagnosis = {
  ...repaired,
  causes,
  layers: [
    {
      request: 'preflight',
      layers: [layer('front', permission), layer('app:3000', permission)],
      changes: [],
    },
    {
      request: 'missing-path',
      layers: [layer('front', [['vary', 'Origin']], 404), layer('app:3000', permission, 404)],
      changes: [stripped],
    },
  ],
};

const threeLayers: Diagnosis = {
  ...repaired,
  causes,
  layers: [
    {
      request: 'missing-path',
      layers: [
        layer('front', [['server', 'edge']], 502),
        { name: 'cache:6081', exchange: 0, failure: 'timeout', headers: [] },
        layer('app:3000', permission),
      ],
      changes: [{ layer: 'front', change: 'failed', headers: [] }],
    },
  ],
};

const screen = (diagnosis: Diagnosis, width: number, which: 'first' | 'all' = 'first') =>
  paint(layerLines(diagnosis, which, width), 'plain');

test('who changes what, and a column a layer', () => {
  expect(screen(twoLayers, 80)).toMatchInlineSnapshot(`
    "  Layers     a missing path: the URL’s host strips Access-Control-Allow-Origin
                 and Access-Control-Allow-Credentials.
                 OPTIONS: the CORS headers are the same at every layer.

      a missing path     front                         app:3000
      status             404                           404
      allow-origin       –                             https://app.example.com
      allow-credentials  –                             true
      vary               Origin                        Origin
    "
  `);
});

test('a header below the other where columns would be too narrow', () => {
  expect(screen(threeLayers, 60)).toMatchInlineSnapshot(`
    "  Layers     No response from cache:6081: timeout.
                 a missing path: the URL’s host responds with
                 502 itself.

      a missing path
      status
        front       502
        cache:6081  timeout
        app:3000    200
      allow-origin
        front       –
        cache:6081  –
        app:3000    https://app.example.com
      allow-credentials
        front       –
        cache:6081  –
        app:3000    true
      vary
        front       –
        cache:6081  –
        app:3000    Origin
      server
        front       edge
        cache:6081  –
        app:3000    –
    "
  `);
});

test('nothing is wider than the terminal, whatever the layers are called and say', () => {
  const long = 'https://'.padEnd(300, 'long.example.');
  for (const diagnosis of [twoLayers, threeLayers])
    for (const width of [50, 60, 80]) {
      const layers = diagnosis.layers!.map((table) => ({
        ...table,
        layers: table.layers.map((one, i) => ({
          ...one,
          name: i === 0 ? one.name : `${'inner.'.repeat(3)}example:8080`,
          headers: [...one.headers, ['access-control-allow-origin', long] as const],
        })),
      }));
      const rows = screen({ ...diagnosis, layers }, width, 'all').split('\n');
      for (const row of rows) expect(row.length).toBeLessThanOrEqual(width);
      for (const row of rows) expect(row).not.toMatch(/ $/);
    }
});

test('a harmless change is described in words', () => {
  expect(screen({ ...twoLayers, causes: [] }, 80)).not.toContain('status');
});

test('layers with the same response take one line', () => {
  const alike = { ...twoLayers, layers: twoLayers.layers!.slice(0, 1) };
  expect(screen(alike, 80)).toBe('  Layers     OPTIONS: the CORS headers are the same at every layer.\n');
  expect(screen(alike, 80, 'all')).toContain('allow-origin       https://app.example.com');
  expect(screen(repaired, 80)).toBe('');
});
