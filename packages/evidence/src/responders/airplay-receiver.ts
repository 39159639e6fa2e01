import type { Responder } from '../attribution/responder.js';

export const airplayReceiver: Responder = {
  id: 'airplay-receiver',
  responses: [
    {
      kind: 'another-program',
      name: 'the AirPlay Receiver of macOS',
      marks: [{ headers: { server: /^AirTunes\// } }],
      wayOut:
        'It occupies the port (5000 or 7000): run your server on another one, or turn AirPlay Receiver off in System Settings, General, AirDrop & Handoff. `lsof -i :5000` shows which program listens.',
    },
  ],
};
