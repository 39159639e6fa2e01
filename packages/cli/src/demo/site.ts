import type { Diagnosis } from '@corsmith/doctor';

/** What serves the API of a scenario, on loopback. */
export interface Site {
  readonly origin: string;
  /** `HOST:PORT` of the app, where something stands in front of it. */
  readonly direct?: string;
  /** The file that is wrong. */
  readonly file: SourceFile;
  /** Applies the diagnosis to that file, restarts the server and returns the new file. */
  fix(found: Diagnosis): Promise<SourceFile>;
  close(): Promise<void>;
}

/** What a person would change. */
export interface SourceFile {
  readonly path: string;
  readonly language: string;
  readonly text: string;
}
