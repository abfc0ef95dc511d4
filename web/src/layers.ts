/** Which layers does the server have, and what is in the reference layers? */

import { api, messageOf } from './api';
import { layerData, layers, layersError } from './state';

export async function loadLayers(): Promise<void> {
  layersError.value = null;
  try {
    layers.value = await api.layers();
    const references = layers.value.filter((layer) => layer.kind === 'reference');
    const data = await Promise.all(
      references.map(async (layer) => {
        const known = layerData.peek()[layer.id];
        return [layer.id, known ?? (await api.layerData(layer))] as const;
      }),
    );
    layerData.value = Object.fromEntries(data);
  } catch (error) {
    layersError.value = messageOf(error);
  }
}
