import { describe, expect, it } from 'vitest';
import { transcript } from '../src/browsers/transcript.js';

describe('a console transcript', () => {
  it('cuts the lines at the marks, whichever is read first', async () => {
    const console = transcript();
    const early = console.upTo('1');
    console.print({ kind: 'message', text: 'a' });
    console.print({ kind: 'message', text: 'b' });
    console.print({ kind: 'mark', text: '1' });
    console.print({ kind: 'message', text: 'c' });
    console.print({ kind: 'mark', text: '2' });
    console.print({ kind: 'mark', text: '3' });
    expect(await early).toEqual(['a', 'b']);
    expect(await console.upTo('3')).toEqual([]);
    expect(await console.upTo('2')).toEqual(['c']);
  });

  it('rejects what waits when the browser is lost', async () => {
    const console = transcript();
    const waiting = console.upTo('1');
    console.fail(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });
});
