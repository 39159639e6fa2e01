import { expect, test } from 'vitest';
import { surfaceOf } from '../surface/surface-of.mjs';

const files: Readonly<Record<string, string>> = {
  'p/index.d.ts': `/** Private. */
declare const secret: 1;
export { a, type B as Named } from './a.js';
export type { Deep } from './in/index.js';
export declare function own(): void;
`,
  'p/a.d.ts': `/** Words about a. */
export declare const a: string;
export interface B {
    /** Words. */
    readonly x: number;
}
export declare const hidden: number;
`,
  'p/in/index.d.ts': 'interface Deep {\n    readonly y: 1;\n}\nexport { Deep };\n',
  'p/all.d.ts': "export * from './a.js';\n",
};
const read = (path: string) => files[path]!;

test('the surface is the exported declarations, followed through files, without comments', () => {
  expect(surfaceOf([['.', 'p/index.d.ts']], read)).toBe(`// .
export declare const a: string;
export interface B {
  readonly x: number;
}
export { B as Named };
export interface Deep {
  readonly y: 1;
}
export declare function own(): void;
`);
});

test('what exports everything of a file names nothing', () => {
  expect(() => surfaceOf([['.', 'p/all.d.ts']], read)).toThrow('name what is public');
});
