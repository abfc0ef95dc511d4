/**
 * How is the ground under the story drawn?
 *
 * Land, water and lines only. No country is filled, so the map takes no side about whose a
 * piece of land is; every line that is not an agreed border is dashed.
 */

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Flavor } from './flavor';

export const basemapPath = '/basemap/world.pmtiles';
export const basemapSource = 'basemap';

/** The dashes of lines that are disputed, provisional or not marked; the legend shows them. */
export const disputedDash: [number, number] = [3, 2.5];

const from = (layer: string) => ({ source: basemapSource, 'source-layer': layer });
const agreed: ExpressionSpecification = ['==', ['get', 'kind'], 'international'];
const byZoom = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification;

export function ground(flavor: Flavor): LayerSpecification[] {
  return [
    {
      id: 'land',
      type: 'fill',
      ...from('land'),
      paint: { 'fill-color': flavor.land, 'fill-outline-color': flavor.shore },
    },
    {
      id: 'lakes',
      type: 'fill',
      ...from('lakes'),
      paint: { 'fill-color': flavor.water, 'fill-outline-color': flavor.shore },
    },
    {
      id: 'rivers',
      type: 'line',
      ...from('rivers'),
      minzoom: 3.5,
      paint: { 'line-color': flavor.river, 'line-width': byZoom(4, 0.4, 7, 1, 11, 2.2) },
    },
    {
      id: 'admin1',
      type: 'line',
      ...from('admin1'),
      minzoom: 5.5,
      paint: { 'line-color': flavor.admin1, 'line-width': byZoom(5, 0.5, 10, 1.2) },
    },
    {
      id: 'borders',
      type: 'line',
      ...from('borders'),
      filter: agreed,
      paint: {
        'line-color': flavor.border,
        'line-width': byZoom(2, 0.5, 6, 0.9, 10, 1.6),
      },
    },
    {
      id: 'borders-disputed',
      type: 'line',
      ...from('borders'),
      filter: ['!', agreed],
      paint: {
        'line-color': flavor.disputed,
        'line-width': byZoom(2, 0.5, 6, 1, 10, 1.6),
        'line-dasharray': disputedDash,
      },
    },
  ];
}

/** The ground's names, without those that the story's own labels already give. */
export const groundLabelIds = ['country-labels', 'place-labels'] as const;

export function withoutNames(
  id: (typeof groundLabelIds)[number],
  names: string[],
): ExpressionSpecification {
  const unnamed: ExpressionSpecification = [
    '!',
    ['in', ['get', 'name'], ['literal', names]],
  ];
  // Bigger towns first: rank 10, the last, comes at about zoom 8.
  const inTurn: ExpressionSpecification = ['<=', ['get', 'rank'], ['+', ['zoom'], 1.5]];
  return id === 'place-labels' ? ['all', unnamed, inTurn] : unnamed;
}

export function groundLabels(flavor: Flavor): LayerSpecification[] {
  return [
    {
      id: 'lake-labels',
      type: 'symbol',
      ...from('lakes'),
      minzoom: 7,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Italic'],
        'text-size': 11,
        'text-max-width': 6,
      },
      paint: {
        'text-color': flavor.waterLabel,
        'text-halo-color': flavor.halo,
        'text-halo-width': 0.8,
      },
    },
    {
      id: 'place-labels',
      type: 'symbol',
      ...from('places'),
      minzoom: 3.5,
      filter: withoutNames('place-labels', []),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Regular'],
        'text-size': byZoom(4, 10, 8, 12),
        'text-max-width': 7,
        'text-padding': 6,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: {
        'text-color': flavor.placeLabel,
        'text-halo-color': flavor.halo,
        'text-halo-width': 1.2,
      },
    },
    {
      id: 'country-labels',
      type: 'symbol',
      ...from('countries'),
      minzoom: 2,
      maxzoom: 8,
      filter: withoutNames('country-labels', []),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Regular'],
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.14,
        'text-size': byZoom(2, 8.5, 4, 10, 7, 13),
        'text-max-width': 7,
        'text-padding': 4,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: {
        'text-color': flavor.countryLabel,
        'text-halo-color': flavor.halo,
        'text-halo-width': 1.2,
      },
    },
  ];
}
