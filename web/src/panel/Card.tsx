/** What is known of a place, and why is it believed? */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { addAtPlace } from '../annotate';
import { cutSentence, isDerived, otherNames, percent, sureness } from '../places';
import { address, deselect, hovered, layers, narrow, view } from '../state';
import { strings } from '../strings';
import { format } from '../url';
import type { PlaceFeature } from '../wire';

/** The place whose card was shown last, so that its entry in the list can have the focus again. */
export const lastCard: { id: string | null } = { id: null };

/** The focus follows to a new card only if what had it is gone. */
export function useHeadingFocus(id: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const { activeElement } = document;
    const lost = !activeElement || activeElement === document.body;
    if (lost || activeElement.closest('aside'))
      heading.current?.focus({ preventScroll: true });
  }, [id]);
  return heading;
}

export function Back() {
  return (
    <button type="button" class="back" onClick={deselect}>
      <span aria-hidden="true">←</span> {strings.views[view.value]}
    </button>
  );
}

/** On a phone the text has to come forward first. */
function showText(): void {
  if (narrow.value) view.value = 'story';
}

function Quote({ place, index }: { place: PlaceFeature; index: number }) {
  const cut = cutSentence(place.properties.mentions, index);
  const { article, place: chosen, mention: current } = address.value;
  const here = chosen === place.id && current === index;
  return (
    <li>
      <a
        href={format({ article, place: place.id, mention: index })}
        title={strings.card.jump}
        class={here ? 'quote here' : 'quote'}
        onClick={showText}
        dir="auto"
      >
        {cut?.[0]}
        <mark>{cut?.[1] ?? place.properties.mentions[index]?.quote}</mark>
        {cut?.[2]}
      </a>
    </li>
  );
}

function Sureness({ confidence }: { confidence: number }) {
  const said = strings.card.sure[sureness(confidence)];
  return (
    <div class="confidence">
      <meter
        min={0}
        max={1}
        low={0.4}
        high={0.7}
        optimum={1}
        value={confidence}
        aria-label={strings.card.confidenceLabel}
      />
      <span>{strings.card.confidence(said, percent(confidence))}</span>
    </div>
  );
}

function Evidence({ place }: { place: PlaceFeature }) {
  const { evidence = [], alternatives = [] } = place.properties;
  return (
    <>
      {evidence.length > 0 && (
        <section>
          <h3>{strings.card.evidence}</h3>
          <ul class="reasons">
            {evidence.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </section>
      )}
      {alternatives.length > 0 && (
        <section>
          <h3>{strings.card.alternatives}</h3>
          <ul class="alternatives">
            {alternatives.map(({ place_id, name, admin1, country, confidence }) => (
              <li key={place_id}>
                <span dir="auto">
                  {[name, admin1, country].filter(Boolean).join(', ')}
                </span>
                <span class="number">{percent(confidence)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Provenance({ place }: { place: PlaceFeature }) {
  const { method, uncertainty_km, source, licence, place_id, layer } = place.properties;
  const title = layers.value.find(({ id }) => id === layer)?.title;
  return (
    <footer class="provenance">
      {isDerived(place) && (
        <p>
          {strings.card.derived} {strings.card.method}: {method}.
        </p>
      )}
      {uncertainty_km ? <p>{strings.card.within(uncertainty_km)}</p> : null}
      {title && (
        <p>
          {strings.card.layerLink}: {title}.
        </p>
      )}
      {source && (
        <p>
          {strings.card.source}: {licence ? `${source}, ${licence}` : source}
        </p>
      )}
      <p class="id">{place_id}</p>
    </footer>
  );
}

export function PlaceCard({ place }: { place: PlaceFeature }) {
  const heading = useHeadingFocus(place.id);
  lastCard.id = place.id;
  const { name, kind, country_name, admin1, role, confidence, mentions, note } =
    place.properties;
  const parts = [strings.kind(kind), admin1, kind === 'country' ? null : country_name];
  const where = [...new Set(parts.filter((part) => part && part !== name))].join(' · ');
  return (
    <article class={`card ${role}`} data-place={place.id}>
      <Back />
      <h2 ref={heading} tabIndex={-1} dir="auto">
        {name}
      </h2>
      <OtherNames place={place} />
      <p class="where">{where}</p>
      <p class={`role ${role}`}>{strings.card.role[role]}</p>
      <Sureness confidence={confidence} />
      {note && <p class="note">{note}</p>}
      <button type="button" class="plain wide" onClick={() => addAtPlace(place)}>
        {strings.card.annotate}
      </button>
      <section>
        <h3>
          {strings.card.mentions} <span class="count">{mentions.length}</span>
        </h3>
        <ol class="quotes">
          {mentions.map((mention, index) => (
            <Quote key={mention.start} place={place} index={index} />
          ))}
        </ol>
      </section>
      <Evidence place={place} />
      <Provenance place={place} />
    </article>
  );
}

function OtherNames({ place }: { place: PlaceFeature }) {
  const names = otherNames(place);
  if (names.length === 0) return null;
  return (
    <ul class="names" aria-label={strings.card.names}>
      {names.slice(0, 4).map(([language, name]) => (
        <li key={language} lang={language} dir="auto">
          {name}
        </li>
      ))}
    </ul>
  );
}

/** On a phone: what was touched in the text, in one line. */
export function PlaceStrip({ place }: { place: PlaceFeature }) {
  const { name, kind, role } = place.properties;
  return (
    <div
      class={`strip ${role}`}
      role="status"
      onMouseEnter={() => (hovered.value = place.id)}
    >
      <a href={format({ article: address.value.article, place: place.id })}>
        <strong dir="auto">{name}</strong> {strings.kind(kind)}
      </a>
      <button type="button" class="close" aria-label={strings.close} onClick={deselect}>
        ×
      </button>
    </div>
  );
}
