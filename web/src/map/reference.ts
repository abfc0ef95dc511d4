/**
 * How are the parts of a reference layer told apart?
 *
 * Each part (Line A, Line B, an area between them) gets a look of its own, by its shape and its
 * turn in the layer, so that any layer the server has is drawn and explained without a rule
 * written for it. Lines differ in colour and in dash, never in colour alone.
 */

import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { shapeOf } from '../places';
import type { LayerData } from '../wire';
import type { Flavor } from './flavor';

export interface Part {
  key: string;
  name: string;
  note: string;
  shape: 'point' | 'line' | 'area';
  color: string;
  dash: number[];
}

const dashes = [
  [1, 0],
  [4, 1.6],
  [1.2, 1.4],
  [6, 1.4, 1.2, 1.4],
];

export const referenceSource = (layer: string) => `reference-${layer}`;
export const partKey = (layer: string, id: unknown) => `${layer}/${String(id)}`;
const words = (value: unknown) => (typeof value === 'string' ? value : '');

/** The parts of a layer as they are drawn and as the legend shows them, lines first. */
export function parts(layer: string, data: LayerData, flavor: Flavor): Part[] {
  const all = data.features.map((feature, index) => ({
    feature,
    key: partKey(layer, feature.id ?? index),
    shape: shapeOf(feature.geometry),
  }));
  const ordered = [
    ...all.filter(({ shape }) => shape === 'line'),
    ...all.filter(({ shape }) => shape !== 'line'),
  ];
  return ordered.map(({ feature, key, shape }, turn) => ({
    key,
    shape,
    name: words(feature.properties?.title) || words(feature.properties?.name) || key,
    note: words(feature.properties?.description),
    color: flavor.reference[turn % flavor.reference.length] as string,
    dash: dashes[turn % dashes.length] as number[],
  }));
}

/** The layer's features, each with the look of its part. */
export function drawnReference(
  layer: string,
  data: LayerData,
  flavor: Flavor,
): FeatureCollection {
  const looks = new Map(parts(layer, data, flavor).map((part) => [part.key, part]));
  return {
    type: 'FeatureCollection',
    features: data.features.map((feature, index) => {
      const look = looks.get(partKey(layer, feature.id ?? index));
      return { type: 'Feature', geometry: feature.geometry, properties: { ...look } };
    }),
  };
}

/** Layer ids of a reference layer: what lies under the story, and the names above it. */
export const referenceLayerIds = (layer: string) =>
  [...referenceUnder(layer), ...referenceNames(layer, {} as Flavor)].map(({ id }) => id);

type E = ExpressionSpecification;
const lit: E = [
  'any',
  ['boolean', ['feature-state', 'hovered'], false],
  ['boolean', ['feature-state', 'selected'], false],
];
const color: E = ['get', 'color'];

export function referenceUnder(layer: string): LayerSpecification[] {
  const source = referenceSource(layer);
  return [
    {
      id: `${source}-area`,
      type: 'fill',
      source,
      filter: ['==', ['get', 'shape'], 'area'],
      paint: { 'fill-color': color, 'fill-opacity': ['case', lit, 0.34, 0.18] },
    },
    {
      id: `${source}-casing`,
      type: 'line',
      source,
      filter: ['==', ['get', 'shape'], 'line'],
      paint: {
        'line-color': color,
        'line-width': 11,
        'line-opacity': ['case', lit, 0.22, 0],
      },
    },
    {
      id: `${source}-line`,
      type: 'line',
      source,
      filter: ['==', ['get', 'shape'], 'line'],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': color,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 1.2, 8, 2.2, 12, 3.2],
        'line-dasharray': ['get', 'dash'],
      },
    },
    {
      id: `${source}-point`,
      type: 'circle',
      source,
      filter: ['==', ['get', 'shape'], 'point'],
      paint: { 'circle-color': color, 'circle-radius': ['case', lit, 6, 4] },
    },
  ];
}

export function referenceNames(layer: string, flavor: Flavor): LayerSpecification[] {
  const source = referenceSource(layer);
  const paint = {
    'text-color': color,
    'text-halo-color': flavor.halo,
    'text-halo-width': 1.5,
  };
  return [
    {
      id: `${source}-line-name`,
      type: 'symbol',
      source,
      minzoom: 7,
      filter: ['==', ['get', 'shape'], 'line'],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 260,
        'text-max-angle': 60,
        'text-padding': 0,
        'text-field': ['get', 'name'],
        'text-font': ['Italic'],
        'text-size': 11.5,
        'text-offset': [0, -0.9],
        'text-letter-spacing': 0.03,
      },
      paint,
    },
    {
      id: `${source}-name`,
      type: 'symbol',
      source,
      minzoom: 8.5,
      filter: ['!=', ['get', 'shape'], 'line'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Italic'],
        'text-size': 11,
        'text-max-width': 7,
      },
      paint,
    },
  ];
}
