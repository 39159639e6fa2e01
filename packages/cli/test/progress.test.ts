import { expect, test } from 'vitest';
import { progressLine } from '../src/terminal/progress.js';

test('a line of progress comes and goes on a terminal, and nowhere else', () => {
  const printed: string[] = [];
  const terminal = { print: (text: string) => void printed.push(text), colour: 'plain', width: 20 } as const;
  const unwatched = progressLine({ ...terminal, isWatched: false });
  unwatched.show('1');
  unwatched.clear();
  expect(printed).toEqual([]);
  let now = 0;
  const watched = progressLine({ ...terminal, isWatched: true }, () => now);
  const sent = (count: number) => watched.showOften(() => `Requests sent: ${count}, and more`);
  watched.clear();
  sent(12);
  now += 50;
  sent(13);
  watched.show('Done');
  now += 80;
  sent(14);
  watched.clear();
  const lines = printed.map((text) => text.replace('\r\x1b[2K', ''));
  expect(lines).toEqual(['Requests sent: 12, ', 'Done', 'Requests sent: 14, ', '']);
});
