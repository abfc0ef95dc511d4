/** What have people added, and how is more added? */

import { useRef } from 'preact/hooks';
import {
  draft,
  edit,
  importFile,
  loadAnnotations,
  placing,
  startPlacing,
  typeCoordinates,
} from '../annotate';
import { recall } from '../draft';
import {
  address,
  annotations,
  annotationsError,
  hovered,
  layers,
  mapState,
} from '../state';
import { strings } from '../strings';
import { format } from '../url';
import type { Annotation } from '../wire';
import { AnnotationForm } from './AnnotationForm';

const words = strings.annotation;

function Entry({ annotation }: { annotation: Annotation }) {
  const { id, properties } = annotation;
  const left = recall(id);
  return (
    <li>
      <a
        class={`place annotation${hovered.value === id ? ' on' : ''}`}
        href={format({ article: address.value.article, annotation: id })}
        data-annotation={id}
        onMouseEnter={() => (hovered.value = id)}
        onMouseLeave={() => (hovered.value = null)}
        onFocus={() => (hovered.value = id)}
        onBlur={() => (hovered.value = null)}
      >
        <span class="place-name" dir="auto">
          {properties.title}
        </span>
        <span class="place-where" dir="auto">
          {(properties.tags ?? []).join(' · ') || properties.text}
        </span>
      </a>
      {left && (
        <button type="button" class="link" onClick={() => edit(annotation)}>
          {words.openDraft}
        </button>
      )}
    </li>
  );
}

function Tools() {
  const chooser = useRef<HTMLInputElement>(null);
  const layer = layers.value.find(({ kind }) => kind === 'annotations');
  const chosen = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file) void importFile(file);
    input.value = '';
  };
  return (
    <p class="downloads">
      <button type="button" class="link" onClick={() => chooser.current?.click()}>
        {words.import}
      </button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".geojson,.json,application/geo+json"
        aria-label={words.import}
        onChange={(event) => chosen(event.currentTarget)}
      />
      <a
        class="download"
        href={layer?.links.geojson ?? '/layers/annotations.geojson'}
        download
        aria-label={strings.layers.downloadNamed(words.title)}
      >
        {words.download}
      </a>
    </p>
  );
}

function Start() {
  const canClick = mapState.value === 'ready';
  return (
    <div class="start">
      {canClick && (
        <button
          type="button"
          class="strong"
          aria-pressed={placing.value}
          onClick={() => (placing.value ? (placing.value = false) : startPlacing())}
        >
          {words.add}
        </button>
      )}
      <button type="button" class="plain" onClick={typeCoordinates}>
        {words.typed}
      </button>
    </div>
  );
}

export function Annotations() {
  if (draft.value && !placing.value) return <AnnotationForm draft={draft.value} />;
  return (
    <div class="annotations">
      <p class="quiet">{words.lead}</p>
      <Start />
      {annotationsError.value && (
        <div class="trouble" role="alert">
          <p>{annotationsError.value}</p>
          <button type="button" class="plain" onClick={() => void loadAnnotations()}>
            {strings.retry}
          </button>
        </div>
      )}
      {annotations.value.length === 0 && !annotationsError.value && (
        <p class="none">{words.none}</p>
      )}
      <ul class="places">
        {annotations.value.map((annotation) => (
          <Entry key={annotation.id} annotation={annotation} />
        ))}
      </ul>
      <Tools />
    </div>
  );
}
