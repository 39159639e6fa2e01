import { cors } from '@corsmith/server/next';
import { NextResponse } from 'next/server';
import { plain, policy } from './policy.js';

export const proxy = cors(
  ({ path }) => (path.endsWith('/own-cors') ? plain : policy),
  () => NextResponse.next(),
);
export const config = { matcher: '/proxied/:path*' };
