/** How are the story's places drawn over the ground? */

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Role } from '../wire';
import type { Flavor } from './flavor';

export const storySource = 'story';

/** The measures that the legend repeats. */
export const dot: Record<Role, { radius: number; ring: number }> = {
  literal: { radius: 6.5, ring: 2 },
  associative: { radius: 4, ring: 1.2 },
};
export const derivedDash: [number, number] = [2, 2];
export const hatchImage = (role: Role) => `hatch-${role}`;

type E = ExpressionSpecification;
const state = (name: string): E => ['boolean', ['feature-state', name], false];
/** Pointed at or selected, by the feature states that the map keeps. */
export const lit: E = ['any', state('hovered'), state('selected')];
export const when = (condition: E, then: unknown, otherwise: unknown): E =>
  ['case', condition, then, otherwise] as E;
const is = (property: string, value: string | boolean): E => [
  '==',
  ['get', property],
  value,
];
const all = (...conditions: E[]): E => ['all', ...conditions];

/** `loud` on what is pointed at, `normal` at rest, `faint` where a shape fills the view. */
function opacity(loud: number, normal: number, faint: number): E {
  const stops = Array.from({ length: 13 }, (_, zoom) => [
    zoom,
    when(lit, loud, when(['<=', ['get', 'quietFrom'], zoom], faint, normal)),
  ]);
  return ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as E;
}

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
        'fill-opacity': opacity(0.12, strong ? 0.05 : 0.03, 0),
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
        'line-opacity': opacity(0.9, strong ? 0.4 : 0.28, strong ? 0.3 : 0.2),
      },
    },
    {
      id: `${role}-derived`,
      type: 'fill',
      source: storySource,
      filter: all(area, is('derived', true)),
      paint: {
        'fill-pattern': hatchImage(role),
        'fill-opacity': opacity(0.7, strong ? 0.42 : 0.3, 0),
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
        'line-opacity': opacity(1, 0.65, 0.3),
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
