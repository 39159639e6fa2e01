import { readJson } from '../read/json.js';
import { eachFile, NOTHING_READ, type Reader, type Reading } from '../read/reading.js';
import { isS3Rule, listAt, s3Rules } from '../read/s3-rules.js';
import type { SourceFile } from '../read/source-file.js';
import { itemsOf, type Value } from '../read/value.js';
import { looseValue } from '../read/walk.js';
import { type Element, elementsNamed, readXml } from '../read/xml.js';
import { unparsed } from '../read/yaml-reader.js';

/** Also of stores with the same interface: R2, Spaces, MinIO. */
export const awsS3: Reader = {
  id: 'aws-s3',
  layer: 'platform',
  files: /\.(?:json|xml)$/,
  marks: [/"AllowedOrigins?"|<AllowedOrigin>/],
  read: eachFile((file) => (file.path.endsWith('.xml') ? fromXml(file) : fromJson(file))),
};

function fromJson(file: SourceFile): Reading {
  const { documents, problem } = readJson(file);
  if (problem) return unparsed('aws-s3', problem);
  const [document] = documents;
  const inner = looseValue(document, 'CORSConfiguration') ?? document;
  const rules = itemsOf(looseValue(inner, 'CORSRules', 'CORSRule') ?? inner).filter(isS3Rule);
  return rules.length === 0 ? NOTHING_READ : s3Rules('aws-s3', rules);
}

function fromXml(file: SourceFile): Reading {
  return s3Rules('aws-s3', elementsNamed(readXml(file), 'CORSRule').map(ruleOf));
}

const ruleOf = ({ children, at }: Element): Value => ({
  kind: 'map',
  at,
  entries: children
    .filter(({ name }, index) => children.findIndex((one) => one.name === name) === index)
    .map((first) => {
      const named = children.filter(({ name }) => name === first.name);
      const texts = named.map((one) => ({ kind: 'text', text: one.text, at: one.at }) as const);
      return { key: first.name, keyAt: first.at, value: listAt(texts, first.at) };
    }),
});
