import { getPublicSuffix, parse } from 'tldts';
import { expect, test } from 'vitest';
import { isPublicSuffix } from '../src/public-suffix.js';

/** As where the optional peer is not installed. */
const withoutPeer = (host: string) => isPublicSuffix(host, null);

test('with the Public Suffix List installed, the verdict is its own', () => {
  for (const host of [
    'com',
    'co.uk',
    'github.io',
    'example.com',
    'k12.ca.us',
    'foo.ck',
    'www.ck',
    'blogspot.com',
    'me.github.io',
  ])
    expect(isPublicSuffix(host), host).toBe(getPublicSuffix(host, { allowPrivateDomains: true }) === host);
});

test('with and without it, the hosting services that servers name most are known', () => {
  const hosts = `github.io vercel.app netlify.app pages.dev workers.dev herokuapp.com web.app onrender.com fly.dev
    s3.amazonaws.com amplifyapp.com up.railway.app lovable.app hf.space surge.sh trycloudflare.com ngrok-free.app`;
  for (const host of hosts.split(/\s+/))
    for (const isKnown of [withoutPeer, isPublicSuffix]) {
      expect(isKnown(host), host).toBe(true);
      expect(isKnown(`mine.${host}`), host).toBe(false);
    }
});

test('without it, hardly a country suffix is missed, and names of one owner pass', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const suffixes = ['co', 'com', 'org', 'net', 'edu', 'gov', 'ac']
    .flatMap((second) => letters.flatMap((a) => letters.map((b) => `${second}.${a}${b}`)))
    .filter((host) => parse(host).publicSuffix === host);
  expect(suffixes.length).toBeGreaterThan(500);
  expect(suffixes.filter((host) => !withoutPeer(host))).toEqual([]);
  for (const host of ['example.com', 'example.co.uk', 'bbc.co.uk', 'a.run', 'go.com'])
    expect(withoutPeer(host), host).toBe(false);
});
