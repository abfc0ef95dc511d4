/** What does the page show? The only meeting place of map and panels. */

import { computed, signal } from '@preact/signals';
import { group, type PlacedMention, placedMentions } from './places';
import { type Address, format, parse, same } from './url';
import type {
  Annotation,
  LayerData,
  LayerInfo,
  PlaceFeature,
  ShelfEntry,
  Story,
} from './wire';

export type View = 'story' | 'places' | 'layers' | 'annotations';

export const address = signal<Address>(parse(location.hash));
export const story = signal<Story | null>(null);
export const storyError = signal<string | null>(null);
export const shelf = signal<ShelfEntry[]>([]);
export const layers = signal<LayerInfo[]>([]);
export const layersError = signal<string | null>(null);
/** The reference layers' features, by layer id. */
export const layerData = signal<Record<string, LayerData>>({});
export const annotations = signal<Annotation[]>([]);
export const annotationsError = signal<string | null>(null);

/** Place ids or annotation ids under the pointer or the focus. */
export const hovered = signal<string | null>(null);
export const view = signal<View>('places');
/** Which parts of the map are switched on. Reference layers are listed when switched off. */
export const showLiteral = signal(true);
export const showAssociative = signal(true);
export const showAnnotations = signal(true);
export const hiddenLayers = signal<ReadonlySet<string>>(new Set());

/** A reference layer that the map was asked to go to. */
export const layerToShow = signal<string | null>(null);

export type MapState = 'starting' | 'ready' | 'unavailable';
export const mapState = signal<MapState>('starting');
export const hasBasemap = signal(true);

export type Dialog =
  | { kind: 'open' }
  | { kind: 'shelf' }
  | {
      kind: 'confirm';
      question: string;
      detail: string;
      action: string;
      run: () => void;
    };
export const dialog = signal<Dialog | null>(null);

export interface Notice {
  text: string;
  tone: 'good' | 'bad';
}
export const notice = signal<Notice | null>(null);

export const narrow = signal(false);
const narrowQuery = matchMedia('(max-width: 940px)');
const followWidth = () => {
  narrow.value = narrowQuery.matches;
};
narrowQuery.addEventListener('change', followWidth);
followWidth();
if (narrow.value) view.value = 'story';

export const places = computed<PlaceFeature[]>(() => story.value?.features ?? []);
export const groups = computed(() => group(places.value));
export const mentions = computed<PlacedMention[]>(() =>
  story.value ? placedMentions(story.value) : [],
);

export const selectedPlace = computed<PlaceFeature | null>(() => {
  const id = address.value.place;
  return places.value.find((place) => place.id === id) ?? null;
});

export const selectedAnnotation = computed<Annotation | null>(() => {
  const id = address.value.annotation;
  return annotations.value.find((annotation) => annotation.id === id) ?? null;
});

/** Goes to an address, as a new entry of the browser's history unless it is already shown. */
export function go(to: Address): void {
  if (same(to, address.value)) address.value = { ...to };
  else location.hash = format(to);
}

export function selectPlace(place: string, mention?: number): void {
  const to: Address = { article: address.value.article, place };
  go(mention === undefined ? to : { ...to, mention });
}

export function selectAnnotation(annotation: string): void {
  go({ article: address.value.article, annotation });
}

export function deselect(): void {
  if (address.value.place || address.value.annotation) {
    go({ article: address.value.article });
  }
}

addEventListener('hashchange', () => {
  address.value = parse(location.hash);
});
