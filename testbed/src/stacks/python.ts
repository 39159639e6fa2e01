import { type ServeOptions, serve } from './serve.js';
import type { RunningStack } from './stack-module.js';

/** Debian's Python, which knows Debian's packages; another one may come first on PATH. */
export const PYTHON = '/usr/bin/python3';

/** Runs `app` of main.py under Uvicorn. */
export const startUvicorn = (folder: ServeOptions['folder']): Promise<RunningStack> =>
  serve(PYTHON, ['-m', 'uvicorn', 'main:app', '--host', '127.0.0.1', '--port', '0', '--no-access-log'], {
    folder,
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });
