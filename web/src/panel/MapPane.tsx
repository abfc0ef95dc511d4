import { useEffect, useRef } from 'preact/hooks';
import { placing } from '../annotate';
import { hasBasemap, mapState, narrow } from '../state';
import { strings } from '../strings';
import { MapKey } from './MapKey';

export function MapPane() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The map is the heaviest part of the page: text and lists do not wait for it.
    void import('../map/stage').then(async ({ startMap }) => {
      if (!container.current) return;
      const map = await startMap(container.current);
      if (map) window.dateline = { map };
    });
  }, []);
  return (
    <div class="map-pane" data-map={mapState.value}>
      {/* The map's own controls do not turn round in a right-to-left page. */}
      <div ref={container} class="map" dir="ltr" />
      <MapKey />
      {placing.value && !narrow.value && <div class="crosshair" aria-hidden="true" />}
      {placing.value && (
        <div class="placing-note" role="status">
          <strong>{strings.annotation.placing}</strong>{' '}
          {!narrow.value && strings.annotation.placingKeys}
        </div>
      )}
      {mapState.value === 'unavailable' && (
        <p class="map-note">{strings.map.unavailable}</p>
      )}
      {mapState.value === 'ready' && !hasBasemap.value && (
        <p class="map-hint">{strings.layers.noBasemap}</p>
      )}
    </div>
  );
}
