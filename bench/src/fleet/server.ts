/** One server of the fleet: Express with the `cors` package, as most are. Reports its port, and ends with its parent. */
import type { AddressInfo } from 'node:net';
import cors from 'cors';
import express from 'express';
import { ALLOWED } from './fleet.js';

const app = express();
app.use(cors({ origin: [...ALLOWED], credentials: true, methods: ['PUT'], allowedHeaders: ['Content-Type'] }));
app.use((_, response) => {
  response.json({ ok: true });
});
const server = app.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
