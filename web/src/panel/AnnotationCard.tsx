/** What does an annotation say, and what can be done with it? */

import { useEffect } from 'preact/hooks';
import { edit, remove } from '../annotate';
import { firstPosition } from '../places';
import { dialog, notice, places, view } from '../state';
import { strings } from '../strings';
import type { Annotation } from '../wire';
import { Back, useHeadingFocus } from './Card';

const words = strings.annotation;

function askToRemove(annotation: Annotation): void {
  dialog.value = {
    kind: 'confirm',
    question: words.confirm(annotation.properties.title),
    detail: words.confirmDetail,
    action: words.delete,
    run: () => void remove(annotation),
  };
}

const when = (date: string) =>
  new Date(date).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function AnnotationCard({ annotation }: { annotation: Annotation }) {
  const heading = useHeadingFocus(annotation.id);
  const { title, text, tags, quote, place_id, modified } = annotation.properties;
  const [lon, lat] = firstPosition(annotation.geometry);
  const about = places.value.find(({ id }) => id === place_id)?.properties.name;
  // The list that this card came from is the list of annotations, whatever tab was open.
  useEffect(() => {
    view.value = 'annotations';
  }, [annotation.id]);
  return (
    <article class="card annotation" data-annotation={annotation.id}>
      <Back />
      <h2 ref={heading} tabIndex={-1} dir="auto">
        {title}
      </h2>
      {text && (
        <p class="body" dir="auto">
          {text}
        </p>
      )}
      {tags && tags.length > 0 && (
        <ul class="tags">
          {tags.map((tag) => (
            <li key={tag} dir="auto">
              {tag}
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">
        {lat.toFixed(4)}°, {lon.toFixed(4)}°{about && ` · ${words.about} ${about}`}
        {quote && ` · ${words.quote} “${quote}”`}
      </p>
      <p class="quiet">
        {modified && `${words.changed} ${when(modified)}`}
        {notice.value?.tone === 'good' && <span class="kept"> {words.savedMark}</span>}
      </p>
      <div class="actions">
        <button type="button" class="plain" onClick={() => edit(annotation)}>
          {words.edit}
        </button>
        <button type="button" class="plain bad" onClick={() => askToRemove(annotation)}>
          {words.delete}
        </button>
      </div>
    </article>
  );
}
