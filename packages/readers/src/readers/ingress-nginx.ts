import { readAnnotations } from '../read/ingress-annotations.js';
import type { Reader } from '../read/reading.js';
import { below, entriesOf } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

export const ingressNginx: Reader = {
  id: 'ingress-nginx',
  layer: 'proxy',
  files: /\.ya?ml(?:\.\w+)?$/,
  marks: [/nginx\.ingress\.kubernetes\.io\/(?:enable-cors|cors-)/],
  read: eachDocument('ingress-nginx', (document) =>
    readAnnotations(entriesOf(below(document, 'metadata', 'annotations'))),
  ),
};
