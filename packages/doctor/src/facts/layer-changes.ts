import { byteLowercase, type ProbedExchange, type ProbedResponse } from '@corsmith/protocol';
import type { LayerChange, LayerTable } from '../diagnosis.js';
import { cacheMark } from './cache-mark.js';
import { ALLOW_ORIGIN } from './facts.js';
import type { LayerFacts } from './layer-facts.js';
import type { LayerResponseFacts } from './layers.js';
import { variesByOrigin } from './vary.js';
import { lines } from './wire.js';

type Kind = LayerTable['request'];

/** What each server does to the response of the one behind it. */
export function layerChanges(
  kind: Kind,
  layers: readonly LayerFacts[],
  exchanges: readonly ProbedExchange[],
): LayerChange[] {
  const responding = layers.flatMap((layer): LayerResponseFacts[] => {
    const index = layer.at[kind] ?? -1;
    const response = exchanges[index]?.response;
    return response ? [{ layer, index, response }] : [];
  });
  return responding.flatMap((inner, i) => {
    const outer = responding[i - 1];
    if (!outer) return [];
    const { name } = outer.layer;
    const whole = wholeChange(kind, outer, inner, exchanges);
    return whole ? [{ layer: name, change: whole, headers: [] }] : headerChanges(name, outer.response, inner.response);
  });
}

/** A change of the response as a whole; its headers are then not compared one by one. */
function wholeChange(
  kind: Kind,
  outer: LayerResponseFacts,
  inner: LayerResponseFacts,
  exchanges: readonly ProbedExchange[],
): LayerChange['change'] | undefined {
  const [ours, theirs] = [outer.response, inner.response];
  if (ours.status >= 400 && theirs.status < 400 && kind !== 'preflight') return 'failed';
  if (cacheMark(ours) && !cacheMark(theirs) && headerChanges('', ours, theirs).length > 0) return 'cached';
  const origins = [outer, inner].map(({ layer }) => lines(exchanges[layer.at.actual ?? -1]?.response, ALLOW_ORIGIN));
  const sameActual = textOf(origins[0]) === textOf(origins[1]);
  const isIntercepted =
    kind === 'preflight' && sameActual && inner.layer.passesPreflight && !outer.layer.passesPreflight;
  return isIntercepted ? 'intercepted' : undefined;
}

function headerChanges(layer: string, outer: ProbedResponse, inner: ProbedResponse): LayerChange[] {
  const names = new Set([...corsNames(outer), ...corsNames(inner)]);
  const changed = [...names].flatMap((name) => {
    const change = headerChange(lines(outer, name), lines(inner, name));
    return change ? [{ name, change }] : [];
  });
  // A response that varies by more than before does no harm.
  if (variesByOrigin(inner) && !variesByOrigin(outer)) changed.push({ name: 'vary', change: 'stripped' });
  const kinds = [...new Set(changed.map(({ change }) => change))];
  return kinds.map((change) => ({
    layer,
    change,
    headers: changed.filter((one) => one.change === change).map(({ name }) => name),
  }));
}

type Lines = ReturnType<typeof lines>;

function headerChange(outer: Lines, inner: Lines): LayerChange['change'] | undefined {
  if (textOf(outer) === textOf(inner)) return undefined;
  if (inner.length === 0) return 'added';
  if (outer.length === 0) return 'stripped';
  return outer.length > inner.length ? 'doubled' : 'overwritten';
}

const corsNames = ({ headers }: ProbedResponse): string[] =>
  headers.map(([name]) => byteLowercase(name)).filter((name) => name.startsWith('access-control-'));

const textOf = (found: Lines = []): string => found.map(([, value]) => value.trim()).join('\n');
