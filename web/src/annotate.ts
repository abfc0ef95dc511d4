/** How does a location come to be added, changed, moved, deleted, imported? */

import { signal } from '@preact/signals';
import { ApiError, api, messageOf } from './api';
import {
  coordinate,
  type Draft,
  draftOf,
  featureOf,
  forget,
  leftBehind,
  positionOf,
  recall,
  remember,
} from './draft';
import { readImport } from './import';
import { labelPoint } from './places';
import {
  address,
  annotations,
  annotationsError,
  deselect,
  notice,
  selectAnnotation,
  view,
} from './state';
import { strings } from './strings';
import type { Annotation, PlaceFeature } from './wire';

/** The form that is open. */
export const draft = signal<Draft | null>(null);
/** Whether the next click on the map says where the new location is. */
export const placing = signal(false);
export const restored = signal(false);

export type Saving =
  | { is: 'idle' | 'saving' }
  | { is: 'failed'; why: string }
  | { is: 'conflict'; theirs: Annotation };
export const saving = signal<Saving>({ is: 'idle' });

export async function loadAnnotations(): Promise<void> {
  annotationsError.value = null;
  try {
    annotations.value = await api.annotations();
  } catch (error) {
    annotationsError.value = messageOf(error);
  }
}

/** Opens the form again on what an earlier visit left unsaved. */
export function restoreDraft(): void {
  const left = leftBehind();
  if (!left) return;
  draft.value = left;
  restored.value = true;
  view.value = 'annotations';
}

function open(opened: Draft): void {
  placing.value = false;
  restored.value = false;
  saving.value = { is: 'idle' };
  draft.value = opened;
  view.value = 'annotations';
}

const empty: Draft = { title: '', text: '', tags: '', lon: '', lat: '' };

/** Starts a new location: the next click on the map says where. */
export function startPlacing(): void {
  deselect();
  const kept = recall();
  if (kept) open(kept);
  else draft.value = null;
  placing.value = true;
  view.value = 'annotations';
}

export function place(lon: number, lat: number): void {
  const at = { lon: coordinate(lon), lat: coordinate(lat) };
  const article = address.value.article;
  open({ ...empty, article, ...recall(), ...at });
  if (draft.value) remember(draft.value);
}

/** Opens the form with no position yet, for who would rather type coordinates. */
export function typeCoordinates(): void {
  open({ ...empty, article: address.value.article, ...recall() });
}

export function addAtPlace(feature: PlaceFeature): void {
  const [lon, lat] = labelPoint(feature);
  const first = feature.properties.mentions[0];
  deselect();
  open({
    ...empty,
    lon: coordinate(lon),
    lat: coordinate(lat),
    article: address.value.article,
    place_id: feature.id,
    ...(first ? { quote: first.quote } : {}),
  });
}

export function edit(annotation: Annotation): void {
  open(recall(annotation.id) ?? draftOf(annotation));
}

export function change(fields: Partial<Draft>): void {
  if (!draft.value) return;
  draft.value = { ...draft.value, ...fields };
  remember(draft.value);
}

/** Closes the form and drops what was typed. */
export function discard(): void {
  if (draft.value) forget(draft.value);
  draft.value = null;
  placing.value = false;
  saving.value = { is: 'idle' };
}

function acknowledge(sent: Draft, kept: Annotation): void {
  forget(sent);
  const others = annotations.value.filter((other) => other.id !== kept.id);
  annotations.value = [kept, ...others];
  draft.value = null;
  saving.value = { is: 'idle' };
  notice.value = { text: strings.annotation.saved(kept.properties.title), tone: 'good' };
  selectAnnotation(kept.id);
}

/** Sends the form. With `force`, whatever version the server has is replaced. */
export async function save(force = false): Promise<void> {
  const sent = draft.value;
  const position = sent && positionOf(sent);
  if (!sent || !position || saving.value.is === 'saving') return;
  saving.value = { is: 'saving' };
  const feature = featureOf(sent, position);
  try {
    const kept =
      sent.id === undefined
        ? await api.addAnnotation(feature)
        : await api.changeAnnotation(sent.id, feature, force ? undefined : sent.version);
    acknowledge(sent, kept);
  } catch (error) {
    const theirs = error instanceof ApiError ? error.problem.current : undefined;
    saving.value = theirs
      ? { is: 'conflict', theirs }
      : { is: 'failed', why: messageOf(error) };
  }
}

export function takeTheirs(theirs: Annotation): void {
  if (draft.value) acknowledge(draft.value, theirs);
}

export async function remove(annotation: Annotation): Promise<void> {
  try {
    await api.removeAnnotation(annotation.id);
    forget(annotation);
    deselect();
    annotations.value = annotations.value.filter(({ id }) => id !== annotation.id);
    const { title } = annotation.properties;
    notice.value = { text: strings.annotation.deleted(title), tone: 'good' };
  } catch (error) {
    notice.value = { text: messageOf(error), tone: 'bad' };
  }
}

export async function importFile(file: File): Promise<void> {
  try {
    const collection = readImport(await file.text());
    const { imported } = await api.importAnnotations(collection);
    await loadAnnotations();
    notice.value = { text: strings.annotation.imported(imported), tone: 'good' };
  } catch (error) {
    const text = strings.annotation.notImported(file.name, messageOf(error));
    notice.value = { text, tone: 'bad' };
  }
}
