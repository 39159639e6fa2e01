import { cors } from '@corsmith/server/next';
import { NextResponse } from 'next/server';
import { policy } from './policy.js';

export const proxy = cors(policy, () => NextResponse.next());
export const config = { matcher: '/proxied/:path*' };
