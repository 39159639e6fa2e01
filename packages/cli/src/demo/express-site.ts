import type { Diagnosis } from '@corsmith/doctor';
import { startApp } from './app-process.js';
import type { Site, SourceFile } from './site.js';

const appFile = (text: string): SourceFile => ({ path: 'app.js', language: 'js', text });

/** An API whose own code is wrong. The printed fix takes the place of all that it says about CORS. */
export async function startExpressSite(code: string, signal: AbortSignal): Promise<Site> {
  let app = await startApp(code, 0, signal);
  const { port } = app;
  return {
    origin: `http://127.0.0.1:${port}`,
    file: appFile(code),
    async fix(found) {
      const fixed = fixOf(found) ?? code;
      await app.stop();
      app = await startApp(fixed, port, signal);
      return appFile(fixed);
    },
    close: () => app.stop(),
  };
}

/** The code that `check` printed for app.js. */
const fixOf = ({ causes: [cause] }: Diagnosis): string | undefined =>
  cause?.fix?.files.find(({ path }) => path === 'app.js')?.code;
