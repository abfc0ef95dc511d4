/** Which pictures does the map draw with? Painted here, so that they follow the palette. */

import type { Map as MapLibre } from 'maplibre-gl';
import { pinImage } from './annotations';
import type { Flavor } from './flavor';
import { hatchImage } from './overlay';

const pixelRatio = 2;

function painted(size: [number, number], paint: (on: CanvasRenderingContext2D) => void) {
  const canvas = document.createElement('canvas');
  canvas.width = size[0] * pixelRatio;
  canvas.height = size[1] * pixelRatio;
  const on = canvas.getContext('2d');
  if (!on) return new ImageData(canvas.width, canvas.height);
  on.scale(pixelRatio, pixelRatio);
  paint(on);
  return on.getImageData(0, 0, canvas.width, canvas.height);
}

/** Thin slanted lines that meet at the tile's edges. */
function hatch(color: string): ImageData {
  const side = 8;
  return painted([side, side], (on) => {
    on.strokeStyle = color;
    on.lineWidth = 0.9;
    on.beginPath();
    for (const shift of [-side, 0, side]) {
      on.moveTo(shift - 1, side + 1);
      on.lineTo(shift + side + 1, -1);
    }
    on.stroke();
  });
}

/** The pin's outline, in a box of 20 by 26; the marker that is dragged has the same. */
export const pinPath =
  'M10 25C10 25 18.5 15.6 18.5 9.6A8.5 8.5 0 1 0 1.5 9.6C1.5 15.6 10 25 10 25Z';

function pin(flavor: Flavor): ImageData {
  return painted([20, 26], (on) => {
    const outline = new Path2D(pinPath);
    on.fillStyle = flavor.annotation;
    on.strokeStyle = flavor.casing;
    on.lineWidth = 1.6;
    on.fill(outline);
    on.stroke(outline);
    on.fillStyle = flavor.casing;
    on.beginPath();
    on.arc(10, 9.6, 3, 0, 2 * Math.PI);
    on.fill();
  });
}

export function addImages(map: MapLibre, flavor: Flavor): void {
  const images: [string, ImageData][] = [
    [hatchImage('literal'), hatch(flavor.literal)],
    [hatchImage('associative'), hatch(flavor.associative)],
    [pinImage, pin(flavor)],
  ];
  for (const [name, image] of images) {
    if (map.hasImage(name)) map.removeImage(name);
    map.addImage(name, image, { pixelRatio });
  }
}
