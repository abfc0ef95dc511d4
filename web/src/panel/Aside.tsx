/** What stands beside the map? Tabs, or the card of what is selected. */

import { useEffect, useRef } from 'preact/hooks';
import { draft } from '../annotate';
import {
  address,
  annotations,
  deselect,
  narrow,
  places,
  selectedAnnotation,
  selectedPlace,
  story,
  type View,
  view,
} from '../state';
import { strings } from '../strings';
import { AnnotationCard } from './AnnotationCard';
import { Annotations } from './Annotations';
import { PlaceCard, PlaceStrip } from './Card';
import { Layers } from './Layers';
import { Places } from './Places';
import { StoryPane } from './Story';

function Panel() {
  const shown = view.value;
  const reading = narrow.value && shown === 'story';
  if (selectedPlace.value) {
    // On a phone, a word that was touched in the text leaves the text where it is.
    if (!reading || address.value.mention === undefined) {
      return <PlaceCard place={selectedPlace.value} />;
    }
  } else if (selectedAnnotation.value && !draft.value) {
    return <AnnotationCard annotation={selectedAnnotation.value} />;
  }
  if (shown === 'layers') return <Layers />;
  if (shown === 'annotations') return <Annotations />;
  if (reading) {
    return (
      <>
        {selectedPlace.value && <PlaceStrip place={selectedPlace.value} />}
        <StoryPane />
      </>
    );
  }
  return <Places />;
}

const counts: Partial<Record<View, () => number>> = {
  places: () => places.value.length,
  annotations: () => annotations.value.length,
};

function Tab({ name, on }: { name: View; on: boolean }) {
  const count = counts[name]?.();
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${name}`}
      aria-selected={on}
      aria-controls="panel"
      tabIndex={on ? 0 : -1}
      onClick={() => choose(name)}
    >
      {strings.views[name]}
      {count ? <span class="count">{count}</span> : null}
      {name === 'annotations' && draft.value && (
        <span class="count">{strings.annotation.draftMark}</span>
      )}
    </button>
  );
}

function choose(name: View): void {
  view.value = name;
  deselect();
}

export function Aside() {
  const panel = useRef<HTMLDivElement>(null);
  const about = address.value.place ?? address.value.annotation ?? '';
  const began = useRef(false);
  useEffect(() => {
    const shown = panel.current;
    if (!shown) return;
    // What is shown anew begins at its top, but a story goes on where its reader was.
    if (!(narrow.value && view.value === 'story')) shown.scrollTop = 0;
    // If what had the focus is gone, and nothing new took it, the keyboard goes on from here.
    const lost = document.activeElement === document.body;
    if (began.current && lost) shown.focus({ preventScroll: true });
    began.current = true;
  }, [view.value, about]);
  const names: View[] = narrow.value
    ? ['story', 'places', 'layers', 'annotations']
    : ['places', 'layers', 'annotations'];
  const current = names.includes(view.value) ? view.value : 'places';
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = names.indexOf(current) + step;
    const next = names[(at + names.length) % names.length] as View;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <aside>
      <div role="tablist" aria-label={strings.views.label} onKeyDown={onKey}>
        {names.map((name) => (
          <Tab key={name} name={name} on={name === current} />
        ))}
      </div>
      <div
        ref={panel}
        id="panel"
        class="panel"
        role="tabpanel"
        aria-labelledby={`tab-${current}`}
        tabIndex={0}
      >
        {narrow.value && current !== 'story' && (
          <h1 class="unseen">{story.value?.article.title || strings.story.untitled}</h1>
        )}
        <Panel />
      </div>
    </aside>
  );
}
