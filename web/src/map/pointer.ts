/** What is under the pointer, and what does a click mean? */

import type { Map as MapLibre, MapMouseEvent, PointLike } from 'maplibre-gl';
import { Popup } from 'maplibre-gl';
import { place as placeAnnotation, placing } from '../annotate';
import {
  deselect,
  hovered,
  layerData,
  narrow,
  places,
  selectAnnotation,
  selectPlace,
  view,
} from '../state';
import { annotationLayerIds } from './annotations';
import { roleLayers } from './overlay';
import { referenceLayerIds } from './reference';

type Hit =
  | { kind: 'place' | 'annotation'; id: string; name: string }
  | { kind: 'reference'; layer: string; name: string };

/** Half the width of the area that counts as "on" a feature: 24 px is a fair target. */
const reach = 12;

function hitsIn(
  map: MapLibre,
  layers: string[],
  area: PointLike | [PointLike, PointLike],
) {
  const there = layers.filter((id) => map.getLayer(id));
  return there.length ? map.queryRenderedFeatures(area, { layers: there }) : [];
}

/** Annotations before points, points before lines, lines before areas. */
function hitAt(map: MapLibre, { point }: MapMouseEvent): Hit | null {
  const around: [PointLike, PointLike] = [
    [point.x - reach, point.y - reach],
    [point.x + reach, point.y + reach],
  ];
  const [pin] = hitsIn(map, annotationLayerIds, point);
  if (pin) return { kind: 'annotation', ...keyAndName(pin.properties) };
  const story = [...roleLayers('literal'), ...roleLayers('associative')];
  const isArea = (id: string) => /-(area|derived)(-edge)?$/.test(id);
  const sharp = story.filter((id) => !isArea(id));
  const [near] = [...hitsIn(map, sharp, point), ...hitsIn(map, sharp, around)];
  if (near) return { kind: 'place', ...keyAndName(near.properties) };
  for (const layer of Object.keys(layerData.value)) {
    const ids = referenceLayerIds(layer);
    const lines = hitsIn(
      map,
      ids.filter((id) => id.endsWith('-line')),
      around,
    );
    const [part] = [...lines, ...hitsIn(map, ids, point)];
    if (part) return { kind: 'reference', layer, name: String(part.properties.name) };
  }
  const [area] = hitsIn(map, story.filter(isArea), point).sort(
    (a, b) => Number(b.properties.derived) - Number(a.properties.derived),
  );
  return area ? { kind: 'place', ...keyAndName(area.properties) } : null;
}

function keyAndName(properties: Record<string, unknown>) {
  return { id: String(properties.key), name: String(properties.name) };
}

/** The place of the story that stands for a reference layer, if it names that layer. */
function placeOf(layer: string): string | undefined {
  return places.value.find((place) => place.properties.layer === layer)?.id;
}

function idOf(hit: Hit | null): string | null {
  if (!hit) return null;
  return hit.kind === 'reference' ? (placeOf(hit.layer) ?? null) : hit.id;
}

function choose(hit: Hit | null): void {
  const id = idOf(hit);
  if (!hit) deselect();
  else if (id === null) view.value = 'layers';
  else if (hit.kind === 'annotation') selectAnnotation(id);
  else selectPlace(id);
}

export function bindPointer(map: MapLibre): void {
  const tip = new Popup({
    closeButton: false,
    closeOnClick: false,
    className: 'tip',
    offset: 14,
  });
  map.on('mousemove', (event) => {
    if (placing.value) return;
    const hit = hitAt(map, event);
    hovered.value = idOf(hit);
    map.getCanvas().style.cursor = hit ? 'pointer' : '';
    if (hit && !narrow.value) tip.setLngLat(event.lngLat).setText(hit.name).addTo(map);
    else tip.remove();
  });
  map.on('mouseout', () => {
    hovered.value = null;
    tip.remove();
  });
  map.on('click', (event) => {
    tip.remove();
    if (placing.value) placeAnnotation(event.lngLat.lng, event.lngLat.lat);
    else choose(hitAt(map, event));
  });
}
