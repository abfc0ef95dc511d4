/** Which question stands before the page? One `<dialog>` at a time. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { dialog } from '../state';
import { strings } from '../strings';
import { OpenStory } from './OpenStory';
import { Shelf } from './Shelf';

function Modal({ title, children }: { title: string; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // The element is removed, not closed, so the focus is given back by hand.
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby="dialog-title"
      onClose={() => (dialog.value = null)}
    >
      <header>
        <h2 id="dialog-title">{title}</h2>
        <button
          type="button"
          class="close"
          aria-label={strings.close}
          onClick={() => element.current?.close()}
        >
          ×
        </button>
      </header>
      {children}
    </dialog>
  );
}

export function Dialogs() {
  const open = dialog.value;
  if (!open) return null;
  if (open.kind === 'open') {
    return (
      <Modal key="open" title={strings.open.title}>
        <OpenStory />
      </Modal>
    );
  }
  if (open.kind === 'shelf') {
    return (
      <Modal key="shelf" title={strings.shelf.title}>
        <Shelf />
      </Modal>
    );
  }
  const confirm = () => {
    dialog.value = null;
    open.run();
  };
  return (
    <Modal key="confirm" title={open.question}>
      <p>{open.detail}</p>
      <div class="actions">
        <button type="button" class="strong bad" onClick={confirm}>
          {open.action}
        </button>
        <button type="button" class="plain" onClick={() => (dialog.value = null)}>
          {strings.cancel}
        </button>
      </div>
    </Modal>
  );
}
