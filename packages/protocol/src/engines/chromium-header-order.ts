import type { HeaderList, Initiator } from '../exchange.js';
import { lowercaseName } from '../field-name.js';
import { contains } from '../header-list.js';
import { memoized } from '../memoized.js';

/**
 * The order in which Chromium looks at a request's headers when a preflight refuses several: that of the hash table in
 * which Blink stores them. Only one name is printed, so the order shows. Tested with Chromium 156 on 9,000 sets of 2 to 13
 * names, all reproduced.
 */
export function headerOrder(headers: HeaderList, initiator: Initiator): readonly string[] {
  const names = [...new Set(headers.map(([name]) => lowercaseName(name)))];
  // fetch() keeps its headers sorted; XHR has a table of its own, which is copied into the request's.
  const inserted = initiator === 'xhr' ? entries(tableOf(names)) : names.sort();
  const own = OWN_HEADERS.filter((name) => !contains(headers, name));
  return entries(tableOf([...inserted, ...own])).filter((name) => names.includes(name));
}

/** What Chromium itself adds to every request, in this order, before the order of all is fixed. */
const OWN_HEADERS = ['sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform', 'user-agent'];

type Table = readonly (string | undefined)[];

const entries = (table: Table): string[] => table.filter((name) => name !== undefined);

const SMALLEST_TABLE = 8;

/** Open addressing that leaps one place further at each collision, doubled when it is half full. */
function tableOf(names: readonly string[]): Table {
  let table: (string | undefined)[] = new Array(SMALLEST_TABLE).fill(undefined);
  let size = 0;
  for (const name of names) {
    insert(table, name);
    if (++size * 2 < table.length) continue;
    const before = entries(table);
    table = new Array(table.length * 2).fill(undefined);
    for (const entry of before) insert(table, entry);
  }
  return table;
}

function insert(table: (string | undefined)[], name: string): void {
  const mask = table.length - 1;
  let index = hashOf(name) & mask;
  for (let leap = 1; table[index] !== undefined; leap++) index = (index + leap) & mask;
  table[index] = name;
}

const hashOf = memoized((name) => Number(rapidhash(utf16Bytes(name)) & 0xffffffn));

function utf16Bytes(ascii: string): Uint8Array {
  const bytes = new Uint8Array(ascii.length * 2);
  for (let i = 0; i < ascii.length; i++) bytes[i * 2] = ascii.charCodeAt(i);
  return bytes;
}

const SEED = 0xbdd89aa982704029n;
const SECRET = [0x2d358dccaa6c78a5n, 0x8bb84b93962eacc9n, 0x4b33a62ed433d4a3n] as const;
const MASK = (1n << 64n) - 1n;

const mix = (a: bigint, b: bigint): bigint => {
  const product = a * b;
  return (product & MASK) ^ (product >> 64n);
};

/** rapidhash, first version. https://github.com/Nicoshev/rapidhash */
function rapidhash(bytes: Uint8Array): bigint {
  const length = bytes.length;
  const view = new DataView(bytes.buffer);
  const read64 = (at: number) => view.getBigUint64(at, true);
  const read32 = (at: number) => BigInt(view.getUint32(at, true));
  const [first, second, third] = SECRET;
  let seed = SEED ^ mix(SEED ^ first, second) ^ BigInt(length);
  let a = 0n;
  let b = 0n;
  if (length > 16) {
    let at = 0;
    let left = length;
    if (left > 48) {
      let see1 = seed;
      let see2 = seed;
      for (; left >= 48; left -= 48, at += 48) {
        seed = mix(read64(at) ^ first, read64(at + 8) ^ seed);
        see1 = mix(read64(at + 16) ^ second, read64(at + 24) ^ see1);
        see2 = mix(read64(at + 32) ^ third, read64(at + 40) ^ see2);
      }
      seed ^= see1 ^ see2;
    }
    if (left > 16) {
      seed = mix(read64(at) ^ third, read64(at + 8) ^ seed ^ second);
      if (left > 32) seed = mix(read64(at + 16) ^ third, read64(at + 24) ^ seed);
    }
    a = read64(length - 16);
    b = read64(length - 8);
  } else if (length >= 4) {
    const last = length - 4;
    const delta = (length & 24) >> (length >> 3);
    a = (read32(0) << 32n) | read32(last);
    b = (read32(delta) << 32n) | read32(last - delta);
  } else if (length > 0) {
    // Chromium's own: a single character is itself, not spread as rapidhash does.
    a = BigInt(view.getUint16(0, true));
  }
  const product = (a ^ second) * (b ^ seed);
  return mix((product & MASK) ^ first ^ BigInt(length), (product >> 64n) ^ second);
}
