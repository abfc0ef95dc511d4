/** What do the signs on the map mean, in three lines that stand on the map itself? */

import { isDerived } from '../places';
import { groups, mapState, narrow, places, showAssociative, showLiteral } from '../state';
import { strings } from '../strings';
import { AreaSwatch, DotSwatch } from './Legend';

export function MapKey() {
  if (mapState.value !== 'ready' || narrow.value || places.value.length === 0)
    return null;
  const { literal, associative } = groups.value;
  return (
    <ul class="map-key">
      {showLiteral.value && literal.length > 0 && (
        <li>
          <DotSwatch of="literal" /> {strings.places.literal}
        </li>
      )}
      {showAssociative.value && associative.length > 0 && (
        <li>
          <DotSwatch of="associative" /> {strings.places.associative}
        </li>
      )}
      {places.value.some(isDerived) && (
        <li>
          <AreaSwatch derived /> {strings.layers.derived}
        </li>
      )}
    </ul>
  );
}
