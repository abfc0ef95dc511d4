/** Where is the map made, and made anew when the colour scheme changes? */

import {
  AttributionControl,
  addProtocol,
  type IControl,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import '../style/map.css';
import { Protocol } from 'pmtiles';
import { api } from '../api';
import { hasBasemap, mapState, narrow, places } from '../state';
import { strings } from '../strings';
import { basemapPath } from './basemap';
import { showStory } from './camera';
import { flavor, onFlavorChange } from './flavor';
import { addImages } from './images';
import { bindPin } from './pin';
import { bindPointer } from './pointer';
import { mapStyle } from './style';
import { bindCamera, bindStyle } from './sync';

setWorkerUrl(workerUrl);
addProtocol('pmtiles', new Protocol().tile);

/** The built-in map holds little more than this zoom can show. */
const maxZoom = 12;

class WholeStory implements IControl {
  private element = document.createElement('div');
  onAdd(map: MapLibre): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'whole-story';
    button.title = strings.map.whole;
    button.setAttribute('aria-label', strings.map.whole);
    button.addEventListener('click', () => showStory(map, places.value));
    this.element.className = 'maplibregl-ctrl maplibregl-ctrl-group';
    this.element.append(button);
    return this.element;
  }
  onRemove(): void {
    this.element.remove();
  }
}

function make(container: HTMLElement): MapLibre {
  const map = new MapLibre({
    container,
    style: mapStyle(flavor(), hasBasemap.value),
    center: [20, 35],
    zoom: 2,
    minZoom: 0.5,
    maxZoom,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    renderWorldCopies: true,
    fadeDuration: 120,
    locale: {
      'Map.Title': strings.map.label,
      'NavigationControl.ZoomIn': strings.map.zoomIn,
      'NavigationControl.ZoomOut': strings.map.zoomOut,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new WholeStory(), 'top-right');
  if (!narrow.value) map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-left');
  map.addControl(
    new AttributionControl({
      customAttribution: strings.map.attribution,
      compact: narrow.value,
    }),
    'bottom-right',
  );
  // The credits stand open until the map is used; on a phone they would hide too much of it.
  map.once('movestart', () => {
    const credits = map.getContainer().querySelector('.maplibregl-compact-show');
    credits?.classList.remove('maplibregl-compact-show');
    credits?.removeAttribute('open');
  });
  return map;
}

/** Starts the map in `container`; without WebGL the page goes on without one. */
export async function startMap(container: HTMLElement): Promise<MapLibre | null> {
  hasBasemap.value = await api.hasBasemap(basemapPath);
  let map: MapLibre;
  try {
    map = make(container);
  } catch {
    mapState.value = 'unavailable';
    return null;
  }
  let unbind = () => {};
  map.on('style.load', () => {
    unbind();
    addImages(map, flavor());
    unbind = bindStyle(map);
  });
  map.once('style.load', () => {
    bindCamera(map);
    bindPointer(map);
    bindPin(map);
    mapState.value = 'ready';
  });
  onFlavorChange(() => {
    map.setStyle(mapStyle(flavor(), hasBasemap.value), { diff: false });
  });
  return map;
}
