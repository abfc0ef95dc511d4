/** How does a story come in? Pasted, chosen as a file, or dropped. */

import { useRef, useState } from 'preact/hooks';
import { api, messageOf } from '../api';
import { keep } from '../story';
import { strings } from '../strings';
import type { Story } from '../wire';

const words = strings.open;

/** What was typed outlives a dialog closed by mistake. */
const typed = { title: '', text: '' };

export function OpenStory() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);

  const send = async (sent: () => Promise<Story>) => {
    if (busy) return;
    setBusy(true);
    setWrong(null);
    try {
      await keep(sent());
      typed.title = '';
      typed.text = '';
    } catch (error) {
      setWrong(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const { title, text } = typed;
    if (text.trim() === '') return setWrong(words.empty);
    void send(() => api.addText(title.trim() ? { title: title.trim(), text } : { text }));
  };
  const take = (file: File | undefined) => {
    if (file) void send(() => api.addFile(file));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files[0]);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };

  return (
    <form class="open-story" onSubmit={submit} noValidate>
      <p class="quiet">{words.lead}</p>
      <div class="field">
        <label for="story-title">{words.headline}</label>
        <input
          id="story-title"
          dir="auto"
          autocomplete="off"
          defaultValue={typed.title}
          onInput={(event) => (typed.title = event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for="story-text">{words.text}</label>
        <textarea
          id="story-text"
          rows={9}
          dir="auto"
          defaultValue={typed.text}
          onInput={(event) => (typed.text = event.currentTarget.value)}
        />
      </div>
      <div
        class={`drop${over ? ' over' : ''}`}
        onDragOver={hover}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <button type="button" class="plain" onClick={() => chooser.current?.click()}>
          {words.file}
        </button>
        <span>{words.drop}</span>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".txt,.html,.htm,.json,text/plain,text/html,application/json"
          aria-label={words.file}
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
      </div>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="strong" disabled={busy}>
          {busy ? words.busy : words.submit}
        </button>
      </div>
    </form>
  );
}
