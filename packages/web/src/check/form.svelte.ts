import type { Form } from './run-check.js';

export const BLANK: Form = {
  url: '',
  origin: 'http://localhost:5173',
  method: 'GET',
  headers: '',
  body: '',
  credentials: false,
  direct: '',
  send: false,
  paths: false,
};

/** The form as typed; other views can fill it in. */
export const form: { -readonly [Name in keyof Form]: Form[Name] } = $state({ ...BLANK });
