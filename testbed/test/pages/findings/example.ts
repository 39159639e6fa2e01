import type { FindingId } from '@corsmith/lint';

/** A file that has the fault, and the text that replaces a part of it so that the fault is gone. */
export interface FindingExample {
  readonly file: string;
  readonly text: string;
  readonly wrong: string;
  readonly right: string;
}

export type FindingExamples = Readonly<Partial<Record<FindingId, readonly FindingExample[]>>>;

export const example = (file: string, text: string, wrong: string, right: string): FindingExample => ({
  file,
  text,
  wrong,
  right,
});

/** An app with npm's `cors`. */
export const express = (options: string): string =>
  `const express = require('express');\nconst cors = require('cors');\n\nconst app = express();\napp.use(cors(${options}));\n`;

export const fastapi = (options: string): string =>
  `from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\napp.add_middleware(CORSMiddleware, ${options})\n`;

export const nginx = (headers: string): string =>
  `server {\n  location /api/ {\n${headers.replace(/^/gm, '    ')}\n    proxy_pass http://app;\n  }\n}\n`;

export const ingress = (annotations: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: api\n  annotations:\n    nginx.ingress.kubernetes.io/enable-cors: "true"\n${annotations.replace(/^/gm, '    nginx.ingress.kubernetes.io/')}\n`;

export const gin = (body: string): string =>
  `package main\n\nimport (\n\t"github.com/gin-contrib/cors"\n\t"github.com/gin-gonic/gin"\n)\n\nfunc main() {\n${body.replace(/^/gm, '\t')}\n}\n`;
