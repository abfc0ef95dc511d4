/** Where does the map look? Moves gently, or at once for who asked for less motion. */

import type { LngLatBoundsLike, Map as MapLibre, PaddingOptions } from 'maplibre-gl';
import { isDerived, shapeOf } from '../places';
import type { PlaceFeature } from '../wire';
import { type Box, boxOf, storyBox } from './drawn';

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const duration = () => (calm.matches ? 0 : 900);

/** How near one goes to a place of a kind. */
const zooms: Record<string, number> = {
  continent: 2.5,
  ocean: 2.5,
  country: 5,
  region: 5,
  sea: 5,
  desert: 5.5,
  range: 6,
  admin1: 6.5,
  river: 6.5,
  mountain: 9,
  landmark: 9.5,
  district: 10,
};

function bounds([west, south, east, north]: Box): LngLatBoundsLike {
  return [
    [west, south],
    [east, north],
  ];
}

/** Names stand to the right of their dots and need room there. */
function padding(map: MapLibre): PaddingOptions {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const vertical = Math.min(64, height / 6);
  return {
    top: vertical,
    bottom: vertical,
    left: Math.min(64, width / 9),
    right: Math.min(110, width / 4),
  };
}

export function showBox(map: MapLibre, box: Box, maxZoom: number, at = duration()): void {
  map.fitBounds(bounds(box), { padding: padding(map), maxZoom, duration: at });
}

export function showStory(map: MapLibre, places: PlaceFeature[], at = duration()): void {
  const box = storyBox(places);
  if (box) showBox(map, box, 6.5, at);
}

export function showPlace(map: MapLibre, place: PlaceFeature): void {
  const { kind, point } = place.properties;
  const box = boxOf([place.geometry]);
  if (!box) return;
  const zoom = zooms[kind] ?? 7.5;
  const isExtent = shapeOf(place.geometry) !== 'point' && box[2] - box[0] < 180;
  if (isExtent) {
    showBox(map, box, isDerived(place) ? 8 : 10);
  } else {
    const center = point ?? [box[0], box[1]];
    map.flyTo({ center, zoom: Math.max(zoom, 0), duration: duration() });
  }
}

export function showPoint(map: MapLibre, center: [number, number]): void {
  map.easeTo({ center, zoom: Math.max(map.getZoom(), 6), duration: duration() });
}
