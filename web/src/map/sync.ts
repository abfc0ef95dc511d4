/** How does the map follow the state? One effect for each thing that can change. */

import { effect } from '@preact/signals';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { placing } from '../annotate';
import { firstPosition } from '../places';
import {
  address,
  annotations,
  hiddenLayers,
  hovered,
  layerData,
  layerToShow,
  places,
  selectedAnnotation,
  selectedPlace,
  showAnnotations,
  showAssociative,
  showLiteral,
  story,
} from '../state';
import { annotationLayerIds, annotationSource } from './annotations';
import { groundLabelIds, withoutNames } from './basemap';
import { showBox, showPlace, showPoint, showStory } from './camera';
import { boxOf, drawnAnnotations, drawnStory } from './drawn';
import { flavor } from './flavor';
import { roleLayers, storySource } from './overlay';
import {
  drawnReference,
  referenceLayerIds,
  referenceNames,
  referenceSource,
  referenceUnder,
} from './reference';
import { underNames, underStory } from './style';

type Target = { source: string; id: string };

/** What lights up for an id: its own features, and the layer that a reference line stands for. */
function targets(map: MapLibre, id: string | null | undefined): Target[] {
  if (!id) return [];
  const found: Target[] = [
    { source: storySource, id },
    { source: annotationSource, id },
  ];
  const layer = places.value.find((place) => place.id === id)?.properties.layer;
  const data = layer === undefined ? undefined : layerData.value[layer];
  if (layer && data && map.getSource(referenceSource(layer))) {
    for (const { key } of drawnReference(layer, data, flavor()).features.map(
      ({ properties }) => properties as { key: string },
    )) {
      found.push({ source: referenceSource(layer), id: key });
    }
  }
  return found;
}

/** Keeps one feature state (`hovered`, `selected`) on whatever `current` names. */
function follow(map: MapLibre, state: string, current: () => string | null | undefined) {
  let before: Target[] = [];
  return effect(() => {
    const now = targets(map, current());
    for (const target of before) {
      if (map.getSource(target.source)) map.removeFeatureState(target, state);
    }
    for (const target of now) map.setFeatureState(target, { [state]: true });
    before = now;
  });
}

function switchLayers(map: MapLibre, ids: string[], on: boolean): void {
  for (const id of ids) {
    if (map.getLayer(id)) {
      map.setLayoutProperty(id, 'visibility', on ? 'visible' : 'none');
    }
  }
}

function drawReferences(map: MapLibre): void {
  for (const [layer, data] of Object.entries(layerData.value)) {
    const source = referenceSource(layer);
    const drawn = drawnReference(layer, data, flavor());
    const known = map.getSource<GeoJSONSource>(source);
    if (known) {
      known.setData(drawn);
    } else {
      map.addSource(source, { type: 'geojson', promoteId: 'key', data: drawn });
      for (const added of referenceUnder(layer)) map.addLayer(added, underStory);
      for (const added of referenceNames(layer, flavor()))
        map.addLayer(added, underNames);
    }
    switchLayers(map, referenceLayerIds(layer), !hiddenLayers.value.has(layer));
  }
}

/** Binds the map's sources and layers to the state; call again after a style was replaced. */
export function bindStyle(map: MapLibre): () => void {
  const stops = [
    effect(() => {
      map.getSource<GeoJSONSource>(storySource)?.setData(drawnStory(places.value));
      const names = places.value.map((place) => place.properties.name);
      for (const id of groundLabelIds) {
        if (map.getLayer(id)) map.setFilter(id, withoutNames(id, names));
      }
    }),
    effect(() => {
      const drawn = drawnAnnotations(annotations.value);
      map.getSource<GeoJSONSource>(annotationSource)?.setData(drawn);
    }),
    effect(() => drawReferences(map)),
    effect(() => switchLayers(map, roleLayers('literal'), showLiteral.value)),
    effect(() => switchLayers(map, roleLayers('associative'), showAssociative.value)),
    effect(() => switchLayers(map, annotationLayerIds, showAnnotations.value)),
    follow(map, 'hovered', () => hovered.value),
    follow(map, 'selected', () => address.value.place ?? address.value.annotation),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Moves the camera to what is opened or chosen. */
export function bindCamera(map: MapLibre): void {
  let shown: unknown;
  let first = true;
  effect(() => {
    if (!story.value || story.value === shown) return;
    shown = story.value;
    // The place that the address names is flown to below; the first picture does not move.
    if (!selectedPlace.peek())
      showStory(map, story.value.features, first ? 0 : undefined);
    first = false;
  });
  effect(() => {
    const layer = layerToShow.value;
    const data = layer === null ? undefined : layerData.peek()[layer];
    const box = data && boxOf(data.features.map(({ geometry }) => geometry));
    layerToShow.value = null;
    if (box) showBox(map, box, 9);
  });
  effect(() => {
    // A change of address asks for the place again, even if it was chosen before.
    void address.value;
    if (selectedPlace.value) showPlace(map, selectedPlace.value);
    else if (selectedAnnotation.value && !placing.peek()) {
      showPoint(map, firstPosition(selectedAnnotation.value.geometry));
    }
  });
}
