/** What is on the map, what do its signs mean, where does it come from, how is it had? */

import type { ComponentChildren } from 'preact';
import { loadLayers } from '../layers';
import { parts } from '../map/reference';
import { isDerived } from '../places';
import {
  annotations,
  groups,
  hasBasemap,
  hiddenLayers,
  layerData,
  layers,
  layersError,
  layerToShow,
  mapState,
  showAnnotations,
  showAssociative,
  showLiteral,
  story,
} from '../state';
import { strings } from '../strings';
import type { LayerInfo } from '../wire';
import {
  AreaSwatch,
  BorderSwatch,
  DotSwatch,
  PartSwatch,
  PinSwatch,
  UnsureSwatch,
  useFlavor,
} from './Legend';

const words = strings.layers;

function Switch(props: {
  on: boolean;
  set: (on: boolean) => void;
  children: ComponentChildren;
}) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={props.on}
        onChange={(event) => props.set(event.currentTarget.checked)}
      />
      {props.children}
    </label>
  );
}

function Download({ href, label, name }: { href: string; label: string; name: string }) {
  return (
    <a class="download" href={href} download aria-label={name}>
      <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
        <path
          d="M8 1.5v8m0 0 3.2-3.2M8 9.5 4.8 6.3M2 13.5h12"
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
        />
      </svg>
      {label}
    </a>
  );
}

function Facts({ layer }: { layer: LayerInfo }) {
  const facts: [string, string | null | undefined][] = [
    [words.source, layer.source],
    [words.licence, layer.licence],
    [words.accuracy, layer.accuracy],
  ];
  return (
    <dl class="facts">
      {facts.map(([term, fact]) =>
        fact ? (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function StoryLayer() {
  const id = story.value?.article.id;
  const layer = layers.value.find((known) => known.id === `article-${id}`);
  const { literal, associative } = groups.value;
  const all = [...literal, ...associative];
  const href = `/layers/article-${encodeURIComponent(id ?? '')}.geojson`;
  return (
    <section class="layer" data-layer="story">
      <h2>{words.story}</h2>
      <Switch on={showLiteral.value} set={(on) => (showLiteral.value = on)}>
        <DotSwatch of="literal" /> {words.literal}
      </Switch>
      <Switch on={showAssociative.value} set={(on) => (showAssociative.value = on)}>
        <DotSwatch of="associative" /> {words.associative}
      </Switch>
      <ul class="legend">
        <li>
          <AreaSwatch derived={false} /> {words.area}
        </li>
        {all.some(isDerived) && (
          <li>
            <AreaSwatch derived /> {words.derived}
          </li>
        )}
        {all.some((place) => place.properties.confidence < 0.7) && (
          <li>
            <UnsureSwatch /> {words.unsure}
          </li>
        )}
      </ul>
      {layer && <Facts layer={layer} />}
      {id && (
        <p class="downloads">
          <Download
            href={href}
            label={words.download}
            name={words.downloadNamed(words.story)}
          />
          <Download
            href={`${href}?profile=full`}
            label={words.full}
            name={words.fullNamed(words.story)}
          />
        </p>
      )}
    </section>
  );
}

function ReferenceLayer({ layer }: { layer: LayerInfo }) {
  const palette = useFlavor();
  const data = layerData.value[layer.id];
  const set = (on: boolean) => {
    const hidden = new Set(hiddenLayers.value);
    if (on) hidden.delete(layer.id);
    else hidden.add(layer.id);
    hiddenLayers.value = hidden;
  };
  return (
    <section class="layer" data-layer={layer.id}>
      <Switch on={!hiddenLayers.value.has(layer.id)} set={set}>
        <strong>{layer.title}</strong>
      </Switch>
      <ul class="legend">
        {data &&
          parts(layer.id, data, palette).map((part) => (
            <li key={part.key}>
              <PartSwatch part={part} /> {part.name}
            </li>
          ))}
      </ul>
      <p class="downloads">
        {mapState.value === 'ready' && data && (
          <button
            type="button"
            class="link"
            onClick={() => (layerToShow.value = layer.id)}
          >
            {words.show}
          </button>
        )}
        <Download
          href={layer.links.geojson}
          label={words.download}
          name={words.downloadNamed(layer.title)}
        />
      </p>
      <details>
        <summary>{words.about}</summary>
        {layer.description && <p>{layer.description}</p>}
        <Facts layer={layer} />
      </details>
    </section>
  );
}

function AnnotationLayer() {
  const layer = layers.value.find(({ kind }) => kind === 'annotations');
  return (
    <section class="layer" data-layer="annotations">
      <Switch on={showAnnotations.value} set={(on) => (showAnnotations.value = on)}>
        <PinSwatch /> <strong>{words.annotations}</strong>{' '}
        <span class="count">{annotations.value.length}</span>
      </Switch>
      <p class="downloads">
        <Download
          href={layer?.links.geojson ?? '/layers/annotations.geojson'}
          label={words.download}
          name={words.downloadNamed(words.annotations)}
        />
      </p>
    </section>
  );
}

export function Layers() {
  const references = layers.value.filter(({ kind }) => kind === 'reference');
  return (
    <div class="layers">
      <StoryLayer />
      <h2>{words.reference}</h2>
      {layersError.value ? (
        <div class="trouble" role="alert">
          <p>
            <strong>{words.failed}</strong> {layersError.value}
          </p>
          <button type="button" class="plain" onClick={() => void loadLayers()}>
            {strings.retry}
          </button>
        </div>
      ) : (
        references.length === 0 && <p class="quiet">{words.none}</p>
      )}
      {references.map((layer) => (
        <ReferenceLayer key={layer.id} layer={layer} />
      ))}
      <h2>{words.yours}</h2>
      <AnnotationLayer />
      <h2>{words.basemap}</h2>
      {hasBasemap.value && (
        <ul class="legend">
          <li>
            <BorderSwatch disputed={false} /> {strings.legend.international}
          </li>
          <li>
            <BorderSwatch disputed /> {strings.legend.disputed}
          </li>
        </ul>
      )}
      <p class="quiet">{hasBasemap.value ? words.basemapNote : words.noBasemap}</p>
      <p class="quiet">
        <a href="/licences.txt" target="_blank" rel="noopener">
          {words.software}
        </a>
      </p>
    </div>
  );
}
