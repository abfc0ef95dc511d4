/** How is a new or changed location put on the map: by a click, the keyboard, or a drag? */

import { effect } from '@preact/signals';
import type { Map as MapLibre } from 'maplibre-gl';
import { Marker } from 'maplibre-gl';
import { change, draft, place, placing } from '../annotate';
import { coordinate, positionOf } from '../draft';
import { strings } from '../strings';
import { showPoint } from './camera';
import { pinPath } from './images';

const svg = 'http://www.w3.org/2000/svg';

function pinElement(): HTMLElement {
  const element = document.createElement('div');
  element.className = 'draft-pin';
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('viewBox', '0 0 20 26');
  picture.setAttribute('width', '30');
  picture.setAttribute('height', '39');
  picture.setAttribute('aria-hidden', 'true');
  const outline = document.createElementNS(svg, 'path');
  outline.setAttribute('d', pinPath);
  const eye = document.createElementNS(svg, 'circle');
  eye.setAttribute('cx', '10');
  eye.setAttribute('cy', '9.6');
  eye.setAttribute('r', '3');
  picture.append(outline, eye);
  element.append(picture);
  return element;
}

/** The pin of the open form: it follows the typed coordinates, and they follow it. */
function bindDraft(map: MapLibre): void {
  const marker = new Marker({ element: pinElement(), anchor: 'bottom', draggable: true });
  const moved = () => {
    const { lng, lat } = marker.getLngLat();
    change({ lon: coordinate(lng), lat: coordinate(lat) });
  };
  marker.on('dragend', moved);
  let shown: string | undefined | null = null;
  effect(() => {
    const open = draft.value;
    const at = open && !open.shape ? positionOf(open) : null;
    if (!open || !at) {
      marker.remove();
      if (!open) shown = null;
      return;
    }
    marker.setLngLat(at).addTo(map);
    marker.getElement().setAttribute('aria-label', strings.map.marker);
    if (shown !== (open.id ?? 'new')) {
      shown = open.id ?? 'new';
      if (!map.getBounds().contains(at)) showPoint(map, at);
    }
  });
}

function bindPlacing(map: MapLibre): void {
  const canvas = map.getCanvas();
  effect(() => {
    map.getContainer().classList.toggle('placing', placing.value);
    canvas.style.cursor = placing.value ? 'crosshair' : '';
    if (placing.value) canvas.focus({ preventScroll: true });
  });
  canvas.addEventListener('keydown', (event) => {
    if (!placing.value || event.key !== 'Enter') return;
    event.preventDefault();
    const { lng, lat } = map.getCenter();
    place(lng, lat);
  });
}

export function bindPin(map: MapLibre): void {
  bindDraft(map);
  bindPlacing(map);
}
