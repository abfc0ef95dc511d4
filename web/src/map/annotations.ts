/** How are the annotations drawn? Pins, for they are people's, and lie above everything else. */

import type { LayerSpecification } from 'maplibre-gl';
import type { Flavor } from './flavor';
import { lit, when } from './overlay';

export const annotationSource = 'annotations';
export const pinImage = 'pin';

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
