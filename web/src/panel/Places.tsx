/** Which places does the story name? The list that is the map's equal. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { percent, sureness } from '../places';
import { address, groups, hovered, narrow, showAssociative, story, view } from '../state';
import { strings } from '../strings';
import { format } from '../url';
import type { PlaceFeature, Unresolved } from '../wire';
import { lastCard } from './Card';

function Place({ place }: { place: PlaceFeature }) {
  const { name, kind, country_name, confidence, mentions, role } = place.properties;
  const where = [strings.kind(kind), kind === 'country' ? null : country_name]
    .filter(Boolean)
    .join(', ');
  const sure = sureness(confidence);
  return (
    <li>
      <a
        class={`place ${role}${hovered.value === place.id ? ' on' : ''}`}
        href={format({ article: address.value.article, place: place.id })}
        data-place={place.id}
        onMouseEnter={() => (hovered.value = place.id)}
        onMouseLeave={() => (hovered.value = null)}
        onFocus={() => (hovered.value = place.id)}
        onBlur={() => (hovered.value = null)}
      >
        <span class="place-name" dir="auto">
          {name}
        </span>
        <span class="place-count" title={strings.places.mentions(mentions.length)}>
          {mentions.length > 1 && `×${mentions.length}`}
        </span>
        <span class="place-where">
          {where}
          {sure !== 'sure' && (
            <span class={`sure ${sure}`}>
              {strings.card.confidence(strings.card.sure[sure], percent(confidence))}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

/** Up, Down, Home and End move through the list as well as Tab does. */
function moveInList(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const links = [...list.querySelectorAll<HTMLElement>('a.place')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[
    event.key
  ];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
}

function Section({ title, places }: { title: string; places: PlaceFeature[] }) {
  return (
    <section>
      <h2>{title}</h2>
      {places.length === 0 && <p class="quiet">{strings.places.none}</p>}
      <ul class="places">
        {places.map((place) => (
          <Place key={place.id} place={place} />
        ))}
      </ul>
    </section>
  );
}

function UnresolvedList({ unresolved }: { unresolved: Unresolved[] }) {
  if (unresolved.length === 0) return null;
  return (
    <section class="unresolved">
      <h2>{strings.places.unresolved}</h2>
      <p class="quiet">{strings.places.unresolvedNote}</p>
      <ul>
        {unresolved.map(({ start, quote, sentence, reason }) => (
          <li key={start}>
            <details>
              <summary>
                <span dir="auto">{quote}</span>
              </summary>
              <p>{reason}</p>
              <blockquote dir="auto">{sentence}</blockquote>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Places() {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Coming back from a card, the focus returns to the place that it was about.
    if (document.activeElement !== document.body || !lastCard.id) return;
    const links = list.current?.querySelectorAll<HTMLElement>('a.place') ?? [];
    [...links].find(({ dataset }) => dataset.place === lastCard.id)?.focus();
  }, []);
  if (!story.value) return <p class="quiet">{strings.story.loading}</p>;
  const { literal, associative } = groups.value;
  return (
    <div ref={list} onKeyDown={moveInList} data-view={view.value}>
      <Section title={strings.places.literal} places={literal} />
      <Section title={strings.places.associative} places={associative} />
      {associative.length > 0 && (
        <label class="switch">
          <input
            type="checkbox"
            checked={showAssociative.value}
            onChange={(event) => (showAssociative.value = event.currentTarget.checked)}
          />
          {strings.places.filter}
        </label>
      )}
      <UnresolvedList unresolved={story.value.unresolved ?? []} />
      {narrow.value && <div class="end" />}
    </div>
  );
}
