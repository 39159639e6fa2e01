import type { Form } from './ask.js';

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

/** What is typed into the form; another view can fill it in. */
export const form: { -readonly [Name in keyof Form]: Form[Name] } = $state({ ...BLANK });
