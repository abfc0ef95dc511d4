/** How is a location described? The form, and the sign that tells whether it is kept. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { change, discard, restored, save, saving, takeTheirs } from '../annotate';
import { type Draft, positionOf } from '../draft';
import { strings } from '../strings';

const words = strings.annotation;

function Field(props: {
  name: 'title' | 'tags' | 'lon' | 'lat';
  label: string;
  draft: Draft;
  invalid?: boolean;
}) {
  const { name, label, draft, invalid } = props;
  const id = `annotation-${name}`;
  const isNumber = name === 'lon' || name === 'lat';
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        value={draft[name]}
        dir="auto"
        autocomplete="off"
        inputMode={isNumber ? 'decimal' : 'text'}
        required={name === 'title'}
        aria-invalid={invalid ? 'true' : undefined}
        aria-describedby={invalid ? 'annotation-position' : undefined}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
    </div>
  );
}

function Position({ draft }: { draft: Draft }) {
  if (draft.shape) return <p class="quiet">{words.shape}</p>;
  const typed = draft.lon.trim() !== '' && draft.lat.trim() !== '';
  const wrong = typed && positionOf(draft) === null;
  return (
    <>
      <div class="pair">
        <Field name="lat" label={words.lat} draft={draft} invalid={wrong} />
        <Field name="lon" label={words.lon} draft={draft} invalid={wrong} />
      </div>
      <p id="annotation-position" class={wrong ? 'wrong' : 'quiet'}>
        {wrong ? words.positionMissing : words.drag}
      </p>
    </>
  );
}

/** Saved, failed, changed by another: always said in words. */
function Sign() {
  const state = saving.value;
  return (
    <div class="sign" role="status" data-saving={state.is}>
      {state.is === 'saving' && words.saving}
      {state.is === 'failed' && (
        <div class="trouble">
          <p>
            <strong>{words.failed}</strong> {state.why}
          </p>
          <button type="button" class="plain" onClick={() => void save()}>
            {strings.retry}
          </button>
        </div>
      )}
      {state.is === 'conflict' && (
        <div class="trouble">
          <p>
            <strong>{words.conflict}</strong> “{state.theirs.properties.title}”
          </p>
          <button type="button" class="plain" onClick={() => void save(true)}>
            {words.mine}
          </button>
          <button type="button" class="plain" onClick={() => takeTheirs(state.theirs)}>
            {words.theirs}
          </button>
        </div>
      )}
    </div>
  );
}

export function AnnotationForm({ draft }: { draft: Draft }) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[name=title]')?.focus();
  }, [draft.id]);
  const submit = (event: Event) => {
    event.preventDefault();
    void save();
  };
  const ready = draft.title.trim() !== '' && positionOf(draft) !== null;
  return (
    <form ref={form} class="annotation-form" onSubmit={submit} noValidate>
      <h2>{draft.id ? words.editTitle : words.newTitle}</h2>
      {restored.value && <p class="quiet">{words.restored}</p>}
      {draft.quote && (
        <p class="quiet">
          {words.quote} “{draft.quote}”
        </p>
      )}
      <Field name="title" label={words.heading} draft={draft} />
      <div class="field">
        <label for="annotation-text">{words.text}</label>
        <textarea
          id="annotation-text"
          name="text"
          rows={4}
          dir="auto"
          value={draft.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </div>
      <Field name="tags" label={words.tags} draft={draft} />
      <Position draft={draft} />
      <Sign />
      <div class="actions">
        <button
          type="submit"
          class="strong"
          disabled={!ready || saving.value.is === 'saving'}
        >
          {words.save}
        </button>
        <button type="button" class="plain" onClick={discard}>
          {draft.id ? strings.cancel : words.discard}
        </button>
        {draft.title.trim() === '' && <span class="quiet">{words.titleMissing}</span>}
      </div>
    </form>
  );
}
