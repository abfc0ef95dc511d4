/**
 * How are the parts of a reference layer told apart?
 *
 * Each part (Line A, Line B, an area between them) gets a look of its own, by its shape and its
 * turn in the layer, so that any layer the server has is drawn and explained without a rule
 * written for it. Lines differ in colour and in dash, never in colour alone.
 */

import type { Feature, FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { along, shapeOf } from '../places';
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

/** Where along a line its name stands, and from which zoom on. */
const nameStops: [number, number][] = [
  [0.55, 7],
  [0.2, 10],
  [0.85, 10],
];

/**
 * The layer's features, each with the look of its part, and a point for each name. Names stand
 * upright beside their line: bent along a crooked line they cannot be read.
 */
export function drawnReference(
  layer: string,
  data: LayerData,
  flavor: Flavor,
): FeatureCollection {
  const looks = new Map(
    parts(layer, data, flavor).map((part, turn) => [part.key, { ...part, turn }]),
  );
  return {
    type: 'FeatureCollection',
    features: data.features.flatMap((feature, index): Feature[] => {
      const look = looks.get(partKey(layer, feature.id ?? index));
      if (!look) return [];
      const { geometry } = feature;
      const drawn: Feature = { type: 'Feature', geometry, properties: look };
      if (look.shape !== 'line') return [drawn];
      const names = nameStops.map(([fraction, from]) => ({
        type: 'Feature' as const,
        geometry: { type: 'Point' as const, coordinates: along(geometry, fraction) },
        properties: { ...look, shape: 'name', from },
      }));
      return [drawn, ...names];
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

/** A dash cannot be read from a feature, but it can be chosen by one. */
function dashByTurn(): E {
  const choices = dashes.flatMap((dash, turn) => [turn, ['literal', dash]]);
  const turn = ['%', ['get', 'turn'], dashes.length];
  return ['match', turn, ...choices, ['literal', dashes[0]]] as unknown as E;
}

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
        'line-dasharray': dashByTurn(),
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
  const beside = (first: string, second: string): E => {
    const at: Record<string, [number, number]> = { left: [0.9, 0], right: [-0.9, 0] };
    return ['literal', [first, at[first], second, at[second]]] as unknown as E;
  };
  const paint = {
    'text-color': color,
    'text-halo-color': flavor.halo,
    'text-halo-width': 1.8,
  };
  return [
    {
      id: `${source}-line-name`,
      type: 'symbol',
      source,
      filter: [
        'all',
        ['==', ['get', 'shape'], 'name'],
        ['>=', ['zoom'], ['get', 'from']],
      ],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Italic'],
        'text-size': 12,
        // Neighbouring lines take opposite sides.
        'text-variable-anchor-offset': [
          'match',
          ['%', ['get', 'turn'], 2],
          0,
          beside('right', 'left'),
          beside('left', 'right'),
        ],
        'symbol-sort-key': ['get', 'from'],
      },
      paint,
    },
    {
      id: `${source}-name`,
      type: 'symbol',
      source,
      minzoom: 8.5,
      filter: ['in', ['get', 'shape'], ['literal', ['area', 'point']]],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Italic'],
        'text-size': 11,
        'text-max-width': 7,
        'text-variable-anchor': ['center', 'top', 'bottom'],
      },
      paint,
    },
  ];
}
