/** How are the story's places and the annotations drawn over the ground? */

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Role } from '../wire';
import type { Flavor } from './flavor';

export const storySource = 'story';
export const annotationSource = 'annotations';

/** The measures that the legend repeats. */
export const dot: Record<Role, { radius: number; ring: number }> = {
  literal: { radius: 6.5, ring: 2 },
  associative: { radius: 4, ring: 1.2 },
};
export const derivedDash: [number, number] = [2, 2];
export const hatchImage = (role: Role) => `hatch-${role}`;
export const pinImage = 'pin';

type E = ExpressionSpecification;
const state = (name: string): E => ['boolean', ['feature-state', name], false];
const lit: E = ['any', state('hovered'), state('selected')];
const when = (condition: E, then: unknown, otherwise: unknown): E =>
  ['case', condition, then, otherwise] as E;
const is = (property: string, value: string | boolean): E => [
  '==',
  ['get', property],
  value,
];
const all = (...conditions: E[]): E => ['all', ...conditions];

/** The layers of one role, so that a role can be switched off as a whole. */
export const roleLayers = (role: Role) => [
  ...shapes(role, {} as Flavor).map(({ id }) => id),
  ...dots(role, {} as Flavor).map(({ id }) => id),
  ...labels(role, {} as Flavor).map(({ id }) => id),
];

export function shapes(role: Role, flavor: Flavor): LayerSpecification[] {
  const color = flavor[role];
  const strong = role === 'literal';
  const area = all(is('role', role), is('part', 'shape'), is('shape', 'area'));
  return [
    {
      id: `${role}-area`,
      type: 'fill',
      source: storySource,
      filter: all(area, is('derived', false)),
      paint: {
        'fill-color': color,
        'fill-opacity': when(lit, 0.12, strong ? 0.05 : 0.03),
      },
    },
    {
      id: `${role}-area-edge`,
      type: 'line',
      source: storySource,
      filter: all(area, is('derived', false)),
      paint: {
        'line-color': color,
        'line-width': when(lit, 1.6, 0.7),
        'line-opacity': when(lit, 0.9, strong ? 0.4 : 0.28),
      },
    },
    {
      id: `${role}-derived`,
      type: 'fill',
      source: storySource,
      filter: all(area, is('derived', true)),
      paint: {
        'fill-pattern': hatchImage(role),
        'fill-opacity': when(lit, 0.8, strong ? 0.42 : 0.3),
      },
    },
    {
      id: `${role}-derived-edge`,
      type: 'line',
      source: storySource,
      filter: all(area, is('derived', true)),
      paint: {
        'line-color': color,
        'line-width': when(lit, 2, 1.1),
        'line-dasharray': derivedDash,
        'line-opacity': when(lit, 1, 0.65),
      },
    },
    {
      id: `${role}-line`,
      type: 'line',
      source: storySource,
      filter: all(is('role', role), is('part', 'shape'), is('shape', 'line')),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': color,
        'line-width': when(lit, 4, strong ? 2.4 : 1.6),
        'line-opacity': strong ? 0.85 : 0.6,
      },
    },
  ];
}

export function dots(role: Role, flavor: Flavor): LayerSpecification[] {
  const { radius, ring } = dot[role];
  return [
    spot(role, flavor),
    {
      id: `${role}-dot`,
      type: 'circle',
      source: storySource,
      filter: all(is('role', role), is('part', 'dot')),
      layout: { 'circle-sort-key': when(is('unsure', true), 0, 1) },
      paint: {
        'circle-radius': when(lit, radius + 2, radius),
        // A place that is not sure is a ring, not a disc.
        'circle-color': when(is('unsure', true), flavor.casing, flavor[role]),
        'circle-stroke-width': when(is('unsure', true), ring + 0.4, ring),
        'circle-stroke-color': when(is('unsure', true), flavor[role], flavor.casing),
      },
    },
  ];
}

/** Somewhere about here: a wide place whose outline is not known. */
function spot(role: Role, flavor: Flavor): LayerSpecification {
  return {
    id: `${role}-spot`,
    type: 'circle',
    source: storySource,
    filter: all(is('role', role), is('part', 'spot')),
    paint: {
      'circle-radius': role === 'literal' ? 18 : 13,
      'circle-color': flavor[role],
      'circle-opacity': when(lit, 0.28, 0.1),
      'circle-stroke-color': flavor[role],
      'circle-stroke-width': when(lit, 1.4, 0.6),
      'circle-stroke-opacity': 0.5,
    },
  };
}

export function labels(role: Role, flavor: Flavor): LayerSpecification[] {
  const strong = role === 'literal';
  const color = strong ? flavor.literal : flavor.associativeLabel;
  const common = {
    type: 'symbol' as const,
    source: storySource,
    paint: {
      'text-color': color,
      'text-halo-color': flavor.halo,
      'text-halo-width': 1.8,
    },
  };
  return [
    {
      ...common,
      id: `${role}-area-label`,
      filter: all(is('role', role), [
        'in',
        ['get', 'part'],
        ['literal', ['label', 'spot']],
      ]),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': when(is('country', true), ['literal', ['Regular']], [
          'literal',
          ['Italic'],
        ] as unknown as E),
        'text-transform': when(is('country', true), 'uppercase', 'none'),
        'text-letter-spacing': when(is('country', true), 0.14, 0.02),
        'text-size': strong ? 13 : 11,
        'text-max-width': 8,
        'text-variable-anchor': ['center', 'top', 'bottom'],
      },
    },
    {
      ...common,
      id: `${role}-label`,
      filter: all(is('role', role), is('part', 'dot')),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': [strong ? 'Bold' : 'Regular'],
        'text-size': strong ? 14 : 11.5,
        'text-max-width': 9,
        'text-variable-anchor': [
          'left',
          'right',
          'top',
          'bottom',
          'top-left',
          'bottom-left',
        ],
        'text-radial-offset': strong ? 0.8 : 0.65,
        'text-justify': 'auto',
      },
    },
  ];
}

export function annotationLayers(flavor: Flavor): LayerSpecification[] {
  const source = annotationSource;
  return [
    {
      id: 'annotation-area',
      type: 'fill',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': flavor.annotation, 'fill-opacity': when(lit, 0.25, 0.12) },
    },
    {
      id: 'annotation-line',
      type: 'line',
      source,
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': flavor.annotation, 'line-width': when(lit, 4, 2) },
    },
    {
      id: 'annotation-pin',
      type: 'symbol',
      source,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': pinImage,
        'icon-anchor': 'bottom',
        'icon-allow-overlap': true,
        'text-optional': true,
        // From afar the pin is enough; its name would push the story's names away.
        'text-field': ['step', ['zoom'], '', 6, ['get', 'name']],
        'text-font': ['Regular'],
        'text-size': 12,
        'text-max-width': 10,
        'text-variable-anchor': ['top', 'left', 'right'],
        'text-radial-offset': 0.5,
        'text-justify': 'auto',
      },
      paint: {
        'text-color': flavor.annotation,
        'text-halo-color': flavor.halo,
        'text-halo-width': when(lit, 2.4, 1.6),
      },
    },
  ];
}

export const annotationLayerIds = annotationLayers({} as Flavor).map(({ id }) => id);
