/** What does the whole map look like? Ground, then the story's shapes, names, dots. */

import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { annotationLayers, annotationSource } from './annotations';
import { basemapPath, basemapSource, ground, groundLabels } from './basemap';
import { empty } from './drawn';
import type { Flavor } from './flavor';
import { fontFaces } from './fonts';
import { dots, labels, shapes, storySource } from './overlay';

/** Reference layers come in before these, once they are loaded. */
export const underStory = 'associative-line';
export const underNames = 'associative-area-label';

export function mapStyle(flavor: Flavor, withBasemap: boolean): StyleSpecification {
  const background: LayerSpecification = {
    id: 'water',
    type: 'background',
    paint: { 'background-color': withBasemap ? flavor.water : flavor.land },
  };
  const keyed = { type: 'geojson', promoteId: 'key', data: empty } as const;
  return {
    version: 8,
    'font-faces': fontFaces(),
    transition: { duration: 120, delay: 0 },
    sources: {
      ...(withBasemap
        ? {
            [basemapSource]: {
              type: 'vector',
              url: `pmtiles://${new URL(basemapPath, location.href).href}`,
            },
          }
        : {}),
      [storySource]: { ...keyed },
      [annotationSource]: { ...keyed },
    },
    layers: [
      background,
      ...(withBasemap ? ground(flavor) : []),
      ...shapes('literal', flavor).slice(0, 4),
      ...shapes('associative', flavor).slice(0, 4),
      ...shapes('associative', flavor).slice(4),
      ...shapes('literal', flavor).slice(4),
      ...(withBasemap ? groundLabels(flavor) : []),
      ...labels('associative', flavor),
      ...dots('associative', flavor),
      ...labels('literal', flavor),
      ...dots('literal', flavor),
      ...annotationLayers(flavor),
    ],
  } as StyleSpecification;
}
